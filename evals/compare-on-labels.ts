import { sameRules } from "@callscript/core/desk/same-rules.ts";
import { addUsd, type Usd, zeroUsd } from "@callscript/core/money.ts";
import type { Judge, JudgePurpose, Verdict } from "@callscript/core/ports.ts";
import type { RulePack, RuleSet } from "@callscript/core/rule.ts";
import { rulesOf } from "@callscript/core/rules-of.ts";
import type { Share } from "@callscript/core/wilson-interval.ts";
import { judgeLabelled } from "./judge-labelled.ts";
import type { JudgedCall } from "./judge-set.ts";
import type { DatedCall } from "./read-labelled-set.ts";
import { score } from "./score.ts";

type Judged = Extract<JudgedCall, { verdict: Verdict }>;

export interface LabelScore {
  /** Of the bad calls, those that are flagged; of the safe ones, those that are. */
  recall: Share;
  falsePositiveRate: Share;
}

export interface LabelComparison {
  calls: { bad: number; safe: number };
  before: LabelScore;
  after: LabelScore;
  /** The calls whose flags differ, in the order of the set. */
  changed: { id: string; label: "bad" | "safe"; before: string[]; after: string[] }[];
  costUsd: Usd;
}

export interface CompareInput {
  /** All packs in force, and the same with those that are to replace some of them. */
  before: readonly RulePack[];
  after: readonly RulePack[];
  calls: readonly DatedCall[];
  judge: Judge;
  purpose?: JudgePurpose;
  signal?: AbortSignal;
}

/**
 * Judges labelled calls by two sets of packs on the lane's own path and scores both. A call of which both ask the same
 * rules is judged once.
 */
export async function compareOnLabels({
  before,
  after,
  calls,
  judge,
  purpose = "eval",
  signal = new AbortController().signal,
}: CompareInput): Promise<LabelComparison> {
  const old: Judged[] = [];
  const now: Judged[] = [];
  let costUsd = zeroUsd;
  const judgeBy = async (call: DatedCall, rules: RuleSet) => {
    signal.throwIfAborted();
    const judged = await judgeLabelled(judge, call, rules, { signal, purpose });
    costUsd = addUsd(costUsd, judged.answer?.costUsd ?? zeroUsd);
    return { call, ...judged };
  };
  for (const call of calls) {
    const [was, is] = [before, after].map((packs) => rulesOf(packs, call.vertical, call.date));
    if (!was || !is) continue;
    const judged = await judgeBy(call, was);
    old.push(judged);
    now.push(sameRules(was.rules, is.rules) ? judged : await judgeBy(call, is));
  }
  const [oldScore, newScore] = [score(old), score(now)];
  return {
    calls: oldScore.calls,
    before: { recall: oldScore.recall, falsePositiveRate: oldScore.falsePositiveRate },
    after: { recall: newScore.recall, falsePositiveRate: newScore.falsePositiveRate },
    changed: old.flatMap(({ call, verdict }, place) => {
      const [was, is] = [codesOf(verdict), codesOf(now[place]?.verdict ?? verdict)];
      const { id, label } = call;
      return was.join() === is.join() ? [] : [{ id, label, before: was, after: is }];
    }),
    costUsd,
  };
}

/**
 * Why rules must not be published without a further word: the labelled calls are judged worse than `margin` percentage
 * points allow. Empty where they are not.
 */
export function worseThan(margin: number, { before, after }: LabelComparison): string[] {
  const lost = points(before.recall, after.recall);
  const raised = points(after.falsePositiveRate, before.falsePositiveRate);
  const beyond = `more than the margin of ${margin}`;
  return [
    ...(lost > margin ? [`recall falls by ${lost.toFixed(1)} percentage points, ${beyond}`] : []),
    ...(raised > margin
      ? [`flags on safe calls rise by ${raised.toFixed(1)} percentage points, ${beyond}`]
      : []),
  ];
}

/** By how many percentage points `one` is above `other`; 0 where nothing was counted. */
function points(one: Share, other: Share): number {
  return Math.round(((one.value ?? 0) - (other.value ?? 0)) * 1e4) / 100;
}

function codesOf({ flags }: Verdict): string[] {
  return [...new Set(flags.map(({ code }) => code))].sort();
}
