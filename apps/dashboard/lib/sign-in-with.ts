import "server-only";
import { cookies, headers } from "next/headers";
import { auth } from "./auth.ts";
import { dashboardEnv } from "./env.ts";
import { keepCookies } from "./keep-cookies.ts";

/** Signs in through the library's own endpoint, so that its rate limit holds, and keeps the session's cookie. */
export async function signInWith(
  email: string,
  password: string,
): Promise<"signed in" | "refused" | "too many tries"> {
  const { CALLSCRIPT_PUBLIC_URL } = dashboardEnv();
  const answer = await auth().handler(
    new Request(`${CALLSCRIPT_PUBLIC_URL}/api/auth/sign-in/email`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        origin: new URL(CALLSCRIPT_PUBLIC_URL).origin,
        "user-agent": (await headers()).get("user-agent") ?? "",
      },
      body: JSON.stringify({ email, password }),
    }),
  );
  if (answer.status === 429) return "too many tries";
  if (!answer.ok) return "refused";
  keepCookies(await cookies(), answer);
  return "signed in";
}
