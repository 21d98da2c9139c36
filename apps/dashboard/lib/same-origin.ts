import "server-only";
import { headers } from "next/headers";
import { dashboardEnv } from "./env.ts";

/** Whether a request was sent by a page of our own: its Origin is the public address, or names the host it was sent to. */
export async function isSameOrigin(): Promise<boolean> {
  const sent = await headers();
  const origin = sent.get("origin");
  if (origin === null || !URL.canParse(origin)) return false;
  const { host } = new URL(origin);
  return host === sent.get("host") || origin === new URL(dashboardEnv().CALLSCRIPT_PUBLIC_URL).origin;
}
