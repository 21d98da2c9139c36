import "server-only";
import { cookies, headers } from "next/headers";
import { auth } from "./auth.ts";
import { dashboardEnv } from "./env.ts";
import { keepCookies } from "./keep-cookies.ts";

/** Signs in through the library's own endpoint, so that its delays hold, and keeps the session's cookie. */
export async function signInWith(
  email: string,
  password: string,
): Promise<"signed in" | "refused" | { waitSeconds: number }> {
  const { CALLSCRIPT_PUBLIC_URL, CALLSCRIPT_ADDRESS_HEADER } = dashboardEnv();
  const sent = await headers();
  const passedOn = ["user-agent", "cookie", CALLSCRIPT_ADDRESS_HEADER].flatMap((name) => {
    const value = name === undefined ? null : sent.get(name);
    return name === undefined || value === null ? [] : [[name, value] as const];
  });
  const answer = await auth().handler(
    new Request(`${CALLSCRIPT_PUBLIC_URL}/api/auth/sign-in/email`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        origin: new URL(CALLSCRIPT_PUBLIC_URL).origin,
        ...Object.fromEntries(passedOn),
      },
      body: JSON.stringify({ email, password }),
    }),
  );
  if (answer.status === 429) return { waitSeconds: Number(answer.headers.get("retry-after") ?? 60) };
  if (!answer.ok) return "refused";
  keepCookies(await cookies(), answer);
  return "signed in";
}
