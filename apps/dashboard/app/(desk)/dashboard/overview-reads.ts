import "server-only";
import { callTotals, failedReasons, laneBins, waiting } from "@callscript/core/desk/overview.sql.ts";
import { readSummary, readTraffic } from "@callscript/core/desk/overview.ts";
import type { OverviewPeriod } from "@callscript/core/desk/overview-period.ts";
import { laneStates } from "@callscript/core/desk/status.sql.ts";
import { cache } from "react";
import { database } from "../../../lib/database.ts";
import { filterOf, type OverviewUrl } from "./overview-url.ts";

/** What several parts of the page show is read once a request. */
export const summaryOf = cache((period: OverviewPeriod, url: OverviewUrl) =>
  readSummary(database(), period, filterOf(url)),
);

export const trafficOf = cache((period: OverviewPeriod, url: OverviewUrl) =>
  readTraffic(database(), period, filterOf(url)),
);

export const lanesNow = cache(async () => {
  const db = database();
  const [lanes, queues] = await Promise.all([laneStates.run(db), waiting.run(db)]);
  return { lanes, queues };
});

/** What lanes finished and what failed today, of all campaigns. */
export async function laneDay(today: OverviewPeriod) {
  const db = database();
  const { fromUtc, toUtc } = today;
  const [bins, reasons, [total]] = await Promise.all([
    laneBins.run(db, fromUtc, toUtc, 1_440),
    failedReasons.run(db, fromUtc),
    callTotals.run(db, "all", fromUtc, toUtc, null, null, null),
  ]);
  return {
    finished: new Map(bins.map(({ lane, finished }) => [lane, finished])),
    failed: { calls: total?.failed ?? 0, reasons },
  };
}
