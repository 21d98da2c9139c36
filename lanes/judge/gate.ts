import { type Flag, severities } from "@callscript/core/flag.ts";
import { compileRules } from "@callscript/core/phrases/compile-rules.ts";
import { matchPhrase } from "@callscript/core/phrases/match-phrase.ts";
import { type PreparedTranscript, prepareTranscript } from "@callscript/core/phrases/prepared-transcript.ts";
import { ruleApplies } from "@callscript/core/phrases/rule-applies.ts";
import type { Rule, RuleSet } from "@callscript/core/rule.ts";
import type { Segment } from "@callscript/core/transcript.ts";
import { type AddressedSpan, addressesJudge } from "./addresses-judge.ts";
import type { CallToJudge } from "./judge-one.ts";
import { type Measurement, measureFacts } from "./measure-facts.ts";
import { quoteSeconds } from "./quote-seconds.ts";

/** So many words are a greeting into silence: where a fact flags such a call, there is nothing left to ask. */
const hardlyAnythingSaid = 12;

/** What code alone knows of a call, before any judge is asked. */
export interface GateFinding {
  /** By measured facts, and by phrases so plain that they need no judge. A judge adds to them and takes none away. */
  flags: readonly Flag[];
  /** The rules whose precondition is met; the others are not applicable. */
  applicable: readonly Rule[];
  notApplicable: readonly string[];
  /** The facts decide this call, and no judge is asked. */
  decided: boolean;
  /** Nothing was said and nothing could be measured: a person has to look. */
  unknown: boolean;
  /** Where what is said is meant for whoever judges the call. It raises nothing and cancels nothing. */
  addressed: readonly AddressedSpan[];
}

/** Measures and matches what needs no judge, and says whether one has to be asked. */
export function passGate(call: CallToJudge, rules: RuleSet): GateFinding {
  const facts = measureFacts(call);
  const codes = [...new Set(rules.rules.map(({ code }) => code))];
  const addressed = addressesJudge(call.segments, codes);
  const segments = withoutSpans(call.segments, addressed);
  compileRules(rules.rules);
  const transcript = prepareTranscript(segments);
  const applicable = rules.rules.filter((rule) => ruleApplies(rule, transcript));
  const applicableCodes = new Set(applicable.map(({ code }) => code));
  const flags: Flag[] = [];
  for (const rule of applicable) {
    if (flags.some(({ code }) => code === rule.code)) continue;
    const flag = factFlag(rule, rules.version, facts) ?? phraseFlag(rule, rules.version, call, transcript);
    if (flag) flags.push(flag);
  }
  const words = call.segments.reduce(
    (sum, { text }) => sum + (text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0),
    0,
  );
  const measured = flags.some(({ evidence }) => evidence === "fact");
  return {
    flags,
    applicable,
    notApplicable: codes.filter((code) => !applicableCodes.has(code)),
    decided: words === 0 || (measured && words <= hardlyAnythingSaid),
    unknown: words === 0 && !measured && !rules.rules.some((rule) => isMeasured(rule, facts)),
    addressed,
  };
}

/** The turns with blanks where the judge is addressed: every other character keeps its place. */
function withoutSpans(segments: readonly Segment[], spans: readonly AddressedSpan[]): Segment[] {
  return segments.map((segment, turn) => ({
    ...segment,
    text: spans
      .filter((span) => span.turn === turn)
      .reduce(
        (text, { from, to }) => text.slice(0, from) + " ".repeat(to - from) + text.slice(to),
        segment.text,
      ),
  }));
}

/** What a flag takes from its rule. */
export function ruleFields({ code, name, severity, at_fault, refundable }: Rule, version: string) {
  return { code, name, severity: severities[severity], at_fault, refundable, rule_version: version };
}

function isMeasured(rule: Rule, facts: readonly Measurement[]): boolean {
  return rule.facts.some(
    ({ measure }) => measure === "no_speech" && facts.some((fact) => fact.measure === measure),
  );
}

function factFlag(rule: Rule, version: string, facts: readonly Measurement[]): Flag | null {
  for (const { measure, limit } of rule.facts) {
    const fact = facts.find((one) => one.measure === measure && one.value > limit);
    if (!fact) continue;
    const { value, unit, start, end } = fact;
    return {
      ...ruleFields(rule, version),
      evidence: "fact",
      quote: null,
      verified: "measured",
      fact: { measure, value, limit, unit },
      turn: null,
      speaker: null,
      start,
      end,
      reason: `${fact.says}; the limit is ${unit === "share" ? `${limit * 100} %` : limit}.`,
      confidence: null,
    };
  }
  return null;
}

function phraseFlag(
  rule: Rule,
  version: string,
  { segments, words }: CallToJudge,
  transcript: PreparedTranscript,
): Flag | null {
  for (const phrase of rule.phrases.filter(({ raises }) => raises)) {
    const match = matchPhrase(phrase, transcript);
    if (match === null) continue;
    const turn = segments[match.turn];
    // The matcher read the turn with blanks in it; what is stored is the turn's own text at the same place.
    const from = transcript.segments[match.turn]?.text.indexOf(match.quote) ?? -1;
    if (turn === undefined || from < 0) continue;
    const to = from + match.quote.length;
    return {
      ...ruleFields(rule, version),
      evidence: "quote",
      quote: turn.text.slice(from, to),
      verified: "exact",
      fact: null,
      turn: match.turn,
      speaker: turn.speaker,
      ...quoteSeconds(turn, { from, to }, words),
      reason: `Said in so many words: ${rule.name}.`,
      confidence: phrase.confidence,
    };
  }
  return null;
}
