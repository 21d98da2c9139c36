"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { askAuth } from "../../lib/ask-auth.ts";
import { isSameOrigin } from "../../lib/same-origin.ts";
import { signInWith } from "../../lib/sign-in-with.ts";
import { doorTo, ownPath } from "./own-path.ts";

const SignIn = z.object({
  email: z.email(),
  password: z.string().min(1).max(128),
  next: z.string().optional(),
});

export interface SignInState {
  error: string | null;
  /** What was typed stays in the field. */
  email?: string;
}

export async function signIn(_state: SignInState, form: FormData): Promise<SignInState> {
  if (!(await isSameOrigin())) return { error: "This request did not come from the sign-in page." };
  const input = SignIn.safeParse(Object.fromEntries(form));
  const email = String(form.get("email") ?? "").slice(0, 200);
  if (!input.success) return { error: "That email and password do not match.", email };
  const next = ownPath(input.data.next);
  const outcome = await signInWith(input.data.email, input.data.password);
  if (typeof outcome === "object") return { error: outcome.problem, email };
  redirect(outcome === "signed in" ? next : doorTo("/login/code", next));
}

export async function signOut(): Promise<never> {
  if (!(await isSameOrigin())) throw new Error("this request did not come from the dashboard");
  await askAuth("/sign-out", {});
  redirect("/login");
}
