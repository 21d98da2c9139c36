import type { Flag } from "@callscript/core/flag.ts";
import { addUsd, exceedsUsd, zeroUsd } from "@callscript/core/money.ts";
import type { Usd } from "@callscript/core/usd.ts";
import type { PastCall } from "./backtest.sql.ts";

/** A call that the draft judges otherwise. */
export interface ChangedCall {
  id: string;
  /** Ringba's id. */
  name: string;
  startTimeUtc: string;
  vertical: string;
  campaign: string | null;
  revenueUsd: Usd;
  /** What a person decided; null: nobody has. */
  verdict: "confirmed_bad" | "marked_safe" | null;
  before: string[];
  after: string[];
  /** Of the flag that came, or that went: what was said, or what was measured. */
  evidence: string | null;
  /** Seconds from the start of the recording; null where the transcript has no times. */
  start: number | null;
}

/** Of the judged calls those that people decided one way, and how many of these each set of rules flags. */
interface DecidedCalls {
  calls: number;
  flaggedBefore: number;
  flaggedAfter: number;
  noLongerFlagged: number;
  newlyFlagged: number;
}

export interface BacktestReport {
  judged: number;
  /** Of these, compared with the judgement that the call has; the others were judged by both sets of rules. */
  comparedWithStored: number;
  unjudged: { calls: number; reasons: string[] };
  flagged: { before: number; after: number };
  newlyFlagged: { calls: number; usd: Usd };
  noLongerFlagged: { calls: number; usd: Usd };
  /** Flagged by both, with other codes. */
  otherwiseFlagged: { calls: number; usd: Usd };
  /** Of the judged calls that people decided on. */
  people: {
    confirmedBad: DecidedCalls;
    markedSafe: DecidedCalls;
  };
  /** The changed calls, dearest first; the dearest alone where there are more than are kept. */
  changed: { newlyFlagged: ChangedCall[]; noLongerFlagged: ChangedCall[]; otherwiseFlagged: ChangedCall[] };
  spent: { tokensIn: number; tokensCached: number; tokensOut: number; usd: Usd };
  /** limit: the dollars that may be spent were; trouble: the judge cannot go on, `reason` says why. */
  ended: "finished" | "stopped" | "limit" | "trouble";
  reason: string | null;
}

const mostReasons = 5;
const mostEvidence = 200;

function noneDecided(): DecidedCalls {
  return { calls: 0, flaggedBefore: 0, flaggedAfter: 0, noLongerFlagged: 0, newlyFlagged: 0 };
}

export function emptyReport(): BacktestReport {
  return {
    judged: 0,
    comparedWithStored: 0,
    unjudged: { calls: 0, reasons: [] },
    flagged: { before: 0, after: 0 },
    newlyFlagged: { calls: 0, usd: zeroUsd },
    noLongerFlagged: { calls: 0, usd: zeroUsd },
    otherwiseFlagged: { calls: 0, usd: zeroUsd },
    people: {
      confirmedBad: noneDecided(),
      markedSafe: noneDecided(),
    },
    changed: { newlyFlagged: [], noLongerFlagged: [], otherwiseFlagged: [] },
    spent: { tokensIn: 0, tokensCached: 0, tokensOut: 0, usd: zeroUsd },
    ended: "finished",
    reason: null,
  };
}

/** Counts one call's two findings in; of the changed calls the `keep` dearest of each kind are kept. */
export function countCall(
  report: BacktestReport,
  call: PastCall,
  { before, after }: { before: readonly Flag[]; after: readonly Flag[] },
  keep: number,
): void {
  report.judged += 1;
  if (before.length > 0) report.flagged.before += 1;
  if (after.length > 0) report.flagged.after += 1;
  const kind = kindOf(before, after);
  const people =
    call.verdict === null
      ? null
      : report.people[call.verdict === "confirmed_bad" ? "confirmedBad" : "markedSafe"];
  if (people) {
    people.calls += 1;
    if (before.length > 0) people.flaggedBefore += 1;
    if (after.length > 0) people.flaggedAfter += 1;
  }
  if (kind === null) return;
  if (people && kind !== "otherwiseFlagged") people[kind] += 1;
  report[kind].calls += 1;
  report[kind].usd = addUsd(report[kind].usd, call.revenue);
  const list = report.changed[kind];
  list.push(changedCall(call, before, after));
  // Sorted now and then: memory stays that of twice the calls that are kept.
  if (list.length >= 2 * keep) keepDearest(list, keep);
}

/** Puts the changed calls in order and drops what is not kept. */
export function closeReport(report: BacktestReport, keep: number): BacktestReport {
  for (const list of Object.values(report.changed)) keepDearest(list, keep);
  return report;
}

export function countUnjudged({ unjudged }: BacktestReport, reason: string): void {
  unjudged.calls += 1;
  if (unjudged.reasons.length < mostReasons && !unjudged.reasons.includes(reason))
    unjudged.reasons.push(reason);
}

type Kind = keyof BacktestReport["changed"];

function kindOf(before: readonly Flag[], after: readonly Flag[]): Kind | null {
  if (before.length === 0) return after.length === 0 ? null : "newlyFlagged";
  if (after.length === 0) return "noLongerFlagged";
  return codesOf(before).join() === codesOf(after).join() ? null : "otherwiseFlagged";
}

function changedCall(call: PastCall, before: readonly Flag[], after: readonly Flag[]): ChangedCall {
  const [was, is] = [codesOf(before), codesOf(after)];
  const came = after.filter(({ code }) => !was.includes(code));
  const went = before.filter(({ code }) => !is.includes(code));
  const flag = (came.length > 0 ? came : went).toSorted((a, b) => b.severity - a.severity)[0];
  return {
    id: call.id,
    name: call.name,
    startTimeUtc: call.start_time_utc.toISOString(),
    vertical: call.vertical,
    campaign: call.campaign,
    revenueUsd: call.revenue,
    verdict: call.verdict,
    before: was,
    after: is,
    evidence: flag ? (flag.quote ?? flag.reason).slice(0, mostEvidence) : null,
    start: flag?.start ?? null,
  };
}

function codesOf(flags: readonly Flag[]): string[] {
  return [...new Set(flags.map(({ code }) => code))].sort();
}

function keepDearest(list: ChangedCall[], keep: number): void {
  list.sort((a, b) => {
    if (exceedsUsd(a.revenueUsd, b.revenueUsd)) return -1;
    if (exceedsUsd(b.revenueUsd, a.revenueUsd)) return 1;
    return a.startTimeUtc < b.startTimeUtc ? 1 : -1;
  });
  list.length = Math.min(list.length, keep);
}
