import type { Db } from "../query.ts";
import { type Share, shareOf } from "../wilson-interval.ts";
import {
  type Cut,
  callBins,
  callTotals,
  closingToday,
  confirmedWindows,
  flagsByRule,
  installationFacts,
  publisherTotals,
} from "./overview.sql.ts";
import { daysBefore, type OverviewPeriod } from "./overview-period.ts";
import { fewCalls, largestRise, type TrafficBin, trafficSeries } from "./traffic-series.ts";

/** Whose calls are looked at; a null narrows nothing. */
export interface OverviewFilter {
  campaign: string | null;
  vertical: string | null;
  publisher: string | null;
}

/** The cut of the figures that answers for the filter, and, where asked, publisher by publisher. */
function cutOf({ campaign, vertical, publisher }: OverviewFilter, byPublisher = false): Cut {
  const ofCampaign = campaign !== null || vertical !== null;
  const ofPublisher = byPublisher || publisher !== null;
  if (ofCampaign) return ofPublisher ? "both" : "campaign";
  return ofPublisher ? "publisher" : "all";
}

export function narrowed(filter: OverviewFilter, fromUtc: Date, toUtc: Date, byPublisher = false) {
  const { campaign, vertical, publisher } = filter;
  return [cutOf(filter, byPublisher), fromUtc, toUtc, campaign, vertical, publisher] as const;
}

/** What the period came to, and what it is compared with: whole half hours of it with the same ones before. */
export async function readSummary(db: Db, period: OverviewPeriod, filter: OverviewFilter) {
  const { fromUtc, toUtc, wholeUntilUtc, shiftDays } = period;
  const totalsOf = (from: Date, to: Date) => callTotals.run(db, ...narrowed(filter, from, to));
  const windowCut = filter.publisher === null ? "campaign" : "both";
  const [, ...wholePeriod] = narrowed(filter, fromUtc, toUtc);
  const [[total], [sofar], [before], [month], [closing], [windows], [facts]] = await Promise.all([
    totalsOf(fromUtc, toUtc),
    totalsOf(fromUtc, wholeUntilUtc),
    totalsOf(daysBefore(fromUtc, shiftDays), daysBefore(wholeUntilUtc, shiftDays)),
    totalsOf(daysBefore(toUtc, 30), toUtc),
    closingToday.run(db, windowCut, filter.campaign, filter.vertical, filter.publisher),
    confirmedWindows.run(db, windowCut, ...wholePeriod),
    installationFacts.run(db),
  ]);
  if (!total || !sofar || !before || !month || !closing || !windows || !facts)
    throw new Error("the overview answered with nothing");
  return {
    total,
    closing,
    windows,
    facts,
    /** Share by which calls rose; null where there were none to compare with. */
    callsChange: before.calls === 0 ? null : sofar.calls / before.calls - 1,
    flaggedBefore: before.judged === 0 ? null : before.flagged / before.judged,
    flaggedOfMonth: month.judged === 0 ? null : month.flagged / month.judged,
  };
}
export type OverviewSummary = Awaited<ReturnType<typeof readSummary>>;

export interface Traffic {
  bins: readonly TrafficBin[];
  /** Revenue of calls confirmed bad, added up bin by bin. */
  confirmedUsd: readonly number[];
  rise: { bin: TrafficBin; publisher: string | null } | null;
}

/** The period's columns, with the largest rise of the flagged share and the publisher that most of its flags are of. */
export async function readTraffic(db: Db, period: OverviewPeriod, filter: OverviewFilter): Promise<Traffic> {
  const { fromUtc, toUtc, shiftDays, binMinutes } = period;
  const [current, shifted] = await Promise.all([
    callBins.run(db, ...narrowed(filter, fromUtc, toUtc), binMinutes),
    callBins.run(
      db,
      ...narrowed(filter, daysBefore(fromUtc, shiftDays), daysBefore(toUtc, shiftDays)),
      binMinutes,
    ),
  ]);
  const bins = trafficSeries(period, current, shifted);
  const top = largestRise(bins);
  const money = new Map(current.map((bin) => [bin.bin_utc.getTime(), Number(bin.confirmed_usd)]));
  let sum = 0;
  const confirmedUsd = bins.map(({ startUtc }) => {
    sum += money.get(startUtc.getTime()) ?? 0;
    return sum;
  });
  if (top === null) return { bins, confirmedUsd, rise: null };
  const end = new Date(top.startUtc.getTime() + binMinutes * 60_000);
  const ofBin = await publisherTotals.run(db, ...narrowed(filter, top.startUtc, end, true));
  const main = ofBin.reduce<(typeof ofBin)[number] | null>(
    (most, one) => (one.flagged > (most?.flagged ?? 0) ? one : most),
    null,
  );
  return { bins, confirmedUsd, rise: { bin: top, publisher: main?.publisher ?? null } };
}

/** The rules that flagged most. */
export function readRules(db: Db, { fromUtc, toUtc }: OverviewPeriod, filter: OverviewFilter) {
  return flagsByRule.run(db, ...narrowed(filter, fromUtc, toUtc));
}

export interface PublisherLine {
  publisher: string | null;
  calls: number;
  /** Flagged of judged, with Wilson's 95 % interval. */
  share: Share;
  standing: "above" | "usual" | "few";
}

/**
 * Publishers by how surely they are flagged more than others: those with few judged calls come last. `above`: the whole
 * interval lies above the mean of all.
 */
export async function readPublishers(
  db: Db,
  { fromUtc, toUtc }: OverviewPeriod,
  filter: OverviewFilter,
): Promise<{ lines: PublisherLine[]; mean: number | null }> {
  const rows = await publisherTotals.run(db, ...narrowed(filter, fromUtc, toUtc, true));
  const judged = rows.reduce((sum, row) => sum + row.judged, 0);
  const mean = judged === 0 ? null : rows.reduce((sum, row) => sum + row.flagged, 0) / judged;
  const lines = rows.map(({ publisher, calls, judged: of, flagged }): PublisherLine => {
    const share = shareOf(flagged, of);
    const isAbove = mean !== null && share.low !== null && share.low > mean;
    return { publisher, calls, share, standing: of < fewCalls ? "few" : isAbove ? "above" : "usual" };
  });
  const rank = (line: PublisherLine) => (line.standing === "few" ? -1 : (line.share.low ?? 0));
  return { lines: lines.sort((a, b) => rank(b) - rank(a) || b.calls - a.calls), mean };
}
