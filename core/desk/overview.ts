import type { Db } from "../query.ts";
import {
  type Cut,
  callBins,
  callTotals,
  closingToday,
  confirmedWindows,
  flagsByRule,
  installationFacts,
  judgedTotals,
  publisherTotals,
} from "./overview.sql.ts";
import { daysBefore, type OverviewPeriod } from "./overview-period.ts";
import { largestRise, type TrafficBin, trafficSeries } from "./traffic-series.ts";

/** Whose calls are looked at; a null narrows nothing. */
export interface OverviewFilter {
  campaign: string | null;
  vertical: string | null;
  publisher: string | null;
}

export type By = "publisher" | "campaign";

/** The cut of the figures that answers for the filter, and, where asked, publisher by publisher or campaign by campaign. */
function cutOf({ campaign, vertical, publisher }: OverviewFilter, by: By | null): Cut {
  const ofCampaign = by === "campaign" || campaign !== null || vertical !== null;
  const ofPublisher = by === "publisher" || publisher !== null;
  if (ofCampaign) return ofPublisher ? "both" : "campaign";
  return ofPublisher ? "publisher" : "all";
}

export function narrowed(filter: OverviewFilter, fromUtc: Date, toUtc: Date, by: By | null = null) {
  const { campaign, vertical, publisher } = filter;
  return [cutOf(filter, by), fromUtc, toUtc, campaign, vertical, publisher] as const;
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
    judgedTotals.run(db, ...narrowed(filter, daysBefore(toUtc, 30), toUtc)),
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
  const ofBin = await publisherTotals.run(db, ...narrowed(filter, top.startUtc, end, "publisher"));
  const main = ofBin.reduce<(typeof ofBin)[number] | null>(
    (most, one) => (one.flagged > (most?.flagged ?? 0) ? one : most),
    null,
  );
  return { bins, confirmedUsd, rise: { bin: top, publisher: main?.name ?? null } };
}

/** The rules that flagged most. */
export function readRules(db: Db, { fromUtc, toUtc }: OverviewPeriod, filter: OverviewFilter) {
  return flagsByRule.run(db, ...narrowed(filter, fromUtc, toUtc));
}
