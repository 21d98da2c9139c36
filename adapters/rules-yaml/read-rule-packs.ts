import type { RulePack } from "@callscript/core/rule.ts";
import { noteText } from "./note-text.ts";
import { readRuleFiles } from "./read-rule-files.ts";

/**
 * Reads every rule pack of a folder.
 * @throws naming the file, the line, the rule and the field of each fault.
 */
export async function readRulePacks(folder: string): Promise<RulePack[]> {
  const { files, faults } = await readRuleFiles([folder]);
  if (faults.length > 0) throw new Error(`The rules have faults:\n${faults.map(noteText).join("\n")}`);
  return files.map(({ pack }) => pack);
}
