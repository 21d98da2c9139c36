import { callFailure, transient } from "@callscript/core/failure.ts";
import type { RecordingStream } from "@callscript/core/ports.ts";
import { retryAfterSeconds } from "../http/retry-after.ts";
import { checkLink, type LinkPolicy, type Target } from "./link-policy.ts";

const maxHops = 5;

/** A host's answer whose body has not been read; one of `letGo` and `stream` must be called. */
export interface Answer {
  status: number;
  header(name: string): string | undefined;
  letGo(): Promise<void>;
  stream(contentLength: number | null): ReadableStream<Uint8Array>;
}

/**
 * Follows a link to a recording over at most five redirects, each checked like the link itself.
 * Failures: `call`, not final, with the status, when there is no recording behind it (anything but 200: 401, 403, 404,
 * 410 ...), and without one when it is still empty or its redirects end nowhere or where nothing is asked; `call`, final,
 * for a link that is not allowed; `transient` for 429 and 5xx.
 */
export async function followLink(
  link: string,
  policy: LinkPolicy,
  ask: (target: Target) => Promise<Answer>,
): Promise<RecordingStream> {
  let target = checkLink(link, null, policy);
  for (let hop = 0; hop <= maxHops; hop += 1) {
    const answer = await ask(target);
    const location = redirectOf(answer);
    if (location === undefined) return recordingOf(answer);
    await answer.letGo();
    target = checkLink(location, target.url, policy);
  }
  throw callFailure("the recording's link is refused: it redirects for ever");
}

async function recordingOf(answer: Answer): Promise<RecordingStream> {
  const { status } = answer;
  const contentLength = lengthOf(answer);
  if (status === 200 && contentLength !== 0) return { body: answer.stream(contentLength), contentLength };
  await answer.letGo();
  if (status === 429 || status === 408 || status === 425 || status >= 500) {
    const retryAfter = retryAfterSeconds(answer.header("retry-after"));
    throw transient(`the recordings' host answered with status ${status}`, retryAfter);
  }
  if (status === 200) throw callFailure("the recording is still empty");
  throw callFailure(`the recording was gone at Ringba (${status})`, { status });
}

function redirectOf({ status, header }: Answer): string | undefined {
  return [301, 302, 303, 307, 308].includes(status) ? header("location") : undefined;
}

/** Of an encoded body the length says nothing about the bytes that are read. */
function lengthOf({ header }: Answer): number | null {
  const text = header("content-length");
  const encoding = header("content-encoding");
  if (encoding !== undefined && encoding !== "identity") return null;
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}
