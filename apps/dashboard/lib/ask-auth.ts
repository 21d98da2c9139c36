import "server-only";
import { cookies, headers } from "next/headers";
import { auth } from "./auth.ts";
import { dashboardEnv } from "./env.ts";
import { wait } from "./format.ts";
import { keepCookies } from "./keep-cookies.ts";

/**
 * Asks the sign-in library's own endpoint in the name of who sent this request, so that its delays hold, and hands the
 * browser the cookies of an answer that is no refusal.
 */
export async function askAuth(path: string, body: Readonly<Record<string, unknown>>): Promise<Response> {
  const { CALLSCRIPT_PUBLIC_URL, CALLSCRIPT_ADDRESS_HEADER } = dashboardEnv();
  const sent = await headers();
  const passedOn = ["user-agent", "cookie", CALLSCRIPT_ADDRESS_HEADER].flatMap((name) => {
    const value = name === undefined ? null : sent.get(name);
    return name === undefined || value === null ? [] : [[name, value] as const];
  });
  const answer = await auth().handler(
    new Request(`${CALLSCRIPT_PUBLIC_URL}/api/auth${path}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        origin: new URL(CALLSCRIPT_PUBLIC_URL).origin,
        ...Object.fromEntries(passedOn),
      },
      body: JSON.stringify(body),
    }),
  );
  if (answer.ok) keepCookies(await cookies(), answer);
  return answer;
}

/** Why the library refused, as a person is told; `wrong` says what was not right. */
export function refusalWords(answer: Response, wrong: string): string {
  if (answer.status !== 429) return wrong;
  return `Too many tries. Try again in ${wait(Number(answer.headers.get("retry-after") ?? 60))}.`;
}
