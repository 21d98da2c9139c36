import type { Decided } from "@callscript/core/desk/decide-calls.ts";
import type { ReviewInput } from "@callscript/core/desk/review-calls.sql.ts";

/**
 * Sends a decision, by a request of its own: a server action would wait behind every page that is being read.
 * @throws when it was not saved.
 */
export async function postReview(input: ReviewInput): Promise<Decided[]> {
  const answer = await fetch("/api/reviews", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
  });
  if (!answer.ok) throw new Error(`the decision was answered with ${answer.status}`);
  return answer.json();
}
