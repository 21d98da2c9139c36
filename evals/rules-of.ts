import { inForce, type RulePack, type RuleSet } from "@callscript/core/rule.ts";

/** The rules of General and the vertical in force on the day; what the lane reads from the database. */
export function rulesOf(packs: readonly RulePack[], vertical: string, day: string): RuleSet {
  const chosen = packs
    .filter(({ pack }) => pack === "General" || pack === vertical)
    .sort((a, b) => Number(b.pack === "General") - Number(a.pack === "General"));
  return {
    version: chosen.map(({ pack, version }) => `${pack}@${version}`).join("+") || "none",
    rules: chosen.flatMap(({ rules }) => rules.filter((rule) => inForce(rule, vertical, day))),
  };
}
