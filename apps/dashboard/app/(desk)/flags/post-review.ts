import type { Decided } from "@callscript/core/desk/decide-calls.ts";
import type { ReviewInput } from "@callscript/core/desk/review-calls.sql.ts";
import { keepUntilOnline } from "../../../lib/kept-decisions.ts";

/** A line that has just come back may not carry yet. */
const triesAfterReturn = 4;
const betweenTriesMs = 1_000;

/**
 * Sends a decision, by a request of its own: a server action would wait behind every page that is being read. Offline it is
 * kept in this tab and sent again when the line is back, under its own key: what arrived the first time changes nothing then.
 * @throws when it was not saved.
 */
export async function postReview(input: ReviewInput): Promise<Decided[]> {
  let left = 0;
  for (;;) {
    try {
      return await send(input);
    } catch (error) {
      // fetch throws a TypeError where there was no answer.
      if (!(error instanceof TypeError)) throw error;
      if (navigator.onLine && left === 0) throw error;
      if (navigator.onLine) {
        left -= 1;
        await new Promise((resolve) => setTimeout(resolve, betweenTriesMs));
      } else {
        await keepUntilOnline(input.calls.length);
        left = triesAfterReturn;
      }
    }
  }
}

async function send(input: ReviewInput): Promise<Decided[]> {
  const answer = await fetch("/api/reviews", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
  });
  if (!answer.ok) throw new Error(`the decision was answered with ${answer.status}`);
  return answer.json();
}
