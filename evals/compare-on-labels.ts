import { addUsd, zeroUsd } from "@callscript/core/money.ts";
import type { RulePack } from "@callscript/core/rule.ts";
import { asksOtherRules } from "@callscript/core/rules-of.ts";
import type { Usd } from "@callscript/core/usd.ts";
import type { Share } from "@callscript/core/wilson-interval.ts";
import { type JudgedCall, type JudgeSetOptions, judgeSet } from "./judge-set.ts";
import type { DatedCall } from "./read-labelled-set.ts";
import { score } from "./score.ts";

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

/**
 * Judges labelled calls by two sets of packs, all that are in force `before` and `after`, on the lane's own path, and
 * scores both. A call of which both ask the same rules is judged once.
 * @throws what `judgeSet` throws.
 */
export async function compareOnLabels({
  before,
  after,
  calls,
  ...options
}: Omit<JudgeSetOptions, "rules" | "onProgress"> & {
  before: readonly RulePack[];
  after: readonly RulePack[];
  calls: readonly DatedCall[];
}): Promise<LabelComparison> {
  const touched = calls.filter((call) =>
    asksOtherRules(before, after, { vertical: call.vertical, day: call.date }),
  );
  const old = await judgeSet(calls, { ...options, rules: before });
  const anew = new Map(
    (await judgeSet(touched, { ...options, rules: after })).map((one) => [one.call, one] as const),
  );
  const now = old.map((one) => anew.get(one.call) ?? one);
  const [oldScore, newScore] = [score(old), score(now)];
  return {
    calls: oldScore.calls,
    before: { recall: oldScore.recall, falsePositiveRate: oldScore.falsePositiveRate },
    after: { recall: newScore.recall, falsePositiveRate: newScore.falsePositiveRate },
    changed: old.flatMap((one) => {
      const [was, is] = [codesOf(one), codesOf(anew.get(one.call) ?? one)];
      const { id, label } = one.call;
      return was.join() === is.join() ? [] : [{ id, label, before: was, after: is }];
    }),
    costUsd: addUsd(zeroUsd, ...[...old, ...anew.values()].map(({ answer }) => answer?.costUsd ?? zeroUsd)),
  };
}

/**
 * Why rules must not be published without a further word: the labelled calls are judged worse than `margin` percentage
 * points allow. Empty where they are not.
 */
export function worseThan(margin: number, { before, after }: LabelComparison): string[] {
  const lost = pointsAbove(before.recall, after.recall);
  const raised = pointsAbove(after.falsePositiveRate, before.falsePositiveRate);
  const beyond = `more than the margin of ${margin}`;
  return [
    ...(lost > margin ? [`recall falls by ${lost.toFixed(1)} percentage points, ${beyond}`] : []),
    ...(raised > margin
      ? [`flags on safe calls rise by ${raised.toFixed(1)} percentage points, ${beyond}`]
      : []),
  ];
}

/** By how many percentage points `one` is above `other`; 0 where nothing was counted. */
function pointsAbove(one: Share, other: Share): number {
  return Math.round(((one.value ?? 0) - (other.value ?? 0)) * 1e4) / 100;
}

function codesOf({ verdict }: JudgedCall): string[] {
  return [...new Set(verdict?.flags.map(({ code }) => code))].sort();
}
