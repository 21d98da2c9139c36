import { z } from "zod";

export const severities = { low: 1, medium: 2, high: 3, critical: 4 } as const;
export type SeverityWord = keyof typeof severities;
export const SeverityWord = z.enum(["low", "medium", "high", "critical"]);

/** A measured fact: `value` of `measure` beside the rule's `limit`, over the stated seconds of the recording. */
const Fact = z.object({ measure: z.string(), value: z.number(), limit: z.number(), unit: z.string() });

/**
 * One confirmed finding, as stored in `core.calls.qa_flags`. Evidence is a `quote` (a verbatim span of our own
 * transcript: `turn` is the 0-based index into the segments) or a `fact`. A flag with neither is not a flag.
 * `start`/`end` are seconds, null where the transcript has no times.
 */
export const Flag = z
  .object({
    code: z.string().regex(/^[a-z][a-z0-9_]*$/),
    name: z.string(),
    severity: z.int().min(1).max(4),
    at_fault: z.enum(["publisher", "buyer", "system"]),
    refundable: z.boolean(),
    rule_version: z.string(),
    evidence: z.enum(["quote", "fact"]),
    quote: z.string().nullable(),
    verified: z.enum(["exact", "normalised", "fuzzy", "measured"]),
    fact: Fact.nullable(),
    turn: z.int().nonnegative().nullable(),
    speaker: z.string().nullable(),
    start: z.number().nonnegative().nullable(),
    end: z.number().nonnegative().nullable(),
    reason: z.string(),
    confidence: z.number().min(0).max(1).nullable(),
  })
  .refine(
    (flag) => (flag.evidence === "quote" ? flag.quote !== null && flag.turn !== null : flag.fact !== null),
    {
      message: "a flag carries a quote with its turn, or a fact",
    },
  );
export type Flag = z.infer<typeof Flag>;

const reviewReasons = ["unsure", "unverified_quote", "addresses_judge", "rejudge_differs", "sample"] as const;
export const ReviewReason = z.enum(reviewReasons);
export type ReviewReason = z.infer<typeof ReviewReason>;

/**
 * A rule that the judge answered without flagging the call: it was unsure, said yes to a rule that does not apply (also
 * "unsure"), or cited words that do not stand where it said. `quote` and `turn` are of our own transcript, null where nothing of it was found.
 */
export const Doubt = z.object({
  code: z.string(),
  why: z.enum(["unsure", "unverified_quote"]),
  reason: z.string(),
  quote: z.string().nullable(),
  turn: z.int().nonnegative().nullable(),
});
export type Doubt = z.infer<typeof Doubt>;

/** The highest severity of the flags, 0 when there are none. */
export function highestSeverity(flags: readonly Flag[]): number {
  return flags.reduce((highest, flag) => Math.max(highest, flag.severity), 0);
}
