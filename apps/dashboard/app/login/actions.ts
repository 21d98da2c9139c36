"use server";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { auth } from "../../lib/auth.ts";
import { dashboardEnv } from "../../lib/env.ts";
import { keepCookies } from "../../lib/keep-cookies.ts";
import { ownPath } from "./own-path.ts";

const SignIn = z.object({
  email: z.email(),
  password: z.string().min(1).max(128),
  next: z.string().optional(),
});

export interface SignInState {
  error: string | null;
}

/** Signs in through the library's own endpoint, so that its rate limit holds here too. */
export async function signIn(_state: SignInState, form: FormData): Promise<SignInState> {
  const input = SignIn.safeParse(Object.fromEntries(form));
  if (!input.success) return { error: "That email and password do not match." };
  const { CALLSCRIPT_PUBLIC_URL } = dashboardEnv();
  const sent = await headers();
  const origin = sent.get("origin");
  if (origin === null || new URL(origin).host !== sent.get("host"))
    return { error: "This request did not come from the sign-in page." };
  const answer = await auth().handler(
    new Request(`${CALLSCRIPT_PUBLIC_URL}/api/auth/sign-in/email`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        origin: new URL(CALLSCRIPT_PUBLIC_URL).origin,
        "user-agent": sent.get("user-agent") ?? "",
      },
      body: JSON.stringify({ email: input.data.email, password: input.data.password }),
    }),
  );
  if (answer.status === 429) return { error: "Too many tries. Try again in a minute." };
  if (!answer.ok) return { error: "That email and password do not match." };
  keepCookies(await cookies(), answer);
  redirect(ownPath(input.data.next));
}

export async function signOut(): Promise<never> {
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
