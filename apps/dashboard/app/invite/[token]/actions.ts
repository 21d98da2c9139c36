"use server";

import { acceptInvitation } from "@callscript/adapters/auth/accept-invitation.ts";
import { redirect } from "next/navigation";
import { z } from "zod";
import { auth } from "../../../lib/auth.ts";
import { database } from "../../../lib/database.ts";
import { isSameOrigin } from "../../../lib/same-origin.ts";
import { signInWith } from "../../../lib/sign-in-with.ts";

const Join = z.object({
  token: z.string().min(20).max(100),
  name: z.string().trim().min(1).max(100),
  password: z.string().min(15).max(128),
});

/** Uses the invitation up, makes the account and signs the person in. */
export async function join(
  _state: { error: string | null },
  form: FormData,
): Promise<{ error: string | null }> {
  if (!(await isSameOrigin())) return { error: "This request did not come from the invitation's page." };
  const input = Join.safeParse(Object.fromEntries(form));
  if (!input.success) return { error: "A name, and a password of at least 15 characters, are needed." };
  const joined = await acceptInvitation({ db: database(), auth: auth() }, input.data);
  if (joined.outcome === "not open")
    return { error: "This invitation was used or ran out meanwhile. Ask for a new one." };
  if (joined.outcome === "has an account") return { error: "This address has an account already. Sign in." };
  if (joined.outcome === "weak password") return { error: joined.problem };
  const outcome = await signInWith(joined.email, input.data.password);
  redirect(outcome === "signed in" ? "/flags" : "/login");
}
