"use server";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { auth } from "../../lib/auth.ts";
import { dashboardEnv } from "../../lib/env.ts";
import { wait } from "../../lib/format.ts";
import { keepCookies } from "../../lib/keep-cookies.ts";
import { isSameOrigin } from "../../lib/same-origin.ts";
import { signInWith } from "../../lib/sign-in-with.ts";
import { ownPath } from "./own-path.ts";

const SignIn = z.object({
  email: z.email(),
  password: z.string().min(1).max(128),
  next: z.string().optional(),
});

export interface SignInState {
  error: string | null;
}

export async function signIn(_state: SignInState, form: FormData): Promise<SignInState> {
  if (!(await isSameOrigin())) return { error: "This request did not come from the sign-in page." };
  const input = SignIn.safeParse(Object.fromEntries(form));
  const outcome = input.success ? await signInWith(input.data.email, input.data.password) : "refused";
  if (typeof outcome === "object")
    return { error: `Too many tries. Try again in ${wait(outcome.waitSeconds)}.` };
  if (outcome === "refused" || !input.success) return { error: "That email and password do not match." };
  redirect(ownPath(input.data.next));
}

export async function signOut(): Promise<never> {
  if (!(await isSameOrigin())) throw new Error("this request did not come from the dashboard");
  const { CALLSCRIPT_PUBLIC_URL } = dashboardEnv();
  const answer = await auth().handler(
    new Request(`${CALLSCRIPT_PUBLIC_URL}/api/auth/sign-out`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        origin: new URL(CALLSCRIPT_PUBLIC_URL).origin,
        cookie: (await headers()).get("cookie") ?? "",
      },
      body: "{}",
    }),
  );
  keepCookies(await cookies(), answer);
  redirect("/login");
}
