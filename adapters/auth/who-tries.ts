import type { GenericEndpointContext } from "better-auth";
import { getSessionFromCtx } from "better-auth/api";
import { z } from "zod";

/** What is guessed at: a password at the door, the second step after it, or the own password by who is signed in. */
export type Tried = "account" | "second factor" | "own password";

/** The sign-in library's endpoints at which something can be guessed. */
const guessable: Readonly<Record<string, Tried>> = {
  "/sign-in/email": "account",
  "/two-factor/verify-totp": "second factor",
  "/two-factor/verify-backup-code": "second factor",
  "/two-factor/enable": "own password",
  "/two-factor/disable": "own password",
  "/two-factor/generate-backup-codes": "own password",
  "/change-password": "own password",
};

export interface Try {
  tried: Tried;
  email: string;
  /** Null at the door: whoever tries there need not exist. */
  userId: string | null;
}

const Asked = z.object({ email: z.string().max(254) });

/** Whose secret a request guesses at; null where it guesses at nobody's, which the endpoint refuses itself. */
export async function whoTries(ctx: GenericEndpointContext): Promise<Try | null> {
  const tried = guessable[ctx.path];
  if (tried === undefined) return null;
  if (tried === "account") {
    const asked = Asked.safeParse(ctx.body);
    return asked.success ? { tried, email: asked.data.email, userId: null } : null;
  }
  // After it the challenge is used up, and a new session says whose it was.
  const user =
    ctx.context.newSession?.user ??
    (await getSessionFromCtx(ctx))?.user ??
    (tried === "second factor" ? await challenged(ctx) : null);
  return user === null ? null : { tried, email: user.email, userId: user.id };
}

/** Who gave the right password and owes the second step, by the cookie that the library gave for it. */
async function challenged(ctx: GenericEndpointContext) {
  const { createAuthCookie, internalAdapter, secret } = ctx.context;
  const challenge = await ctx.getSignedCookie(createAuthCookie("two_factor").name, secret);
  const kept = challenge ? await internalAdapter.findVerificationValue(challenge) : null;
  return kept ? await internalAdapter.findUserById(kept.value) : null;
}
