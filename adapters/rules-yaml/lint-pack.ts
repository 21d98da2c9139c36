import type { Judge } from "@callscript/core/ports.ts";
import type { Rule, RulePack } from "@callscript/core/rule.ts";
import { createPhraseJudge } from "../judge-phrases/phrase-judge.ts";
import { lintExamples } from "./lint-examples.ts";
import { lintPatterns, type PatternNote } from "./lint-patterns.ts";
import type { PackFile } from "./read-pack-text.ts";
import type { RulesNote } from "./rules-note.ts";

/** Everything that is wrong with one pack by itself, beyond its schema. */
export async function lintPack({ file, pack, lineOf }: PackFile): Promise<RulesNote[]> {
  const judge = createPhraseJudge();
  const notes: RulesNote[] = [];
  for (const [index, rule] of pack.rules.entries()) {
    for (const { level, path, message } of await lintRule(rule, pack, judge)) {
      const field = path.length === 0 ? null : path.join(".");
      notes.push({ level, file, line: lineOf(["rules", index, ...path]), rule: rule.code, field, message });
    }
  }
  return notes;
}

async function lintRule(rule: Rule, pack: RulePack, judge: Judge): Promise<PatternNote[]> {
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
      note("fault", "verticals", `${vertical} calls are not asked the rules of the pack ${pack.pack}`),
    ),
    ...(rule.phrases.length === 0 && rule.facts.length === 0
      ? [note("note", "phrases", "none: the offline judge never finds it, only a model does")]
      : []),
    ...lintPatterns(rule),
    ...(await lintExamples(rule, judge)),
  ];
}

/** The verticals that a rule names in vain: a call is asked the rules of General and of its own vertical's pack. */
function unasked({ verticals }: Rule, { pack }: RulePack): string[] {
  if (pack === "General") return [];
  return verticals.filter((vertical) => vertical !== pack && vertical !== "General");
}
