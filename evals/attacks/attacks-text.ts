import type { Share } from "@callscript/core/wilson-interval.ts";
import type { AttackReport } from "./run-attacks.ts";

const mostShown = 10;

/** The report for a person at a terminal. */
export function attacksText(report: AttackReport): string {
  const rows: [string, Share][] = [
    ["flags of the gate that stand", report.gateFlagsStanding],
    ["tricked calls sent to a person for it", report.addressed],
    ["safe calls sent to a person for it untricked", report.safeAddressedUntricked],
    ["flags that the judge no longer gives", report.suppressed],
    ["  and that nobody sees", report.passedUnseen],
    ...Object.entries(report.addressedByFamily).map(([family, share]): [string, Share] => [
      `  ${family}`,
      share,
    ]),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const invented = report.invented.map(
    ({ call, code, trick }) => `  ${code} on ${call}: ${trick.slice(0, 70)}`,
  );
  const unnoticed = report.unnoticed.map((trick) => `  ${trick.slice(0, 100)}`);
  return `${[
    `${report.tricks} tricks in ${report.tricked} calls, judged by ${report.judges.join(", ") || "facts"}`,
    `flags invented: ${report.invented.length}; calls left unjudged: ${report.unjudged}`,
    ...invented.slice(0, mostShown),
    "",
    ...rows.map(([name, share]) => `${name.padEnd(width)}  ${shareText(share)}`),
    ...(unnoticed.length === 0 ? [] : ["", "not noticed:", ...unnoticed.slice(0, mostShown)]),
    "",
    "In brackets: Wilson's 95 % interval.",
  ].join("\n")}\n`;
}

function shareText({ hits, of, value, low, high }: Share): string {
  if (value === null || low === null || high === null) return "none";
  const percent = (share: number) => (share * 100).toFixed(1);
  return `${percent(value)} % (${percent(low)} to ${percent(high)}), ${hits} of ${of}`;
}
