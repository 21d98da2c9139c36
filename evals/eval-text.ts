import type { EvalReport } from "./run-eval.ts";
import type { Share } from "./wilson-interval.ts";

/** An evaluation for a person at a terminal. */
export function evalText(report: EvalReport): string {
  const lines = [
    `${report.calls.bad} bad and ${report.calls.safe} safe calls, ${report.seconds} s, $${report.costUsd}`,
    `bad calls detected    ${shareText(report.recall)}`,
    `safe calls flagged    ${shareText(report.falsePositiveRate)}`,
    `flags                 precision ${percent(report.flags.precision)}, recall ${percent(report.flags.recall)}, quotes found ${percent(report.flags.quoteFound)}`,
    "",
  ];
  for (const [code, { precision, recall, n }] of Object.entries(report.perCode)) {
    lines.push(
      `  ${code.padEnd(36)} precision ${percent(precision).padStart(7)}  recall ${percent(recall).padStart(7)}  of ${n}`,
    );
  }
  return `${lines.join("\n")}\n`;
}

function shareText({ value, low, high }: Share): string {
  return value === null ? "–" : `${percent(value)} (95 %: ${percent(low)} to ${percent(high)})`;
}

function percent(value: number | null): string {
  return value === null ? "–" : `${(value * 100).toFixed(1)} %`;
}
