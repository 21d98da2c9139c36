import { randomUUID } from "node:crypto";
import { APIError, createAuthMiddleware } from "better-auth/api";
import type pg from "pg";
import { z } from "zod";
import {
  browserCookie,
  freeTries,
  knownBrowser,
  type SignInBuckets,
  signInBuckets,
} from "./sign-in-buckets.ts";

const cookieName = "callscript.browser";
const cookieSeconds = 180 * 24 * 3600;
const path = "/sign-in/email";
/** What is no address is no account, and the endpoint's own to refuse. */
const Asked = z.object({ email: z.string().max(254) });

/**
 * Hooks that slow guessing down before a password is looked at, per account and per address. A browser that the account
 * has signed in from is counted by itself, so that nobody else's guesses keep its owner out.
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
  const bucketsOf = (email: string, headers: Headers | undefined): SignInBuckets => {
    const cookie = /(?:^|;\s*)callscript\.browser=([^;]+)/.exec(headers?.get("cookie") ?? "")?.[1] ?? null;
    const address = addressHeader === null ? null : (headers?.get(addressHeader) ?? null);
    return signInBuckets({ email, address, knownBrowser: knownBrowser(secret, email, cookie) });
  };

  const before = createAuthMiddleware(async (ctx) => {
    const asked = ctx.path === path ? Asked.safeParse(ctx.body) : null;
    if (!asked?.success) return;
    const { own, address } = bucketsOf(asked.data.email, ctx.headers);
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
  });

  const after = createAuthMiddleware(async (ctx) => {
    const asked = ctx.path === path && ctx.context.newSession ? Asked.safeParse(ctx.body) : null;
    if (!asked?.success) return;
    const { own, address } = bucketsOf(asked.data.email, ctx.headers);
    await pool.query(
      "select app_auth.end_sign_in($1::text[], $2::text[]), app_auth.forget_sign_in_buckets()",
      [[own], address === null ? [] : [address]],
    );
    ctx.setCookie(cookieName, browserCookie(secret, asked.data.email, randomUUID()), {
      httpOnly: true,
      sameSite: "lax",
      secure: isSecure,
      path: "/",
      maxAge: cookieSeconds,
    });
  });
  return { before, after };
}
