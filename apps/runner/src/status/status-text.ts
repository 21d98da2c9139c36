import { callStatuses } from "@callscript/core/call-state.ts";
import type { Status } from "@callscript/core/desk/read-status.ts";
import { printable } from "../printable.ts";

/** The status for a person at a terminal. */
export function statusText(status: Status): string {
  const lines = [`CallScript, ${status.mode} installation`, "", "Calls"];
  for (const name of callStatuses)
    lines.push(`  ${name.padEnd(12)} ${String(status.calls[name]).padStart(8)}`);
  lines.push("", "Lanes");
  for (const [name, lane] of Object.entries(status.lanes)) {
    lines.push(
      `  ${name.padEnd(12)} ${lane.state}${lane.reason === null ? "" : `: ${printable(lane.reason)}`}`,
    );
  }
  const { p50Seconds, p95Seconds, under5Minutes } = status.latency;
  lines.push("", "Hang-up to flag, 24 h");
  lines.push(
    p50Seconds === null || p95Seconds === null
      ? "  – no call was flagged in that time"
      : `  median ${p50Seconds.toFixed(0)} s, 95th percentile ${p95Seconds.toFixed(0)} s, ${under5Minutes === null ? "–" : `${(under5Minutes * 100).toFixed(1)} %`} under 5 minutes`,
  );
  const perCall = status.cost.perCallUsd;
  lines.push(
    "",
    `Cost: $${status.cost.todayUsd.toFixed(2)} today, ${perCall === null ? "–" : `$${perCall.toFixed(5)}`} a call`,
    "",
  );
  return lines.join("\n");
}
