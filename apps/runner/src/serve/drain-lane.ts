import { recordLaneRun } from "@callscript/core/call-verbs.sql.ts";
import type { LaneReport, Log } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import { rescueCalls } from "@callscript/lanes/upkeep/rescue-calls.ts";
import type { ServedLane } from "./serve-lane.ts";

/**
 * Runs a lane until it claims nothing more, pauses or is told to stop; adds up what it did. Upkeep need not run beside it:
 * calls whose worker died are rescued before and after.
 */
export async function drainLane(
  { db, log }: { db: Db; log: Log },
  lane: ServedLane,
  signal: AbortSignal,
): Promise<LaneReport> {
  // Upkeep counts those that it rescues.
  const rescue = async () => (lane.name === "upkeep" ? 0 : await rescueCalls({ db, log }));
  const total: LaneReport = { lane: lane.name, claimed: 0, done: 0, failed: 0, more: false, paused: null };
  await rescue();
  for (;;) {
    const report = await lane.run(signal);
    total.claimed += report.claimed;
    total.done += report.done;
    total.failed += report.failed;
    total.paused = report.paused;
    if (signal.aborted || report.paused !== null) break;
    if (!report.more && (await rescue()) === 0) break;
  }
  await recordLaneRun.run(db, lane.name, JSON.stringify(total));
  return total;
}
