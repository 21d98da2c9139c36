import path from "node:path";
import { createPhraseJudge } from "@callscript/adapters/judge-phrases/phrase-judge.ts";
import { lintPack } from "@callscript/adapters/rules-yaml/lint-pack.ts";
import {
  lintTogether,
  type PromptSize,
  promptSizes,
  promptTokens,
} from "@callscript/adapters/rules-yaml/lint-together.ts";
import type { PackFile } from "@callscript/adapters/rules-yaml/read-pack-text.ts";
import { readRuleFiles } from "@callscript/adapters/rules-yaml/read-rule-files.ts";
import type { RulesNote } from "@callscript/adapters/rules-yaml/rules-note.ts";
import type { RulePack } from "@callscript/core/rule.ts";
import { sameRules } from "@callscript/core/same-rules.ts";
import { lintOnLabels } from "@callscript/evals/lint-on-labels.ts";
import type { PatternHits, PhraseHits } from "@callscript/evals/phrase-hits.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import { labelledCalls } from "./labelled-calls.ts";

export interface LintReport {
  packs: { pack: string; version: string; rules: number; file: string }[];
  notes: RulesNote[];
  /** On the labelled calls; null where no file can be read. */
  labels:
    | (Pick<PhraseHits, "singleShare" | "recall" | "recallWithoutOwn"> & {
        set: string;
        calls: number;
        patterns: number;
        single: number;
        /** What is wrong with the phrases as a whole. */
        faults: string[];
      })
    | null;
  prompts: PromptSize[];
}

/** How many faults a report has, the phrases' as a whole among them. */
export function countFaults({ notes, labels }: LintReport): number {
  return notes.filter(({ level }) => level === "fault").length + (labels?.faults.length ?? 0);
}

/** The files of packs that are not in force as they are, and what is to be mended first: what is in force is not asked again. */
export function draftOf(
  { files, notes }: Pick<LintReport, "notes"> & { files: readonly PackFile[] },
  others: readonly RulePack[],
): { changed: PackFile[]; faults: RulesNote[] } {
  const isKnown = ({ pack }: PackFile) =>
    others.some((one) => one.pack === pack.pack && sameRules(one.rules, pack.rules));
  const known = files.filter(isKnown).map(({ file }) => file);
  return {
    changed: files.filter((one) => !isKnown(one)),
    faults: notes.filter(({ level, file }) => level === "fault" && !known.includes(file)),
  };
}

/**
 * Everything that can be said against rule files. `others`: the packs that are in force beside them.
 * @throws CommandError (64) for a path that cannot be read, or where no rule file is.
 */
export async function lintRuleFiles({
  paths,
  others,
  set,
}: {
  paths: readonly string[];
  others: readonly RulePack[];
  set: string | null;
}): Promise<LintReport & { files: PackFile[] }> {
  const { files, faults } = await readFiles(paths);
  const named = new Set(files.map(({ pack }) => pack.pack));
  const together = [...files.map(({ pack }) => pack), ...others.filter(({ pack }) => !named.has(pack))];
  const notes = [
    ...faults,
    ...(await Promise.all(files.map(lintPack))).flat(),
    ...lintTogether(files, together),
  ];
  const packs = files.map(({ file, pack: { pack, version, rules } }) => ({
    pack,
    version,
    rules: rules.length,
    file,
  }));
  const prompts = await promptSizes(together, new Date().toISOString().slice(0, 10));
  notes.push(...prompts.filter(({ tokens }) => tokens > promptTokens).map(tooLong));
  if (files.length === 0) return { packs, notes, labels: null, prompts, files };
  const { file: setFile, calls } = await labelledCalls(set);
  const judge = createPhraseJudge();
  const { hits, everywhere, faults: asAWhole } = await lintOnLabels({ calls, packs: together, judge });
  for (const one of everywhere)
    notes.push(
      ...noteOn(
        files,
        one,
        "fault",
        `"${one.pattern}" hits ${one.hits.length} of ${calls.length} labelled calls: it says too little`,
      ),
    );
  for (const one of hits.single)
    notes.push(
      ...noteOn(
        files,
        one,
        "note",
        `"${one.pattern}" hits one labelled call only (${one.hits[0]}): is it its meaning or its wording?`,
      ),
    );
  const { singleShare, recall, recallWithoutOwn, patterns, single } = hits;
  const labels = {
    set: setFile,
    calls: calls.length,
    patterns: patterns.length,
    single: single.length,
    singleShare,
    recall,
    recallWithoutOwn,
    faults: asAWhole,
  };
  return { packs, notes, labels, prompts, files };
}

const nowhere = { line: null, rule: null, field: null };

function tooLong({ vertical, day, tokens }: PromptSize): RulesNote {
  return {
    ...nowhere,
    level: "note",
    file: `${vertical} calls`,
    message: `the rules take ${tokens} tokens of a model's prompt from ${day} on, more than ${promptTokens}: such calls cost more than planned; shorten questions, or end rules that are over`,
  };
}

/** On a pattern of one of the files; a pattern of another pack is not theirs to mend. */
function noteOn(
  files: readonly PackFile[],
  { pack, code, effectiveFrom, phrase, pattern }: PatternHits,
  level: "fault" | "note",
  message: string,
): RulesNote[] {
  const found = files.find((one) => one.pack.pack === pack);
  if (!found) return [];
  const index = found.pack.rules.findIndex(
    (rule) => rule.code === code && rule.effective_from === effectiveFrom,
  );
  const place = found.pack.rules[index]?.phrases[phrase]?.any.indexOf(pattern) ?? -1;
  const field = ["phrases", phrase, "any", place];
  return [
    {
      level,
      file: found.file,
      line: found.lineOf(["rules", index, ...field]),
      rule: code,
      field: field.join("."),
      message,
    },
  ];
}

async function readFiles(paths: readonly string[]) {
  const read = await readRuleFiles(paths.map(shortest)).catch((error: unknown) => {
    if (error instanceof Error && "code" in error)
      throw new CommandError(`The rules cannot be read: ${error.message}`, exitCodes.usage, {
        cause: error,
      });
    throw error;
  });
  if (read.files.length === 0 && read.faults.length === 0)
    throw new CommandError("There is no rule file there.", exitCodes.usage);
  return read;
}

/** As editors open it from here. */
function shortest(given: string): string {
  const relative = path.relative(process.cwd(), given) || ".";
  return relative.startsWith("..") ? given : relative;
}
