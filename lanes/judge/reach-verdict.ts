import { type Flag, type ReviewReason, severities } from "@callscript/core/flag.ts";
import type { JudgeAnswer, Verdict } from "@callscript/core/ports.ts";
import type { Rule, RuleSet } from "@callscript/core/rule.ts";
import type { Segment } from "@callscript/core/transcript.ts";
import type { Measurement } from "./measure-facts.ts";
import { verifyEvidence } from "./verify-evidence.ts";

/**
 * Puts together what was measured and what the judge said. Facts flag by themselves; a finding flags only with a
 * quote that stands in the transcript; what is unsure or unverified sends the call to a person.
 */
export function reachVerdict(
  segments: readonly Segment[],
  rules: RuleSet,
  facts: readonly Measurement[],
  answer: JudgeAnswer | null,
): Verdict {
  const flags: Flag[] = [];
  const reasons = new Set<ReviewReason>();
  for (const rule of rules.rules) {
    const flag = factFlag(rule, rules.version, facts);
    if (flag) flags.push(flag);
  }
  for (const finding of answer?.findings ?? []) {
    const rule = rules.rules.find((one) => one.code === finding.code);
    if (!rule || flags.some((flag) => flag.code === rule.code)) continue;
    if (finding.answer === "unsure") {
      reasons.add("unsure");
      continue;
    }
    const evidence = verifyEvidence(finding, segments);
    if (!evidence) {
      reasons.add("unverified_quote");
      continue;
    }
    const turn = segments[evidence.turn];
    flags.push({
      ...ruleFields(rule, rules.version),
      evidence: "quote",
      quote: evidence.quote,
      verified: evidence.verified,
      fact: null,
      turn: evidence.turn,
      speaker: turn?.speaker ?? null,
      start: turn?.start ?? null,
      end: turn?.end ?? null,
      reason: finding.reason,
      confidence: finding.confidence,
    });
  }
  if (answer === null && flags.length === 0) reasons.add("unsure");
  const needsReview = (["unverified_quote", "unsure"] as const).find((reason) => reasons.has(reason)) ?? null;
  const asked = [...new Set(rules.rules.map(({ code }) => code))];
  return { status: flags.length > 0 ? "flagged" : "safe", flags, needsReview, asked, notApplicable: [] };
}

function ruleFields(rule: Rule, version: string) {
  const { code, name, at_fault, refundable } = rule;
  return { code, name, severity: severities[rule.severity], at_fault, refundable, rule_version: version };
}

function factFlag(rule: Rule, version: string, facts: readonly Measurement[]): Flag | null {
  for (const { measure, limit } of rule.facts) {
    const fact = facts.find((one) => one.measure === measure && one.value > limit);
    if (!fact) continue;
    return {
      ...ruleFields(rule, version),
      evidence: "fact",
      quote: null,
      verified: "measured",
      fact: { measure, value: fact.value, limit, unit: fact.unit },
      turn: null,
      speaker: null,
      start: fact.start,
      end: fact.end,
      reason: `${measure.replaceAll("_", " ")} of ${fact.value} ${fact.unit}, the limit is ${limit}`,
      confidence: null,
    };
  }
  return null;
}
