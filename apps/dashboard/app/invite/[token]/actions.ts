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

export interface JoinState {
  error: string | null;
  /** What was typed stays in the field. */
  name?: string;
}

/** Uses the invitation up, makes the account and signs the person in. */
export async function join(_state: JoinState, form: FormData): Promise<JoinState> {
  const refused = (error: string): JoinState => ({
    error,
    name: String(form.get("name") ?? "").slice(0, 100),
  });
  if (!(await isSameOrigin())) return refused("This request did not come from the invitation's page.");
  const input = Join.safeParse(Object.fromEntries(form));
  if (!input.success) return refused("A name, and a password of at least 15 characters, are needed.");
  const joined = await acceptInvitation({ db: database(), auth: auth() }, input.data);
  if (joined.outcome === "not open")
    return refused("This invitation was used or ran out meanwhile. Ask for a new one.");
  if (joined.outcome === "has an account") return refused("This address has an account already. Sign in.");
  if (joined.outcome === "weak password") return refused(joined.problem);
  const outcome = await signInWith(joined.email, input.data.password);
  redirect(outcome === "signed in" ? "/flags" : "/login");
}
