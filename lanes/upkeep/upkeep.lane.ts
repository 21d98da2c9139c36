import { failureOf } from "@callscript/core/failure.ts";
import type { Alerter, Clock, LaneReport, Log } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import { refreshFigureTables } from "./refresh-figures.ts";
import { rescueBatch, rescueCalls } from "./rescue-calls.ts";
import { sendAlertTests } from "./send-alert-tests.ts";
import { watchdog } from "./watchdog.ts";

/** Which alerts were sent and are not over; held by whoever runs the lane, so that each is told once. */
export interface WatchdogMemory {
  readonly told: Set<string>;
}

export function createWatchdogMemory(): WatchdogMemory {
  return { told: new Set() };
}

export interface UpkeepOptions {
  memory: WatchdogMemory;
  signal: AbortSignal;
  budgetMs?: number;
  /** Minutes from hang-up to a finished call, after which people are told. */
  promiseMinutes?: number;
}

/**
 * The duties that no lane owns: returns calls whose worker died, counts the dashboard's figures again where calls changed,
 * and tells people what is wrong, each thing once until it is over. An alert that cannot be sent is logged and tried on the
 * next run; it stops nothing.
 */
export async function upkeepLane(
  { db, alerter, clock, log }: { db: Db; alerter: Alerter; clock: Clock; log: Log },
  { memory, signal, budgetMs = 15_000, promiseMinutes = 15 }: UpkeepOptions,
): Promise<LaneReport> {
  const endMs = clock.now().getTime() + budgetMs;
  const report: LaneReport = { lane: "upkeep", claimed: 0, done: 0, failed: 0, more: false, paused: null };
  for (;;) {
    const rescued = await rescueCalls({ db, log });
    report.claimed += rescued;
    report.done += rescued;
    if (rescued < rescueBatch) break;
    report.more = signal.aborted || clock.now().getTime() >= endMs;
    if (report.more) break;
  }
  if (signal.aborted) return { ...report, more: false };
  await refreshFigureTables(db, { nowMs: () => clock.now().getTime(), endMs, signal });
  if (signal.aborted) return { ...report, more: false };
  await sendAlertTests({ db, alerter });

  const wrong = await watchdog(db, { promiseMinutes });
  const keys = new Set(wrong.map((alert) => alert.key));
  for (const key of memory.told) if (!keys.has(key)) memory.told.delete(key);
  for (const alert of wrong) {
    if (memory.told.has(alert.key)) continue;
    try {
      await alerter.send(alert);
      memory.told.add(alert.key);
    } catch (error) {
      report.failed += 1;
      log.warn("alert not sent", { key: alert.key, reason: failureOf(error).reason });
    }
  }
  return report;
}
