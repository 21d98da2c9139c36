import type { LaneCard } from "@callscript/core/desk/lane-cards.sql.ts";
import { age, count, money, time, unknown, wait } from "../../../../lib/format.ts";

type Standing = Pick<
  LaneCard,
  "state" | "pause_kind" | "reason" | "paused_at_utc" | "next_probe_at" | "last_seen_at"
>;

/** Where a lane stands, and what ends a pause. */
export function standingWords(lane: Standing, now: Date): { state: string; why: string } {
  const reason = lane.reason === null ? "" : sentence(lane.reason);
  if (lane.state === "stopped") {
    const seen =
      lane.last_seen_at === null
        ? "Nothing has served it yet."
        : `Nothing has served it for ${age(lane.last_seen_at, now)}.`;
    return { state: "Stopped", why: `${seen} ${reason}`.trim() };
  }
  if (lane.pause_kind === null) return { state: "Running", why: reason };
  const from = lane.paused_at_utc;
  const state =
    from === null
      ? "Paused"
      : now.getTime() - from.getTime() < 43_200_000
        ? `Paused since ${time(from)} UTC`
        : `Paused for ${age(from, now)}`;
  return { state, why: `${reason} ${goesOn(lane, now)}`.trim() };
}

function goesOn({ pause_kind: kind, next_probe_at: probe }: Standing, now: Date): string {
  if (kind === "person") return "It goes on when somebody resumes it.";
  if (kind === "budget") return "It goes on at 00:00 UTC, or with a larger budget.";
  const seconds = probe === null ? 0 : (probe.getTime() - now.getTime()) / 1000;
  return seconds <= 0 ? "It tries one call now." : `It tries one call in ${wait(seconds)}.`;
}

/** A reason as a sentence: machines write them without a full stop. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return `${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1)}${/[.!?]$/.test(trimmed) ? "" : "."}`;
}

/** "16 taken, 15 done, 1 failed" of the last run that took something. */
export function reportWords(report: LaneCard["last_report"]): string {
  if (report === null) return unknown;
  if (report.claimed === 0 && report.done === 0 && report.failed === 0) return "Nothing to do";
  const failed = report.failed === 0 ? "" : `, ${count(report.failed)} failed`;
  return `${count(report.claimed)} taken, ${count(report.done)} done${failed}`;
}

export function rateWords({
  finished_hour,
  finished_today,
  failed_today,
}: Pick<LaneCard, "finished_hour" | "finished_today" | "failed_today">): string {
  const failed = failed_today === 0 ? "" : `, ${count(failed_today)} failed`;
  return `${count(finished_hour)} in the last full hour, ${count(finished_today)} today${failed}`;
}

/** "$4.37 of $8.00", "$0.12", or why it cannot be told. */
export function costWords(usd: string, budgetUsd: string | null): string {
  return budgetUsd === null ? money(usd) : `${money(usd)} of ${money(budgetUsd)}`;
}

export function putBackWords(moved: number): string {
  if (moved === 0)
    return "No call was left to put back. Imported calls without a recording are imported again.";
  return `${count(moved)} ${moved === 1 ? "call is" : "calls are"} back in the queue.`;
}
