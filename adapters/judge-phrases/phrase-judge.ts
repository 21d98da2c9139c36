import { compileRules } from "@callscript/core/phrases/compile-rules.ts";
import { matchPhrase, type PhraseMatch } from "@callscript/core/phrases/match-phrase.ts";
import { type PreparedTranscript, prepareTranscript } from "@callscript/core/phrases/prepared-transcript.ts";
import type { Judge, RawFinding } from "@callscript/core/ports.ts";
import type { Phrase, Rule } from "@callscript/core/rule.ts";

/**
 * The offline judge: deterministic, free, and only as good as its phrases. It reads the same rules as a model does and
 * says of each finding how sure its phrase is.
 */
export function createPhraseJudge(): Judge {
  return {
    async judge({ segments, rules }) {
      compileRules(rules.rules);
      const transcript = prepareTranscript(segments);
      const findings = rules.rules.flatMap((rule) => findingOf(rule, transcript));
      return {
        findings,
        model: "phrases",
        persuadable: false,
        tokensIn: 0,
        tokensCached: 0,
        tokensOut: 0,
        costUsd: "0",
      };
    },
  };
}

/** The surest phrase of a rule that was said; of equally sure ones the first to be said. */
function findingOf(rule: Rule, transcript: PreparedTranscript): RawFinding[] {
  let found: { match: PhraseMatch; confidence: number } | null = null;
  for (const phrase of surestFirst(rule)) {
    if (found !== null && phrase.confidence < found.confidence) break;
    const match = matchPhrase(phrase, transcript);
    if (match !== null && (found === null || match.turn < found.match.turn))
      found = { match, confidence: phrase.confidence };
  }
  if (!found) return [];
  const { match, confidence } = found;
  return [
    {
      code: rule.code,
      answer: "yes",
      reason: `A phrase of the rule "${rule.name}" was said.`,
      turn: match.turn,
      quote: match.quote,
      confidence,
    },
  ];
}

const sorted = new WeakMap<Rule, readonly Phrase[]>();

function surestFirst(rule: Rule): readonly Phrase[] {
  const known = sorted.get(rule);
  if (known) return known;
  const made = [...rule.phrases].sort((a, b) => b.confidence - a.confidence);
  sorted.set(rule, made);
  return made;
}
