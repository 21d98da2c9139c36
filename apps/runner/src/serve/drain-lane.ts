import { recordLaneRun } from "@callscript/core/call-verbs.sql.ts";
import type { LaneReport } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import type { ServedLane } from "./serve-lane.ts";

/** Runs a lane until it claims nothing more, pauses or is told to stop; adds up what it did. */
export async function drainLane(db: Db, lane: ServedLane, signal: AbortSignal): Promise<LaneReport> {
  const total: LaneReport = { lane: lane.name, claimed: 0, done: 0, failed: 0, more: false, paused: null };
  for (;;) {
    const report = await lane.run(signal);
    total.claimed += report.claimed;
    total.done += report.done;
    total.failed += report.failed;
    total.paused = report.paused;
    if (signal.aborted || report.paused !== null || !report.more) break;
  }
  await recordLaneRun.run(db, lane.name, JSON.stringify(total));
  return total;
}
