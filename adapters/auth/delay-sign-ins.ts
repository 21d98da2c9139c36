import { createHash, randomUUID } from "node:crypto";
import { APIError, createAuthMiddleware, isAPIError } from "better-auth/api";
import type pg from "pg";
import { z } from "zod";
import {
  browserCookie,
  freeTries,
  knownBrowser,
  type SignInBuckets,
  signInBuckets,
} from "./sign-in-buckets.ts";
import { type Try, whoTries } from "./who-tries.ts";

const cookieName = "callscript.browser";
const cookieSeconds = 180 * 24 * 3600;

const Code = z.object({ code: z.string().max(100) });

/**
 * Hooks that slow guessing down before a secret is looked at, per account and per address. At the door a browser that the
 * account has signed in from is counted by itself, so that nobody else's guesses keep its owner out. A code of an
 * authenticator is looked at once.
 */
export function delaySignIns({
  pool,
  secret,
  isSecure,
  addressHeader,
}: {
  pool: pg.Pool;
  secret: string;
  isSecure: boolean;
  addressHeader: string | null;
}) {
  const bucketsOf = ({ tried, email }: Try, headers: Headers | undefined): SignInBuckets => {
    const cookie = /(?:^|;\s*)callscript\.browser=([^;]+)/.exec(headers?.get("cookie") ?? "")?.[1] ?? null;
    const address = addressHeader === null ? null : (headers?.get(addressHeader) ?? null);
    return signInBuckets({
      tried,
      email,
      address,
      // Who has the password has a cookie for each time that it was given: of the second step there is one count.
      knownBrowser: tried === "account" ? knownBrowser(secret, email, cookie) : null,
    });
  };
  const before = createAuthMiddleware(async (ctx) => {
    const who = await whoTries(ctx);
    if (who === null) return;
    const { own, address } = bucketsOf(who, ctx.headers);
    const { rows } = await pool.query<{ wait: number }>(
      "select app_auth.begin_sign_in($1::text[], $2::integer[]) as wait",
      [
        address === null ? [own] : [own, address],
        [freeTries.own, freeTries.address].slice(0, address === null ? 1 : 2),
      ],
    );
    const seconds = Math.ceil(rows[0]?.wait ?? 0);
    if (seconds > 0)
      throw new APIError(
        "TOO_MANY_REQUESTS",
        { message: "Too many tries." },
        { "retry-after": String(seconds) },
      );
    if (ctx.path === "/two-factor/verify-totp" && !(await isFirstTry(who, ctx.body)))
      throw new APIError("UNAUTHORIZED", { code: "INVALID_CODE", message: "Invalid code" });
  });
  const isFirstTry = async ({ userId }: Try, body: unknown) => {
    const sent = Code.safeParse(body);
    if (!sent.success || userId === null) return true;
    const hash = createHash("sha256").update(`${userId} ${sent.data.code}`).digest("base64url");
    const { rows } = await pool.query<{ first: boolean }>("select app_auth.try_code($1, $2) as first", [
      userId,
      hash,
    ]);
    return rows[0]?.first === true;
  };
  const after = createAuthMiddleware(async (ctx) => {
    const isRight = !isAPIError(ctx.context.returned);
    const who = isRight ? await whoTries(ctx) : null;
    if (who === null) return;
    const { own, address } = bucketsOf(who, ctx.headers);
    await pool.query(
      "select app_auth.end_sign_in($1::text[], $2::text[]), app_auth.forget_sign_in_buckets()",
      [[own], address === null ? [] : [address]],
    );
    const session = ctx.context.newSession;
    const owesStep = who.tried === "account" && session?.user["twoFactorEnabled"] === true;
    if (!session || owesStep) return;
    ctx.setCookie(cookieName, browserCookie(secret, session.user.email, randomUUID()), {
      httpOnly: true,
      sameSite: "lax",
      secure: isSecure,
      path: "/",
      maxAge: cookieSeconds,
    });
  });
  return { before, after };
}
