import type { LabelComparison, LabelScore } from "@callscript/evals/compare-on-labels.ts";
import { counted, percent } from "./rules-text.ts";

const mostTold = 20;

/** What new rules do to labelled calls, for a person at a terminal. */
export function comparisonText(
  { calls, before, after, changed }: LabelComparison,
  { judge, set }: { judge: string; set: string },
): string {
  const line = (name: string, read: (score: LabelScore) => number | null) =>
    `  ${name.padEnd(22)} ${percent(read(before))} -> ${percent(read(after))}`;
  const listed = changed
    .slice(0, mostTold)
    .map(
      ({ id, label, before: was, after: is }) => `  ${label.padEnd(4)} ${id}: ${codes(was)} -> ${codes(is)}`,
    );
  const more = changed.length > mostTold ? [`  and ${changed.length - mostTold} more`] : [];
  return `${[
    "",
    `On ${calls.bad} bad and ${calls.safe} safe labelled calls (${set}), by ${judge}:`,
    line("bad calls detected", ({ recall }) => recall.value),
    line("safe calls flagged", ({ falsePositiveRate }) => falsePositiveRate.value),
    ...(changed.length === 0
      ? ["  no call is judged otherwise"]
      : [`  ${counted(changed.length, "call")} judged otherwise`, ...listed, ...more]),
  ].join("\n")}\n`;
}

function codes(flags: readonly string[]): string {
  return flags.length === 0 ? "safe" : flags.join(", ");
}
