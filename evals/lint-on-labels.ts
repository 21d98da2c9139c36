import type { Judge } from "@callscript/core/ports.ts";
import type { RulePack } from "@callscript/core/rule.ts";
import { inForce } from "@callscript/core/rule.ts";
import { measurePhraseHits, type PatternHits, type PhraseHits } from "./phrase-hits.ts";
import type { DatedCall } from "./read-labelled-set.ts";

/** Of all patterns, those that hit exactly one labelled call; more, and the rules repeat the set's wording. */
const mostSingleShare = 0.1;
/** Of the bad calls, those still flagged when each is judged without the patterns that hit only it. */
const leastRecallWithoutOwn = 0.75;
/** A pattern that hits more of the calls that it is asked of says nothing about them... */
const mostHitShare = 0.5;
/** ...where there are enough of them to say so. */
const leastAsked = 20;

export interface LabelLint {
  hits: PhraseHits;
  /** Patterns that hit more than half of the calls that they are asked of. */
  everywhere: PatternHits[];
  /** What is wrong with the packs as a whole, in words. */
  faults: string[];
}

/** How far the packs' phrases lean on the wording of a labelled set. */
export async function lintOnLabels(input: {
  calls: readonly DatedCall[];
  packs: readonly RulePack[];
  judge: Judge;
}): Promise<LabelLint> {
  const hits = await measurePhraseHits(input);
  const everywhere = hits.patterns.filter((pattern) => {
    const asked = callsAsked(input, pattern);
    return asked >= leastAsked && pattern.hits.length > asked * mostHitShare;
  });
  const faults: string[] = [];
  if ((hits.singleShare ?? 0) > mostSingleShare)
    faults.push(
      `${hits.single.length} of ${hits.patterns.length} patterns hit exactly one labelled call; at most ${percent(mostSingleShare)} may`,
    );
  const { value } = hits.recallWithoutOwn;
  if (value !== null && value < leastRecallWithoutOwn)
    faults.push(
      `recall is ${percent(value)} with each call judged without the patterns that hit only it; at least ${percent(leastRecallWithoutOwn)} is asked for`,
    );
  return { hits, everywhere, faults };
}

function callsAsked(
  { calls, packs }: { calls: readonly DatedCall[]; packs: readonly RulePack[] },
  { pack, code, effectiveFrom }: PatternHits,
): number {
  const rule = packs
    .find((one) => one.pack === pack)
    ?.rules.find((one) => one.code === code && one.effective_from === effectiveFrom);
  return rule ? calls.filter(({ vertical, date }) => inForce(rule, vertical, date)).length : 0;
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}
