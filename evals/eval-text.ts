import type { Share } from "@callscript/core/wilson-interval.ts";
import type { EvalReport } from "./run-eval.ts";

/** An evaluation for a person at a terminal. */
export function evalText(report: EvalReport): string {
  const { calls, damage, unjudged, labelsWithoutRule, tokens, withoutOwnPhrases } = report;
  const unlabelled = Object.entries(report.codesWithoutLabel).map(([code, times]) => `${code} (${times})`);
  const rows: [string, Share][] = [
    ["bad calls flagged (recall)", report.recall],
    ["  with a code of their label", report.recallByOwnCode],
    ["  or sent to a person", report.recallWithReview],
    ["safe calls flagged", report.falsePositiveRate],
    ["bad calls sent to a person", report.needsReview.bad],
    ["safe calls sent to a person", report.needsReview.safe],
    ["flags that are right (precision)", report.flags.precision],
    ["labelled flags raised (recall)", report.flags.recall],
    ["quotes verbatim where they were said to be", report.flags.quoteFound],
    ["quotes found by code", report.flags.quoteVerified],
    ...(withoutOwnPhrases === null
      ? []
      : ([
          ["bad calls flagged without phrases of their own", withoutOwnPhrases.recall],
          ["phrases that hit one call alone", withoutOwnPhrases.singlePatterns],
        ] as [string, Share][])),
  ];
  const codes = Object.entries(report.perCode);
  const width = Math.max(...[...rows, ...codes].map(([name]) => name.length));
  const row = (name: string, ...shares: Share[]) =>
    `${name.padEnd(width)}  ${shares.map((share) => shareText(share)).join("  ")}`.trimEnd();
  return `${[
    `${calls.bad} bad and ${calls.safe} safe calls, judged by ${report.judges.join(", ")} with ${report.rules.join(", ")}`,
    `${report.seconds} s, $${report.costUsd}${tokens.in > 0 ? `, ${tokens.in} tokens in (${tokens.cached} cached), ${tokens.out} out` : ""}`,
    ...(damage === null
      ? []
      : [
          `damaged (seed ${damage.seed}): ${damage.wordsDamaged} of ${damage.words} words, ${damage.turnsSwapped} of ${damage.turns} turns given to the other speaker`,
        ]),
    ...(unjudged.calls === 0
      ? []
      : [
          `${unjudged.calls} calls could not be judged and count as not flagged: ${unjudged.reasons.join("; ")}`,
        ]),
    ...(labelsWithoutRule.length === 0
      ? []
      : [`labelled codes that no rule has, which cannot be found: ${labelsWithoutRule.join(", ")}`]),
    ...(unlabelled.length === 0
      ? []
      : [`codes that no label names, on bad calls neither right nor wrong: ${unlabelled.join(", ")}`]),
    "",
    ...rows.map(([name, share]) => row(name, share)),
    "",
    `${"".padEnd(width)}  ${"precision".padEnd(shareWidth)}  recall`,
    ...codes.map(([code, { precision, recall }]) => row(code, precision, recall)),
    "",
    "In brackets: Wilson's 95 % interval.",
  ].join("\n")}\n`;
}

/** "4830 of 4830  100.0 %  (99.9 % to 100.0 %)" and everything shorter. */
const shareWidth = 43;

function shareText({ hits, of, value, low, high }: Share): string {
  const counted = `${hits} of ${of}`.padStart(12);
  const text =
    value === null || low === null || high === null
      ? `${counted}        –`
      : `${counted}  ${percent(value).padStart(7)}  (${percent(low)} to ${percent(high)})`;
  return text.padEnd(shareWidth);
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}
