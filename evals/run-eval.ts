import { addUsd, zeroUsd } from "@callscript/core/money.ts";
import type { Spent } from "@callscript/core/ports.ts";
import type { RulePack } from "@callscript/core/rule.ts";
import type { Usd } from "@callscript/core/usd.ts";
import { type Share, shareOf } from "@callscript/core/wilson-interval.ts";
import { type Damage, type DamageDone, damageSet } from "./damage-set.ts";
import { type JudgedCall, type JudgeSetOptions, judgeSet } from "./judge-set.ts";
import { measurePhraseHits } from "./phrase-hits.ts";
import type { DatedCall } from "./read-labelled-set.ts";
import { type EvalScore, score } from "./score.ts";

/** What `callscript eval --json` prints; evals/README.md defines every figure. */
export interface EvalReport extends EvalScore {
  /** `judge_model` of the judgements: judge, model and price list; "facts" where no judge was asked. */
  judges: readonly string[];
  /** The packs that were asked from, such as "General@2". */
  rules: readonly string[];
  /** How the set was damaged before it was judged; null: it was not. */
  damage: (Damage & DamageDone) | null;
  /** Calls that the judge gave no readable answer to; they count as not flagged. */
  unjudged: { calls: number; reasons: readonly string[] };
  /** Codes of labels that no rule has: none of them can be found. */
  labelsWithoutRule: readonly string[];
  /**
   * The phrase judge's recall with each call judged without the patterns that hit it alone, and how many of the patterns
   * hit one call alone; null for another judge, and for a damaged set.
   */
  withoutOwnPhrases: { recall: Share; singlePatterns: Share } | null;
  /** Of all requests, also of those whose answer was of no use. */
  tokens: { in: number; cached: number; out: number };
  costUsd: Usd;
  seconds: number;
}

export interface EvalInput extends JudgeSetOptions {
  calls: readonly DatedCall[];
  damage?: Damage | null;
  /** true: the judge reads the rules' phrases, so that it can be measured without some of them. */
  readsPhrases?: boolean;
  /** What the judge's purse paid; a judge without one costs what its answers say. */
  spent?: () => Spent;
}

/**
 * Judges every call of a labelled set on the lane's own path and scores it.
 * @throws what `judgeSet` throws where the judge cannot be asked.
 */
export async function runEval({ calls: read, damage = null, ...options }: EvalInput): Promise<EvalReport> {
  const { calls, done } = damage === null ? { calls: read, done: null } : damageSet(read, damage);
  const began = performance.now();
  const judged = await judgeSet(calls, options);
  const seconds = Math.round(performance.now() - began) / 1000;
  return {
    ...score(judged),
    judges: [...new Set(judged.flatMap(modelOf))].sort(),
    rules: options.rules.map(({ pack, version }) => `${pack}@${version}`),
    damage: damage === null || done === null ? null : { ...damage, ...done },
    unjudged: unjudgedOf(judged),
    labelsWithoutRule: labelsWithoutRule(judged, options.rules),
    withoutOwnPhrases:
      damage === null && options.readsPhrases === true ? await withoutOwn(calls, options) : null,
    ...costOf(options.spent?.() ?? spentOn(judged)),
    seconds,
  };
}

async function withoutOwn(
  calls: readonly DatedCall[],
  { rules: packs, judge, signal }: JudgeSetOptions,
): Promise<EvalReport["withoutOwnPhrases"]> {
  const hits = await measurePhraseHits({ calls, packs, judge, ...(signal ? { signal } : {}) });
  return {
    recall: hits.recallWithoutOwn,
    singlePatterns: shareOf(hits.single.length, hits.patterns.length),
  };
}

function modelOf({ verdict, answer }: JudgedCall): string[] {
  return verdict === null ? [] : [answer?.model ?? "facts"];
}

function unjudgedOf(judged: readonly JudgedCall[]): EvalReport["unjudged"] {
  const failures = judged.flatMap((one) => (one.verdict === null ? [one.failure] : []));
  return { calls: failures.length, reasons: [...new Set(failures)].slice(0, 5) };
}

function labelsWithoutRule(judged: readonly JudgedCall[], packs: readonly RulePack[]): string[] {
  const codes = new Set(packs.flatMap(({ rules }) => rules.map(({ code }) => code)));
  const labelled = new Set(judged.flatMap(({ call }) => call.flags.map(({ code }) => code)));
  return [...labelled].filter((code) => !codes.has(code)).sort();
}

function costOf({
  tokensIn,
  tokensCached,
  tokensOut,
  costUsd,
}: Spent): Pick<EvalReport, "tokens" | "costUsd"> {
  return { tokens: { in: tokensIn, cached: tokensCached, out: tokensOut }, costUsd };
}

function spentOn(judged: readonly JudgedCall[]): Spent {
  const answers = judged.flatMap(({ answer }) => (answer === null ? [] : [answer]));
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  return {
    tokensIn: sum(answers.map(({ tokensIn }) => tokensIn)),
    tokensCached: sum(answers.map(({ tokensCached }) => tokensCached)),
    tokensOut: sum(answers.map(({ tokensOut }) => tokensOut)),
    costUsd: addUsd(zeroUsd, ...answers.map(({ costUsd }) => costUsd)),
  };
}
