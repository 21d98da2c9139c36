import type { Db } from "../query.ts";
import { type Share, shareOf } from "../wilson-interval.ts";
import { campaignTotals, publisherTotals } from "./overview.sql.ts";
import { type By, narrowed, type OverviewFilter } from "./overview.ts";
import type { OverviewPeriod } from "./overview-period.ts";
import { fewCalls } from "./traffic-series.ts";

export interface FlagRate {
  /** The publisher, or the campaign's id; null: of calls that name none. */
  id: string | null;
  name: string | null;
  calls: number;
  /** Flagged of judged, with Wilson's 95 % interval. */
  share: Share;
  standing: "above" | "usual" | "few";
}

/**
 * Publishers or campaigns by how surely they are flagged more than others: those with few judged calls come last. `above`:
 * the whole interval lies above the mean of all.
 */
export async function readFlagRates(
  db: Db,
  { fromUtc, toUtc }: OverviewPeriod,
  filter: OverviewFilter,
  by: By,
): Promise<{ rates: FlagRate[]; mean: number | null }> {
  const totals = by === "publisher" ? publisherTotals : campaignTotals;
  const rows = await totals.run(db, ...narrowed(filter, fromUtc, toUtc, by));
  const judged = rows.reduce((sum, row) => sum + row.judged, 0);
  const mean = judged === 0 ? null : rows.reduce((sum, row) => sum + row.flagged, 0) / judged;
  const rates = rows.map(({ id, name, calls, judged: of, flagged }): FlagRate => {
    const share = shareOf(flagged, of);
    const isAbove = mean !== null && share.low !== null && share.low > mean;
    return { id, name, calls, share, standing: of < fewCalls ? "few" : isAbove ? "above" : "usual" };
  });
  const rank = (rate: FlagRate) => (rate.standing === "few" ? -1 : (rate.share.low ?? 0));
  return { rates: rates.sort((a, b) => rank(b) - rank(a) || b.calls - a.calls), mean };
}
