import { laneFailure, transient } from "@callscript/core/failure.ts";
import { z } from "zod";
import { mostCalls, readReport } from "./call-log-report.ts";
import type { RingbaAnswer, RingbaRequest } from "./ringba-request.ts";

const mostGroups = 1000;
const Group = z.looseObject({ callCount: z.coerce.number().int().nonnegative() });

/**
 * How many calls began in the window, by the account's insights, added up over its campaigns.
 * @throws PortError as `ask`; `lane` where the account may not be asked this or has more groups than an answer holds.
 */
export async function countCalls(
  ask: (request: RingbaRequest) => Promise<RingbaAnswer>,
  { fromUtc, toUtc }: { fromUtc: Date; toUtc: Date },
): Promise<number> {
  const body = JSON.stringify({
    reportStart: fromUtc.toISOString(),
    reportEnd: toUtc.toISOString(),
    groupByColumns: [{ column: "campaignId", displayName: "Campaign" }],
    valueColumns: [{ column: "callCount", aggregateFunction: null }],
    orderByColumns: [{ column: "callCount", direction: "desc" }],
    formatTimespans: false,
    formatPercentages: false,
    generateRollups: false,
    maxResultsPerGroup: mostGroups,
    filters: [],
    formatTimeZone: "UTC",
  });
  const answer = await ask({ method: "POST", path: "insights", body });
  if (!answer.ok) throw laneFailure(`Ringba refused to count calls: ${answer.refused}`);
  const { records } = readReport(answer.json);
  const groups = z.array(Group).safeParse(records);
  if (!groups.success) throw transient("Ringba's counts cannot be read");
  if (records.length >= mostGroups) throw laneFailure("Ringba's counts have too many campaigns to add up");
  const calls = groups.data.reduce((sum, group) => sum + group.callCount, 0);
  if (calls > mostCalls) throw transient("Ringba's counts cannot be read: they are too large");
  return calls;
}
