import { inForce, type Rule, type RulePack, type RuleSet } from "./rule.ts";
import { sameButForDays } from "./same-rules.ts";

/** The rules of General and of the vertical in force on the day (`YYYY-MM-DD`, UTC): what is asked of one call. */
export function rulesOf(packs: readonly RulePack[], vertical: string, day: string): RuleSet {
  const asked = packs
    .filter(({ pack }) => pack === "General" || pack === vertical)
    .sort((a, b) => Number(b.pack === "General") - Number(a.pack === "General"))
    .map((pack) => ({ ...pack, rules: pack.rules.filter((rule) => inForce(rule, vertical, day)) }))
    .filter(({ rules }) => rules.length > 0);
  return {
    version: asked.map(({ pack, version }) => `${pack}@${version}`).join("+") || "none",
    rules: asked.flatMap(({ rules }) => rules),
  };
}

/** Of a call's rules those that a judge is asked: what is only measured is code's alone. */
export function askedOfJudge({ version, rules }: RuleSet): RuleSet {
  return { version, rules: rules.filter((rule) => !onlyMeasures(rule)) };
}

/** A rule that only measures: it has nothing that could be asked of a judge. */
function onlyMeasures({ facts, phrases }: Rule): boolean {
  return facts.length > 0 && phrases.length === 0;
}

/** Packs with some of them replaced by others of the same name, and new ones added. */
export function withPacks(packs: readonly RulePack[], replacing: readonly RulePack[]): RulePack[] {
  const kept = packs.filter(({ pack }) => !replacing.some((one) => one.pack === pack));
  return [...kept, ...replacing];
}

/**
 * true: a call of this vertical and day is asked other rules by one set of packs than by the other. From when until when
 * they hold makes no difference on a day on which both do.
 */
export function asksOtherRules(
  before: readonly RulePack[],
  after: readonly RulePack[],
  { vertical, day }: { vertical: string; day: string },
): boolean {
  return !sameButForDays(rulesOf(before, vertical, day).rules, rulesOf(after, vertical, day).rules);
}
