import { z } from "zod";
import { SeverityWord } from "./flag.ts";
import { signOf, turnSigns } from "./phrases/turn-signs.ts";
import { Vertical } from "./vertical.ts";

/** A calendar day, `YYYY-MM-DD`, read in UTC. */
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "a date such as 2026-10-01");

/** Whose words a phrase is about. */
export const Who = z.enum(["agent", "caller", "anyone"]);
export type Who = z.infer<typeof Who>;

/** A rule has few of them: each multiplies what a pattern may try by five. */
const mostGaps = 4;

/**
 * Words, `*` (a gap of at most four words within a sentence), `(a|b)` (alternatives), `[a|b]` (optional), `word~` (any
 * ending). Short forms are the words they stand for: "don't" is "do not" in patterns and in calls. A pattern may also be
 * what a turn shows beside its words, in braces: one of `turnSigns`.
 */
const Pattern = z.string().superRefine((pattern, context) => {
  const groups = Array.from(
    pattern.matchAll(/\(([^()[\]]*)\)|\[([^()[\]]*)\]/g),
    ([, one, other]) => one ?? other ?? "",
  );
  const rest = pattern.replace(/\([^()[\]]*\)|\[[^()[\]]*\]/g, "x");
  const fault = [
    { is: pattern.trim() === "" || pattern.length > 500, says: "a pattern has 1 to 500 characters" },
    { is: /[()[\]|]/.test(rest), says: "a bracket is not closed, is nested, or | stands outside one" },
    {
      is: groups.some((group) => group.split("|").some((one) => one.trim() === "")),
      says: "an alternative is empty",
    },
    { is: pattern.replace(/\[[^[\]]*\]|\*/g, "").trim() === "", says: "nothing of it has to be said" },
    {
      is: /[{}]/.test(pattern) && signOf(pattern) === null,
      says: `braces hold one of ${turnSigns.join(", ")} and stand alone`,
    },
    { is: pattern.split("*").length - 1 > mostGaps, says: `more than ${mostGaps} gaps (*)` },
  ].find(({ is }) => is);
  if (fault) context.addIssue({ code: "custom", message: `${fault.says}: "${pattern.slice(0, 60)}"` });
});

/** What makes words mean something else: supposed, retold, asked, or said of another company. */
const Cancel = z.enum(["hypothetical", "report", "question", "other_company"]);

/**
 * One phrase of the offline judge: the patterns of `any`, said by `who` (a turn whose speaker is unknown matches both).
 * A call may be one turn of one unknown voice, so "near" and "within" count words as well as turns.
 */
export const Phrase = z.object({
  who: Who,
  any: z.array(Pattern).min(1),
  /** So many different patterns of `any` must be said in the call; one that stands alone proves nothing. */
  at_least: z.number().int().positive().default(1),
  /** Said in the same turn within twenty words, these cancel the match. */
  unless: z.array(Pattern).default([]),
  /** One of these must be said before the match (by anyone), at most `after_within_words` words before it. */
  after: z.array(Pattern).default([]),
  /** By whom it must be said before: a caller's "stop calling" is a request, an agent's may be an offer. */
  after_by: Who.default("anyone"),
  /** What makes it not count before the match, as `heeds` does for the match: "I told the other outfit to quit calling". */
  after_heeds: z.array(Cancel).default([]),
  after_within_words: z.number().int().positive().nullable().default(null),
  /** The match counts only if none of these was said by the agent before it. */
  unless_before: z.array(Pattern).default([]),
  /** With it, `unless_before` is what the agent said in turns that begin within so many seconds, whatever the order. */
  unless_before_seconds: z.number().positive().nullable().default(null),
  /** The match counts only if none of these is said (by anyone) within the next three turns, or hundred words. */
  unless_after: z.array(Pattern).default([]),
  /** The match counts only if one of these is said (by anyone) within the next three turns, or hundred words. */
  followed_by: z.array(Pattern).default([]),
  /** Said anywhere in the call, by anyone, these cancel the match. */
  unless_anywhere: z.array(Pattern).default([]),
  /** The match counts only if the other side's next words say so; `not_yes`: they reply, but with no yes. */
  answer: z.enum(["yes", "no", "not_yes"]).nullable().default(null),
  /** The match counts only if none of these is said in the other side's next turn (in a turn of all voices: next words). */
  unless_reply: z.array(Pattern).default([]),
  /** The match counts only in turns that begin within so many seconds; turns without times always count. */
  within_first_seconds: z.number().positive().nullable().default(null),
  /** The match counts only in turns that begin after so long a silence; turns without times never do. */
  after_pause_seconds: z.number().positive().nullable().default(null),
  /** true: a negation such as "not", "never", "no" within or just before the match cancels it (the default). */
  negatable: z.boolean().default(true),
  /**
   * What cancels the match where it stands before it: `hypothetical` ("if I said"), `report` ("he told me"), `question`
   * ("are you"), `other_company` ("the last outfit").
   */
  heeds: z.array(Cancel).default(["hypothetical", "report"]),
  /** true: the words do not show who speaks, so the match counts only where the speaker is known. */
  speaker_known: z.boolean().default(false),
  confidence: z.number().min(0).max(1).default(0.7),
  /** true: so plain that the gate flags it by itself, whatever a model says of the call. */
  raises: z.boolean().default(false),
});
export type Phrase = z.infer<typeof Phrase>;

