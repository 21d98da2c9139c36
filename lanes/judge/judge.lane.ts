import { type ClaimedCall, claimCalls, lanePause, pauseLane } from "@callscript/core/call-verbs.sql.ts";
import { highestSeverity } from "@callscript/core/flag.ts";
import { keepLeases } from "@callscript/core/keep-leases.ts";
import type { Usd } from "@callscript/core/money.ts";
import type { Clock, Judge, LaneReport, Log } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import { settleFailure } from "@callscript/core/settle-failure.ts";
import { storableJson } from "@callscript/core/storable-json.ts";
import { finishJudge, resumeWithinBudget, spentToday } from "./judge.sql.ts";
import { judgeOne } from "./judge-one.ts";
import { readRules } from "./read-rules.ts";
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
  /** The lane pauses until 00:00 UTC once the day's judgements have cost this much. */
  dailyBudgetUsd: Usd;
}

/** Lane 4: transcribed -> flagged | safe. What is left of a run goes to calls that people want judged again. */
export async function judgeLane(ports: JudgePorts, input: JudgeLaneInput): Promise<LaneReport> {
  const { db, clock } = ports;
  const { worker, batch, budgetMs, signal } = input;
  const report: LaneReport = { lane: "judge", claimed: 0, done: 0, failed: 0, more: false, paused: null };
  const [spent] = await spentToday.run(db, input.dailyBudgetUsd);
  if (spent?.used_up) {
    report.paused = `the day's budget of $${input.dailyBudgetUsd} is used up ($${spent.usd})`;
    await pauseLane.run(db, "judge", "budget", report.paused, null);
    return report;
  }
  await resumeWithinBudget.run(db);
  const untilMs = clock.now().getTime() + budgetMs;
  // Without a fresh call the probe of a paused lane is left to a call that is judged again.
  const [fresh] = await freshCallWaits.run(db);
  const calls = fresh?.waits === true ? await claimCalls.run(db, "judge", worker, batch) : [];
  report.claimed = calls.length;
  report.more = calls.length === batch;
  const leases = keepLeases(
    ports,
    worker,
    calls.map((call) => call.id),
  );
  try {
    for (const call of calls) {
      const outOfTime = signal.aborted || report.paused !== null || clock.now().getTime() > untilMs;
      await judgeClaimed(ports, input, call, report, outOfTime);
      leases.release(call.id);
    }
  } finally {
    leases.stop();
  }
  await rejudgeCalls(ports, input, { report, room: batch - calls.length, untilMs });
  if (report.claimed === 0) report.paused ??= (await lanePause.run(db, "judge"))[0]?.reason ?? null;
  return report;
}

async function judgeClaimed(
  { db, judge, log }: JudgePorts,
  { worker, signal }: JudgeLaneInput,
  call: ClaimedCall,
  report: LaneReport,
  outOfTime: boolean,
): Promise<void> {
  try {
    // Aborted on purpose: what is not begun goes back with its attempt.
    if (outOfTime)
      return void (await settleFailure(
        { db, log },
        { lane: "judge", worker, call, error: null, signal: AbortSignal.abort() },
      ));
    const day = call.start_time_utc.toISOString().slice(0, 10);
    const rules = await readRules(db, call.vertical, day);
    const { verdict, answer } = await judgeOne(
      judge,
      {
        id: call.id,
        purpose: "judge",
        vertical: call.vertical,
        day,
        segments: call.transcript_segments ?? [],
        words: [],
        peaks: null,
        earlierCalls: [],
        recordingSeconds: call.recording_seconds,
      },
      rules,
      signal,
    );
    const [done] = await finishJudge.run(
      db,
      call.id,
      worker,
      call.attempt,
      verdict.status,
      storableJson(verdict.flags),
      highestSeverity(verdict.flags),
      verdict.needsReview,
      rules.version,
      answer?.model ?? "facts",
      verdict.asked,
      answer?.tokensIn ?? 0,
      answer?.tokensCached ?? 0,
      answer?.tokensOut ?? 0,
      answer?.costUsd ?? "0",
    );
    if (done?.written) report.done += 1;
    log.info("call judged", {
      call: call.id,
      attempt: call.attempt,
      finding: verdict.status,
      flags: verdict.flags.length,
      written: done?.written ?? false,
    });
  } catch (error) {
    report.failed += 1;
    const paused = await settleFailure({ db, log }, { lane: "judge", worker, call, error, signal });
    report.paused ??= paused;
  }
}
