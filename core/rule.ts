import { z } from "zod";
import { SeverityWord } from "./flag.ts";
import { Vertical } from "./vertical.ts";

/** A calendar day, `YYYY-MM-DD`, read in UTC. */
export const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "a date such as 2026-10-01");

/**
 * One phrase of the offline judge. `any` are patterns of words: `*` is a gap of at most four words, `(a|b)` are
 * alternatives, `[a|b]` is optional, `word~` matches any ending. `who` limits the speaker; a turn whose speaker is unknown matches both.
 * `unless` patterns in the same turn, or a negation directly before the match, cancel it.
 */
export const Phrase = z.object({
  who: z.enum(["agent", "caller", "anyone"]),
  any: z.array(z.string().min(1)).min(1),
  unless: z.array(z.string().min(1)).default([]),
  /** Patterns that must occur in a turn before this one (by anyone). */
  after: z.array(z.string().min(1)).default([]),
  /** The match counts only if none of these was said by the agent before it. */
  unless_before: z.array(z.string().min(1)).default([]),
  /** The match counts only if none of these is said (by anyone) within the next three turns. */
  unless_after: z.array(z.string().min(1)).default([]),
  /** Said anywhere in the call, by anyone, these cancel the match. */
  unless_anywhere: z.array(z.string().min(1)).default([]),
  /** The match counts only in turns that begin within so many seconds; turns without times always count. */
  within_first_seconds: z.number().positive().nullable().default(null),
  /** true: a negation such as "not", "never", "no" just before the match cancels it (the default). */
  negatable: z.boolean().default(true),
  confidence: z.number().min(0).max(1).default(0.7),
});
export type Phrase = z.infer<typeof Phrase>;

/** A measured precondition that flags by itself, such as silence longer than `limit` seconds. */
export const FactRule = z.object({
  measure: z.enum(["longest_silence", "no_speech", "one_sided_speech"]),
  limit: z.number().nonnegative(),
});

export const Rule = z.object({
  code: z.string().regex(/^[a-z][a-z0-9_]*$/),
  name: z.string().min(3),
  severity: SeverityWord,
  verticals: z.array(Vertical).min(1),
  effective_from: Day,
  effective_to: Day.nullable().default(null),
  applies_when: z.string().default("always"),
  question: z.string().min(10),
  at_fault: z.enum(["publisher", "buyer", "system"]),
  refundable: z.boolean(),
  phrases: z.array(Phrase).default([]),
  facts: z.array(FactRule).default([]),
  examples: z.object({ flag: z.array(z.string()), pass: z.array(z.string()) }),
});
export type Rule = z.infer<typeof Rule>;

/** One `rules/<vertical>.yaml`: a vertical's rules. General applies to every vertical. */
export const RulePack = z.object({ pack: Vertical, version: z.string().min(1), rules: z.array(Rule) });
export type RulePack = z.infer<typeof RulePack>;

/** The rules asked of one call: those of its vertical and of General, in force on the call's own date. */
export interface RuleSet {
  /** Names every pack version in it, such as "General@1+Medicare@1"; stored as `qa_version`. */
  version: string;
  rules: readonly Rule[];
}
