import { compileRules } from "@callscript/core/phrases/compile-rules.ts";
import { matchPhrase } from "@callscript/core/phrases/match-phrase.ts";
import { type PreparedTranscript, prepareTranscript } from "@callscript/core/phrases/prepared-transcript.ts";
import type { Judge } from "@callscript/core/ports.ts";
import { inForce, type Phrase, type Rule, type RulePack } from "@callscript/core/rule.ts";
import { rulesOf } from "@callscript/core/rules-of.ts";
import { type Share, shareOf, toFourPlaces } from "@callscript/core/wilson-interval.ts";
import { breathing } from "./breathe.ts";
import { judgeLabelled } from "./judge-labelled.ts";
import type { LabelledCall } from "./labelled-call.ts";
import type { DatedCall } from "./read-labelled-set.ts";

/** One pattern of one phrase of one dated rule, and the labelled calls that it hits, bad or safe. */
export interface PatternHits {
  pack: string;
  code: string;
  effectiveFrom: string;
  /** Place of the phrase in the rule, from 0. */
  phrase: number;
  pattern: string;
  hits: readonly string[];
}

export interface PhraseHits {
  patterns: readonly PatternHits[];
  /** Those that hit exactly one labelled call: wording of that call rather than meaning. */
  single: readonly PatternHits[];
  /** Their share of all patterns; null where there are none. */
  singleShare: number | null;
  /** Bad calls that are flagged, and the same with each judged without the patterns that hit only it. */
  recall: Share;
  recallWithoutOwn: Share;
}

/**
 * Measures how far phrases lean on the wording of single labelled calls. A pattern hits a call where its rule is in force
 * on the call's day and its phrase, with this pattern alone, is said and not cancelled. A call without a date is taken to
 * be of `day`. `judge` is the one that reads the phrases.
 */
export async function measurePhraseHits({
  calls,
  packs,
  judge,
  day,
  signal = new AbortController().signal,
}: {
  calls: readonly LabelledCall[];
  packs: readonly RulePack[];
  judge: Judge;
  day?: string;
  signal?: AbortSignal;
}): Promise<PhraseHits> {
  const breathe = breathing(signal);
  for (const { rules } of packs) compileRules(rules);
  const read = calls.map((call) => ({
    call: { ...call, date: dayOf(call, day) },
    transcript: prepareTranscript(call.turns),
  }));
  const patterns: PatternHits[] = [];
  for (const { pack, rules } of packs) {
    for (const rule of rules) {
      await breathe();
      patterns.push(...hitsOf(pack, rule, read));
    }
  }
  const single = patterns.filter(({ hits }) => hits.length === 1);
  const bad = read.filter(({ call }) => call.label === "bad");
  let [whole, without] = [0, 0];
  for (const { call } of bad) {
    await breathe();
    if (await isFlagged(judge, call, packs, signal)) whole += 1;
    const own = new Set(single.filter(({ hits }) => hits[0] === call.id).map(keyOf));
    if (await isFlagged(judge, call, withoutPatterns(packs, own), signal)) without += 1;
  }
  return {
    patterns,
    single,
    singleShare: patterns.length === 0 ? null : toFourPlaces(single.length / patterns.length),
    recall: shareOf(whole, bad.length),
    recallWithoutOwn: shareOf(without, bad.length),
  };
}

interface Read {
  call: DatedCall;
  transcript: PreparedTranscript;
}

function dayOf(call: LabelledCall, day: string | undefined): string {
  const known = call.date ?? day;
  if (known === undefined)
    throw new Error(`the call ${call.id} has no date, and no day was given for such calls`);
  return known;
}

function hitsOf(pack: string, rule: Rule, calls: readonly Read[]): PatternHits[] {
  const asked = calls.filter(({ call }) => inForce(rule, call.vertical, call.date));
  return rule.phrases.flatMap((phrase, index) =>
    phrase.any.map((pattern) => {
      const alone = { ...phrase, any: [pattern], at_least: 1 };
      return {
        pack,
        code: rule.code,
        effectiveFrom: rule.effective_from,
        phrase: index,
        pattern,
        hits: asked.filter(({ transcript }) => matchPhrase(alone, transcript)).map(({ call }) => call.id),
      };
    }),
  );
}

async function isFlagged(
  judge: Judge,
  call: DatedCall,
  packs: readonly RulePack[],
  signal: AbortSignal,
): Promise<boolean> {
  const rules = rulesOf(packs, call.vertical, call.date);
  const { verdict } = await judgeLabelled(judge, call, rules, { signal });
  return verdict.status === "flagged";
}

function keyOf({ code, effectiveFrom, phrase, pattern }: Omit<PatternHits, "pack" | "hits">): string {
  return `${code} ${effectiveFrom} ${phrase} ${pattern}`;
}

function withoutPatterns(packs: readonly RulePack[], removed: ReadonlySet<string>): RulePack[] {
  const kept = ({ code, effective_from: effectiveFrom }: Rule, { any }: Phrase, phrase: number) =>
    any.filter((pattern) => !removed.has(keyOf({ code, effectiveFrom, phrase, pattern })));
  return packs.map((pack) => ({
    ...pack,
    rules: pack.rules.map((rule) => ({
      ...rule,
      phrases: rule.phrases
        .map((phrase, index) => ({ ...phrase, any: kept(rule, phrase, index) }))
        .filter(({ any }) => any.length > 0),
    })),
  }));
}
