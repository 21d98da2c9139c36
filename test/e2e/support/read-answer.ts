import type { Answered, Asked } from "./ask.ts";

const theirs =
  /\+1312\d{7}|\(312\) |Publisher \d|Buyer \d|recorded line|gift card|Reward promised|RGB[0-9a-f]{32}|@desk\.local|Maya Okafor|Jon Reyes/;

export const beginsSession = ({ headers }: Answered) =>
  (headers["set-cookie"] ?? []).some((line) => /session_token=[^;]/.test(line));

/** What of the database is in an answer, its calls' ids among it, or that it begins a session. */
export function namesOfTheirs(answer: Answered, callIds: readonly string[]): string[] {
  const id = callIds.find((one) => answer.body.includes(one));
  const words = theirs.exec(answer.body)?.[0];
  return [words, id, beginsSession(answer) ? "a session" : undefined].filter((one) => one !== undefined);
}

/**
 * Whether an action threw, or a route refused. A form of a page without JavaScript is answered with the page anew: of it
 * counts that nothing was written.
 */
export const isRefused = ({ headers }: Asked, { status, body }: Answered) =>
  status >= 400 ||
  (headers?.["next-action"] === undefined
    ? headers?.["content-type"]?.startsWith("multipart/")
    : /^[0-9a-f]+:E\{/m.test(body));
