import type { LaneName } from "@callscript/core/call-state.ts";
import { recordLaneRun } from "@callscript/core/call-verbs.sql.ts";
import { failureOf } from "@callscript/core/failure.ts";
import type { LaneReport, Log } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import type { WaitedFor, WakeUp } from "./wake-up.ts";

export interface ServedLane {
  name: LaneName;
  beatMs: number;
  wakesOn: readonly WaitedFor[];
  /** Woken, it starts at most so often: what comes meanwhile is done together. */
  leastBetweenMs?: number;
  run(signal: AbortSignal): Promise<LaneReport>;
}

/** How long a lane sleeps at most while it is paused or the database is gone, so that it goes on soon after. */
const troubledSleepMs = 15_000;

/**
 * Runs a lane until the signal aborts: at once while there is more, else on NOTIFY or on its beat. A database that
 * is full, gone or restarting is waited for; `onTrouble` may bring it back.
 */
export async function serveLane(
  lane: ServedLane,
  {
    db,
    log,
    wakeUp,
    signal,
    onTrouble,
  }: { db: Db; log: Log; wakeUp: WakeUp; signal: AbortSignal; onTrouble(): Promise<void> },
): Promise<void> {
  let troubles = 0;
  let recordedAtMs = 0;
  while (!signal.aborted) {
    let sleepMs = lane.beatMs;
    const startedAtMs = Date.now();
    // A call that arrives while the lane runs, after its last claim, is not slept over.
    const since = wakeUp.latest();
    try {
      const report = await lane.run(signal);
      if (report.claimed > 0 || Date.now() - recordedAtMs > 15_000) {
        await recordLaneRun.run(db, lane.name, JSON.stringify(report));
        recordedAtMs = Date.now();
      }
      if (report.claimed > 0) log.info("lane ran", { ...report });
      troubles = 0;
      if (report.paused !== null) sleepMs = Math.min(sleepMs, troubledSleepMs);
      else if (report.more) sleepMs = 0;
    } catch (error) {
      if (signal.aborted) return;
      const failure = failureOf(error);
      log.error("lane waits", { lane: lane.name, failure: failure.kind, reason: failure.reason });
      await onTrouble();
      troubles += 1;
      sleepMs = Math.min(troubledSleepMs, 500 * 2 ** troubles);
    }
    if (sleepMs > 0) await wakeUp.wait(troubles === 0 ? lane.wakesOn : [], sleepMs, signal, since);
    const { leastBetweenMs = 0 } = lane;
    const restMs = Math.min(leastBetweenMs, startedAtMs + leastBetweenMs - Date.now());
    if (sleepMs > 0 && restMs > 0) await wakeUp.wait([], restMs, signal);
  }
}