/**
 * What the gate measures without any words: `longest_silence`, `no_speech`, `sound_without_speech` (hold music) in
 * seconds; `one_sided_speech` as the share of talk of the side that talks most; `silent_channel` as seconds of a
 * two-channel recording with one channel silent throughout; `earlier_calls` of the same number to the same buyer within
 * the buyer's window.
 */
export const Measure = z.enum([
  "longest_silence",
  "no_speech",
  "sound_without_speech",
  "one_sided_speech",
  "silent_channel",
  "earlier_calls",
]);
export type Measure = z.infer<typeof Measure>;

/** Flags by itself where the measure exceeds `limit`, such as silence longer than so many seconds. */
const FactRule = z.object({ measure: Measure, limit: z.number().nonnegative() });

/** What must have been said for a rule to apply at all: any of the patterns, by `who`. A wide net: code decides by it. */
const Precondition = z.object({
  who: Who.default("anyone"),
  any: z.array(Pattern).min(1),
});

export const Rule = z.object({
  code: z.string().regex(/^[a-z][a-z0-9_]*$/),
  name: z.string().min(3),
  severity: SeverityWord,
  verticals: z.array(Vertical).min(1),
  effective_from: Day,
  effective_to: Day.nullable().default(null),
  /** When the rule applies, in words for people and for the model. */
  applies_when: z.string().default("always"),
  /** The same for code: where none of it was said, the rule does not apply (na). null: it always applies. */
  applies_if: Precondition.nullable().default(null),
  question: z.string().min(10),
  at_fault: z.enum(["publisher", "buyer", "system"]),
  refundable: z.boolean(),
  phrases: z.array(Phrase).default([]),
  facts: z.array(FactRule).default([]),
  /** Two that are flagged and two that pass: one turn of either side, or turns with speakers ("C: stop calling. A: I can't."). */
  examples: z.object({ flag: z.array(z.string()), pass: z.array(z.string()) }),
});
export type Rule = z.infer<typeof Rule>;

/** Is the rule asked of a call of this vertical and day? One that names General is asked of every vertical. */
export function inForce(rule: Rule, vertical: string, day: string): boolean {
  return (
    rule.effective_from <= day &&
    (rule.effective_to === null || day <= rule.effective_to) &&
    rule.verticals.some((one) => one === "General" || one === vertical)
  );
}

/** What a version is called by whoever publishes it: the next one can still be counted. */
export const PackVersion = z
  .string()
  .regex(/^[1-9]\d{0,5}$/, 'is not a whole number from 1 to 999999, in quotes such as "1"');

/** One `rules/<vertical>.yaml`: a vertical's rules. General applies to every vertical. */
export const RulePack = z
  .object({ pack: Vertical, version: z.string().min(1), rules: z.array(Rule).min(1) })
  .superRefine(({ rules }, context) => {
    for (const [index, rule] of rules.entries()) {
      const twin = rules.slice(0, index).some((other) => other.code === rule.code && overlap(other, rule));
      if (!twin) continue;
      const message = "two rules with this code are in force on the same day";
      context.addIssue({ code: "custom", message, path: ["rules", index, "effective_from"] });
    }
  });
export type RulePack = z.infer<typeof RulePack>;

/** true: there is a day on which both rules are in force. */
export function overlap(one: Rule, other: Rule): boolean {
  const endless = "9999-12-31";
  return (
    one.effective_from <= (other.effective_to ?? endless) &&
    other.effective_from <= (one.effective_to ?? endless)
  );
}

/** The rules asked of one call: those of its vertical and of General, in force on the call's own date. */
export interface RuleSet {
  /** Names every pack version in it, such as "General@1+Medicare@1"; stored as `qa_version`. */
  version: string;
  rules: readonly Rule[];
}
