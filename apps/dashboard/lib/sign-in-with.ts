import "server-only";
import { z } from "zod";
import { askAuth, refusalWords } from "./ask-auth.ts";

const Answer = z.object({ twoFactorRedirect: z.boolean().optional() });

/** Signs in with a password; where the account has a second step, that is what comes next. */
export async function signInWith(
  email: string,
  password: string,
): Promise<"signed in" | "second step" | { problem: string }> {
  const answer = await askAuth("/sign-in/email", { email, password });
  if (!answer.ok) return { problem: refusalWords(answer, "That email and password do not match.") };
  const { twoFactorRedirect } = Answer.parse(await answer.json());
  return twoFactorRedirect === true ? "second step" : "signed in";
}
