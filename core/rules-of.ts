import { inForce, type RulePack, type RuleSet } from "./rule.ts";

/** The rules of General and of the vertical in force on the day (`YYYY-MM-DD`, UTC): what is asked of one call. */
export function rulesOf(packs: readonly RulePack[], vertical: string, day: string): RuleSet {
  const asked = packs
    .filter(({ pack }) => pack === "General" || pack === vertical)
    .sort((a, b) => Number(b.pack === "General") - Number(a.pack === "General"))
    .map((pack) => ({ ...pack, rules: pack.rules.filter((rule) => inForce(rule, vertical, day)) }));
  return {
    version: asked.map(({ pack, version }) => `${pack}@${version}`).join("+") || "none",
    rules: asked.flatMap(({ rules }) => rules),
  };
}

/** Packs with some of them replaced by others of the same name, and new ones added. */
export function withPacks(packs: readonly RulePack[], replacing: readonly RulePack[]): RulePack[] {
  const kept = packs.filter(({ pack }) => !replacing.some((one) => one.pack === pack));
  return [...kept, ...replacing];
}
