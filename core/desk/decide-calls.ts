import type { Db } from "../query.ts";
import { lastReviews } from "./last-reviews.sql.ts";
import { type ReviewInput, type ReviewOutcome, reviewCalls } from "./review-calls.sql.ts";

/** What became of a decision on one call; where somebody was faster, who that was and how long ago. */
export interface Decided extends ReviewOutcome {
  secondsAgo: number | null;
}

/** Decides for a person who looks at the answer: conflicts name who was faster as people are called. */
export async function decideCalls(db: Db, reviewer: string, input: ReviewInput): Promise<Decided[]> {
  const outcomes = await reviewCalls(db, reviewer, input);
  const conflicts = outcomes.filter(({ outcome }) => outcome === "conflict").map(({ call_id }) => call_id);
  const last = conflicts.length === 0 ? [] : await lastReviews.run(db, conflicts);
  return outcomes.map((one) => {
    const faster = last.find(({ call_id }) => call_id === one.call_id);
    return { ...one, decided_by: faster?.name ?? one.decided_by, secondsAgo: faster?.seconds_ago ?? null };
  });
}
