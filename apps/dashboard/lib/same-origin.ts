import "server-only";
import { headers } from "next/headers";

/** Whether a request was sent by a page of our own: its Origin names the host it was sent to. */
export async function isSameOrigin(): Promise<boolean> {
  const sent = await headers();
  const origin = sent.get("origin");
  return origin !== null && URL.canParse(origin) && new URL(origin).host === sent.get("host");
}
