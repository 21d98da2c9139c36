import type { Judge } from "@callscript/core/ports.ts";
import type { Rule, RulePack } from "@callscript/core/rule.ts";
import { lintExamples } from "./lint-examples.ts";
import { lintPatterns, type PatternNote } from "./lint-patterns.ts";

/** Everything that is wrong with one rule of a pack, beyond its schema. */
export async function lintRule(rule: Rule, pack: RulePack["pack"], judge: Judge): Promise<PatternNote[]> {
  const { effective_from: from, effective_to: to } = rule;
  const note = (level: "fault" | "note", field: string, message: string): PatternNote => ({
    level,
    path: [field],
    message,
  });
  return [
    ...(to !== null && to < from
      ? [note("fault", "effective_to", `is before effective_from (${from}): the rule would never be asked`)]
      : []),
    ...unasked(rule, pack).map((vertical) =>
      note("fault", "verticals", `${vertical} calls are not asked the rules of the pack ${pack}`),
    ),
    ...(rule.phrases.length === 0 && rule.facts.length === 0
      ? [note("note", "phrases", "none: the offline judge never finds it, only a model does")]
      : []),
    ...(await lintPatterns(rule)),
    ...(await lintExamples(rule, judge)),
  ];
}

/** The verticals that a rule names in vain: a call is asked the rules of General and of its own vertical's pack. */
function unasked({ verticals }: Rule, pack: RulePack["pack"]): string[] {
  if (pack === "General") return [];
  return verticals.filter((vertical) => vertical !== pack && vertical !== "General");
}
