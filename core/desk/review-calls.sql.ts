import { z } from "zod";
import { type Db, query } from "../query.ts";
import { storableText } from "../storable-json.ts";

const Verdict = z.enum(["confirmed_bad", "marked_safe", "reopened"]);

/** A decision over calls, each with the version of it that the person saw. */
export const ReviewInput = z.object({
  calls: z
    .array(z.object({ id: z.uuid(), version: z.int32().nonnegative() }))
    .min(1)
    .max(500),
  verdict: Verdict,
  idempotencyKey: z
    .string()
    .min(8)
    .max(100)
    .regex(/^[\x20-\x7e]+$/),
  note: z.string().max(2000).transform(storableText).nullable().default(null),
});
export type ReviewInput = z.input<typeof ReviewInput>;

export const ReviewOutcome = z.object({
  call_id: z.uuid(),
  outcome: z.enum(["saved", "conflict"]),
  verdict: z.enum(["confirmed_bad", "marked_safe"]).nullable(),
  verdict_version: z.int(),
  decided_by: z.string().nullable(),
});
export type ReviewOutcome = z.infer<typeof ReviewOutcome>;

const reviewQuery = query<
  [
    calls: readonly string[],
    versions: readonly number[],
    verdict: string,
    reviewer: string,
    key: string,
    note: string | null,
  ]
>()("review_calls", ReviewOutcome, "select * from core.review_calls($1::uuid[], $2::int[], $3, $4, $5, $6)");

/** Writes a decision. Where somebody was faster nothing is overwritten and the outcome names who. */
export async function reviewCalls(db: Db, reviewer: string, input: ReviewInput): Promise<ReviewOutcome[]> {
  const { calls, verdict, idempotencyKey, note } = ReviewInput.parse(input);
  return reviewQuery.run(
    db,
    calls.map(({ id }) => id),
    calls.map(({ version }) => version),
    verdict,
    reviewer,
    idempotencyKey,
    note,
  );
}
