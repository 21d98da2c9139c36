import type { OverviewRange } from "@callscript/core/desk/overview-period.ts";
import { count, countWord, day, money, time } from "../../../lib/format.ts";

export interface HeadlineInput {
  range: OverviewRange;
  calls: number;
  flagged: number;
  to_review: number;
  confirmed: number;
  confirmed_usd: string;
  at_stake_usd: string;
  ai_usd: string;
  /** Windows that close before midnight. */
  closing: number;
  lastCallUtc: Date | null;
  isIngestRunning: boolean;
  paused: { lane: string; waiting: number } | null;
}

const periods = { today: "today", "7d": "in 7 days", "30d": "in 30 days" } as const;

/** The one sentence that an owner reads, and what stands under it. */
export function headline(input: HeadlineInput): { lead: string; rest: string } {
  const period = periods[input.range];
  const rest = restOf(input);
  if (input.paused !== null) {
    const { lane, waiting } = input.paused;
    const waits =
      waiting === 1
        ? "1 call waits and keeps its place"
        : `${count(waiting)} calls wait and keep their place`;
    return {
      lead: `${lane.charAt(0).toUpperCase()}${lane.slice(1)} is paused; ${waits}.`,
      rest,
    };
  }
  if (input.calls === 0) return { lead: noCalls(input, period), rest: input.to_review > 0 ? rest : "" };
  const ai = `${money(input.ai_usd)} of AI`;
  if (input.confirmed > 0 && Number(input.confirmed_usd) === 0)
    return { lead: `${counted(input.confirmed)} confirmed bad ${period}, without revenue, for ${ai}.`, rest };
  if (input.confirmed > 0)
    return {
      lead: `${money(input.confirmed_usd, { sum: true })} confirmed for refund ${period}, for ${ai}.`,
      rest,
    };
  if (input.flagged === 0)
    return {
      lead: `${counted(input.calls)} in ${period}, none flagged, for ${ai}.`,
      rest: closingWords(input),
    };
  const flagged = `${counted(input.flagged)} flagged ${period}`;
  return {
    lead:
      input.to_review >= input.flagged ? `${flagged}, none reviewed yet.` : `${flagged}, none confirmed bad.`,
    rest,
  };
}

function noCalls({ range, lastCallUtc, isIngestRunning }: HeadlineInput, period: string): string {
  if (lastCallUtc === null) return "No calls yet.";
  const since = range === "today" ? `No calls ${period} so far` : `No calls ${period}`;
  const last = `the last one began on ${day(lastCallUtc)} at ${time(lastCallUtc)} UTC`;
  return isIngestRunning ? `${since}: ${last}, and ingest runs.` : `${since}: ${last}.`;
}

function restOf(input: HeadlineInput): string {
  const { calls, flagged, to_review, at_stake_usd } = input;
  const review =
    to_review === 0
      ? "nothing left to review"
      : `${count(to_review)} still to review with ${money(at_stake_usd, { sum: true })} at stake`;
  return [`${counted(calls)} in, ${count(flagged)} flagged, ${review}.`, closingWords(input)]
    .filter(Boolean)
    .join(" ");
}

function closingWords({ closing }: HeadlineInput): string {
  if (closing === 0) return "";
  return `${countWord(closing)} refund ${closing === 1 ? "window closes" : "windows close"} before midnight UTC.`;
}

function counted(calls: number): string {
  return `${count(calls)} ${calls === 1 ? "call" : "calls"}`;
}
