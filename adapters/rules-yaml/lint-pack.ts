import { createPhraseJudge } from "../judge-phrases/phrase-judge.ts";
import { lintRule } from "./lint-rule.ts";
import type { PackFile } from "./read-pack-text.ts";
import type { RulesNote } from "./rules-note.ts";

/** Everything that is wrong with one pack by itself, beyond its schema. */
export async function lintPack({ file, pack, lineOf }: PackFile): Promise<RulesNote[]> {
  const judge = createPhraseJudge();
  const notes: RulesNote[] = [];
  for (const [index, rule] of pack.rules.entries()) {
    for (const { level, path, message } of await lintRule(rule, pack.pack, judge)) {
      const field = path.length === 0 ? null : path.join(".");
      notes.push({ level, file, line: lineOf(["rules", index, ...path]), rule: rule.code, field, message });
    }
  }
  return notes;
}
