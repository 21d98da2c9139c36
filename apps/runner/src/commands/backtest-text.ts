import { type BacktestPlan, plannedCalls } from "@callscript/lanes/judge/backtest-plan.ts";
import type { BacktestReport, ChangedCall } from "@callscript/lanes/judge/backtest-report.ts";
import { printable } from "../printable.ts";
import type { BacktestEstimate } from "./estimate-backtest.ts";
import { counted, percent } from "./rules-text.ts";

/** What a back-test would judge and cost, before it begins. */
export function planText(
  plan: BacktestPlan,
  { days, judge, estimate }: { days: number; judge: string; estimate: BacktestEstimate | null },
): string {
  const touched = plan.touched.reduce((sum, { calls }) => sum + calls, 0);
  const sample = plan.sample
    ? ` A random sample of ${plan.sample.size} is judged (seed ${plan.sample.seed}).`
    : "";
  const lines = [
    `${counted(plan.calls, "call")} of the last ${counted(days, "day")} with a transcript; the draft asks ${touched} of them other rules.${sample}`,
  ];
  if (estimate)
    lines.push(
      `${counted(estimate.requests, "request")} of ${judge}, the labelled calls among them: about ${estimate.tokensIn} tokens in and ${estimate.tokensOut} out, $${money(estimate.usdCached)} where the rules are cached and $${money(estimate.usd)} where they are not.`,
    );
  else if (plannedCalls(plan) > 0) lines.push("The phrase judge is free.");
  return `${lines.join("\n")}\n`;
}

/** What a back-test found, dearest calls first. */
export function backtestText(
  report: BacktestReport,
  { link, usd, shown }: { link: (id: string) => string; usd: string; shown: number },
): string {
  const { judged, flagged, newlyFlagged, noLongerFlagged, otherwiseFlagged, people, changed, unjudged } =
    report;
  const line = (name: string, { calls, usd: dollars }: { calls: number; usd: string }) =>
    `  ${name.padEnd(22)} ${String(calls).padStart(6)}  ${(judged === 0 ? "" : percent(calls / judged)).padStart(7)}  $${Number(dollars).toFixed(2)} revenue`;
  const anew = judged - report.comparedWithStored;
  return `${[
    "",
    `${counted(judged, "call")} judged, ${flagged.before} flagged by the rules in force, ${flagged.after} by the draft`,
    line("newly flagged", newlyFlagged),
    line("no longer flagged", noLongerFlagged),
    line("flagged for other rules", otherwiseFlagged),
    ...peopleLines(people),
    report.comparedWithStored === 0
      ? "Compared with the rules in force asked anew by the same judge."
      : `${report.comparedWithStored} compared with the judgement that they have, ${anew} with the rules in force asked anew. A model's answers vary a little from one asking to the next: so do these.`,
    `Cost: $${money(usd)}`,
    ...(unjudged.calls > 0
      ? [`${counted(unjudged.calls, "call")} could not be judged: ${printable(unjudged.reasons.join("; "))}`]
      : []),
    ...list("Newly flagged", changed.newlyFlagged, newlyFlagged.calls),
    ...list("No longer flagged", changed.noLongerFlagged, noLongerFlagged.calls),
    ...list("Flagged for other rules", changed.otherwiseFlagged, otherwiseFlagged.calls),
  ].join("\n")}\n`;

  function list(title: string, calls: readonly ChangedCall[], all: number): string[] {
    if (calls.length === 0) return [];
    const more =
      all > shown ? [`  and ${all - Math.min(shown, calls.length)} more (--all or --json lists them)`] : [];
    return ["", title, ...calls.slice(0, shown).flatMap((call) => callLines(call, link)), ...more];
  }
}

function peopleLines({ confirmedBad, markedSafe }: BacktestReport["people"]): string[] {
  if (confirmedBad.calls + markedSafe.calls === 0) return ["  nobody has decided on any of them"];
  return [
    `  confirmed bad by people: ${confirmedBad.noLongerFlagged} of ${confirmedBad.calls} would be lost, ${confirmedBad.newlyFlagged} would be found`,
    `  marked safe by people: ${markedSafe.newlyFlagged} of ${markedSafe.calls} would be flagged, ${markedSafe.noLongerFlagged} no longer`,
  ];
}

function callLines(call: ChangedCall, link: (id: string) => string): string[] {
  const { name, startTimeUtc, vertical, campaign, revenueUsd, verdict, before, after, evidence, start } =
    call;
  const decided = verdict === null ? "" : `, ${verdict.replace("_", " ")}`;
  const went = before.filter((code) => !after.includes(code)).map((code) => `no longer ${code}`);
  const codes = [...after.filter((code) => !before.includes(code)), ...went].join(", ");
  const at =
    start === null ? "" : `${Math.floor(start / 60)}:${String(Math.floor(start % 60)).padStart(2, "0")} `;
  return [
    `  $${Number(revenueUsd).toFixed(2)}  ${printable(name)}  ${startTimeUtc.slice(0, 10)}  ${vertical}${campaign === null ? "" : `, ${printable(campaign)}`}${decided}: ${codes}`,
    ...(evidence === null ? [] : [`     ${at}"${printable(evidence)}"`]),
    `     ${link(call.id)}`,
  ];
}

function money(usd: string): string {
  return Number(usd).toFixed(Number(usd) >= 1 ? 2 : 4);
}
