import { csvLine } from "../csv-line.ts";
import type { Db } from "../query.ts";
import { callBins } from "./overview.sql.ts";
import { narrowed, type OverviewFilter } from "./overview.ts";
import type { OverviewPeriod } from "./overview-period.ts";

const head = [
  "from_utc",
  "to_utc",
  "calls",
  "safe",
  "flagged",
  "in_progress",
  "flagged_share",
  "confirmed_usd",
];

/** The period's figures as CSV, a line a bin that had calls. The share is of judged calls, empty where none was. */
export async function exportOverview(
  db: Db,
  period: OverviewPeriod,
  filter: OverviewFilter,
): Promise<string> {
  const { fromUtc, toUtc, binMinutes } = period;
  const bins = await callBins.run(db, ...narrowed(filter, fromUtc, toUtc), binMinutes);
  const lines = bins.map(({ bin_utc, calls, safe, flagged, in_progress, confirmed_usd }) => {
    const judged = safe + flagged;
    return csvLine([
      bin_utc.toISOString(),
      new Date(bin_utc.getTime() + binMinutes * 60_000).toISOString(),
      calls,
      safe,
      flagged,
      in_progress,
      judged === 0 ? null : Math.round((flagged / judged) * 10_000) / 10_000,
      confirmed_usd,
    ]);
  });
  return csvLine(head) + lines.join("");
}
