import { type ClaimedCall, claimCalls, lanePause } from "@callscript/core/call-verbs.sql.ts";
import { resumeWithinBudget } from "@callscript/core/judge-purse.sql.ts";
import { keepLeases } from "@callscript/core/keep-leases.ts";
import type { Clock, Judge, LaneReport, Log } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import type { Usd } from "@callscript/core/usd.ts";
import { judgeCall } from "./judge-call.ts";
import { readHeard } from "./read-heard.ts";
import { rulesReader } from "./read-rules.ts";
import { freshCallWaits } from "./rejudge.sql.ts";
import { rejudgeCalls } from "./rejudge.ts";

export interface JudgePorts {
  db: Db;
  judge: Judge;
  clock: Clock;
  log: Log;
}

export interface JudgeLaneInput {
  worker: string;
  batch: number;
  budgetMs: number;
  signal: AbortSignal;
  /** The purse's: a lane that paused for want of dollars goes on where this is more than what was used up. */
  dailyBudgetUsd: Usd;
  /** Calls judged side by side: 8 unless it says otherwise. A model thinks for seconds. */
  concurrency?: number;
  /** Of the calls that nothing speaks against, the share that people look at all the same (0 to 1): none unless given. */
  sampleShare?: number;
}

/** Lane 4: transcribed -> flagged | safe. What is left of a run goes to calls that people want judged again. */
export async function judgeLane(ports: JudgePorts, input: JudgeLaneInput): Promise<LaneReport> {
  const { db, clock } = ports;
  const { worker, batch, budgetMs, signal, concurrency = 8 } = input;
  const report: LaneReport = { lane: "judge", claimed: 0, done: 0, failed: 0, more: false, paused: null };
  await resumeWithinBudget.run(db, input.dailyBudgetUsd);
  const untilMs = clock.now().getTime() + budgetMs;
  // Without a fresh call the probe of a paused lane is left to a call that is judged again.
  const [fresh] = await freshCallWaits.run(db);
  const calls = fresh?.waits === true ? await claimCalls.run(db, "judge", worker, batch) : [];
  report.claimed = calls.length;
  report.more = calls.length === batch;
  await judgeClaimed(ports, input, { calls, report, untilMs, concurrency });
  await rejudgeCalls(ports, input, { report, room: batch - calls.length, untilMs, concurrency });
  if (report.claimed === 0) report.paused ??= (await lanePause.run(db, "judge"))[0]?.reason ?? null;
  if (signal.aborted) report.more = false;
  return report;
}

async function judgeClaimed(
  ports: JudgePorts,
  input: JudgeLaneInput,
  {
    calls,
    report,
    untilMs,
    concurrency,
  }: { calls: readonly ClaimedCall[]; report: LaneReport; untilMs: number; concurrency: number },
): Promise<void> {
  const ids = calls.map((call) => call.id);
  const leases = keepLeases(ports, input.worker, ids);
  const rulesOf = rulesReader(ports.db);
  const queue = calls.values();
  async function take(heardOf: Awaited<ReturnType<typeof readHeard>>): Promise<void> {
    for (const call of queue) {
      const { signal } = input;
      const notBegun = signal.aborted || report.paused !== null || ports.clock.now().getTime() > untilMs;
      await judgeCall(ports, input, { call, report, rulesOf, heard: heardOf(call.id), notBegun });
      leases.release(call.id);
    }
  }
  try {
    const heardOf = await readHeard(ports.db, ids);
    const takers = await Promise.allSettled(Array.from({ length: concurrency }, () => take(heardOf)));
    for (const taker of takers) if (taker.status === "rejected") throw taker.reason;
  } finally {
    leases.stop();
  }
}
