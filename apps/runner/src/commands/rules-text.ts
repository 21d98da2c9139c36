import { promptTokens } from "@callscript/adapters/rules-yaml/lint-together.ts";
import { noteText } from "@callscript/adapters/rules-yaml/note-text.ts";
import type { NamedRule } from "@callscript/core/desk/diff-rules.ts";
import type { LintReport } from "./lint-rule-files.ts";
import type { Proposal } from "./propose-rules.ts";

/** A lint for a person at a terminal: faults first, then what is worth knowing, then the figures. */
export function lintText({ packs, notes, labels, prompts }: LintReport): string {
  const [faults, others] = (["fault", "note"] as const).map((level) =>
    notes.filter((note) => note.level === level),
  );
  const lines = [
    ...(faults ?? []).map((note) => `fault  ${noteText(note)}`),
    ...(labels?.faults ?? []).map((message) => `fault  ${message}`),
    ...(others ?? []).map((note) => `note   ${noteText(note)}`),
    ...(notes.length > 0 ? [""] : []),
    ...packs.map(
      ({ pack, version, rules, file }) =>
        `${`${pack}@${version}`.padEnd(20)} ${counted(rules, "rule")}  ${file}`,
    ),
  ];
  if (labels)
    lines.push(
      "",
      `On ${labels.calls} labelled calls with the phrase judge, the built-in packs beside these:`,
      `  recall ${percent(labels.recall.value)}; ${percent(labels.recallWithoutOwn.value)} with each call judged without the patterns that only it hits (at least 75 %)`,
      `  ${labels.single} of ${labels.patterns} patterns hit exactly one call: ${percent(labels.singleShare)} (at most 10 %)`,
    );
  const longest = [...prompts].sort((a, b) => b.tokens - a.tokens)[0];
  if (longest)
    lines.push(
      `In a model's prompt the rules take at most ${longest.tokens} tokens (${longest.vertical}; the plan is ${promptTokens}).`,
    );
  return `${lines.join("\n")}\n`;
}

export function percent(share: number | null): string {
  return share === null ? "–" : `${(share * 100).toFixed(1)} %`;
}

export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

/** What a proposed version changes in the one that is in force. */
export function proposalText({ next, current, diff }: Proposal): string {
  const rule = ({ code, effective_from }: NamedRule) => `${code} (from ${effective_from})`;
  const lines = [
    `${next.pack}: version ${next.version} ${current === null ? "is its first" : `after ${current}`}, ${counted(next.rules.length, "rule")}`,
    ...diff.added.map((one) => `  added    ${rule(one)}`),
    ...diff.removed.map((one) => `  removed  ${rule(one)}`),
    ...diff.changed.map((one) => `  changed  ${rule(one)}: ${one.fields.join(", ")}`),
    ...(diff.reordered ? ["  in another order"] : []),
  ];
  return `${lines.join("\n")}\n`;
}
