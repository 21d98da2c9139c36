import type { Doubt, Flag, ReviewReason } from "@callscript/core/flag.ts";
import type { JudgeAnswer, RawFinding, Verdict } from "@callscript/core/ports.ts";
import type { Rule, RuleSet } from "@callscript/core/rule.ts";
import { type GateFinding, ruleFields } from "./gate.ts";
import type { CallToJudge } from "./judge-one.ts";
import { quoteSeconds } from "./quote-seconds.ts";
import { verifyEvidence } from "./verify-evidence.ts";

/** Which one a call is put before a person for, should there be several: the one that makes the others doubtful first. */
const priority = ["addresses_judge", "unverified_quote", "unsure"] as const satisfies readonly ReviewReason[];

/**
 * Puts together what the gate knows and what the judge said. What the gate flagged stands; a finding flags only with a
 * quote that stands in the turn it names, for a rule that applies; what is unsure, unverified or contradicts a
 * precondition sends the call to a person. Where the transcript addresses its judge, one that words could have talked
 * round adds nothing.
 */
export function reachVerdict(
  call: CallToJudge,
  rules: RuleSet,
  gate: GateFinding,
  answer: JudgeAnswer | null,
): Verdict {
  const flags = [...gate.flags];
  const doubts: Doubt[] = [];
  const reasons = new Set<ReviewReason>();
  if (gate.addressed.length > 0) reasons.add("addresses_judge");
  if (gate.unknown) reasons.add("unsure");
  const doubted = gate.addressed.length > 0 && answer?.persuadable === true;
  for (const finding of doubted ? [] : (answer?.findings ?? [])) {
    if (flags.some(({ code }) => code === finding.code)) continue;
    const outcome = weigh(finding, call, rules, gate);
    if (outcome === null) continue;
    if ("why" in outcome) doubts.push(outcome);
    else flags.push(outcome);
  }
  const open = doubts.filter(
    ({ code }, at) =>
      doubts.findIndex((one) => one.code === code) === at && !flags.some((flag) => flag.code === code),
  );
  for (const { why } of open) reasons.add(why);
  const codes = [
    ...new Set((answer === null ? decidedRules(gate) : gate.applicable).map(({ code }) => code)),
  ];
  return {
    status: flags.length > 0 ? "flagged" : "safe",
    flags,
    needsReview: priority.find((reason) => reasons.has(reason)) ?? null,
    doubts: open,
    asked: codes,
    notApplicable: gate.notApplicable,
  };
}

/** What the gate asks by itself: rules with a measure, or with a phrase that raises. */
function decidedRules({ applicable }: GateFinding): readonly Rule[] {
  return applicable.filter(({ facts, phrases }) => facts.length > 0 || phrases.some(({ raises }) => raises));
}

/** A finding as a flag, as a doubt that a person has to settle, or as nothing. */
function weigh(
  finding: RawFinding,
  { segments, words }: CallToJudge,
  rules: RuleSet,
  { applicable, addressed }: GateFinding,
): Flag | Doubt | null {
  if (!rules.rules.some(({ code }) => code === finding.code)) return null;
  const rule = applicable.find(({ code }) => code === finding.code);
  if (finding.answer === "unsure" && rule === undefined) return null;
  const evidence = verifyEvidence(finding, segments);
  const turn = evidence === null ? undefined : segments[evidence.turn];
  const doubt = (why: Doubt["why"]): Doubt => ({
    code: finding.code,
    why,
    reason: finding.reason,
    quote: evidence?.quote ?? null,
    turn: evidence?.turn ?? null,
  });
  if (finding.answer === "unsure") return doubt("unsure");
  if (evidence === null || turn === undefined) return doubt("unverified_quote");
  if (rule === undefined) return doubt("unsure");
  // Words meant for the judge are no evidence of what was done to the caller.
  const meantForJudge = addressed.some(
    (span) => span.turn === evidence.turn && span.from < evidence.to && evidence.from < span.to,
  );
  if (meantForJudge) return null;
  return {
    ...ruleFields(rule, rules.version),
    evidence: "quote",
    quote: evidence.quote,
    verified: evidence.verified,
    fact: null,
    turn: evidence.turn,
    speaker: turn.speaker,
    ...quoteSeconds(turn, evidence, words),
    reason: finding.reason,
    confidence: finding.confidence,
  };
}
