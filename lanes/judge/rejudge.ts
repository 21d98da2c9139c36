import { pauseLane } from "@callscript/core/call-verbs.sql.ts";
import { failureOf } from "@callscript/core/failure.ts";
import { highestSeverity } from "@callscript/core/flag.ts";
import { keepLease } from "@callscript/core/keep-leases.ts";
import type { LaneReport } from "@callscript/core/ports.ts";
import { storableJson } from "@callscript/core/storable-json.ts";
import type { JudgeLaneInput, JudgePorts } from "./judge.lane.ts";
import { judgeOne } from "./judge-one.ts";
import { readHeard } from "./read-heard.ts";
import { readRules } from "./read-rules.ts";
import {
  type ClaimedRejudge,
  claimRejudges,
  failRejudge,
  finishRejudge,
  giveBackRejudge,
  renewRejudge,
  reportRejudgeOutage,
} from "./rejudge.sql.ts";

/**
 * Judges calls again that people asked for, side by side, newest call first and one claim at a time each, so that a fresh
 * call waits for the answers under way at most. The call never goes back through the queue: it gets a further judgement,
 * and what a person decided stands. Adds to the lane's report.
 */
export async function rejudgeCalls(
  ports: JudgePorts,
  input: JudgeLaneInput,
  {
    report,
    room,
    untilMs,
    concurrency,
  }: { report: LaneReport; room: number; untilMs: number; concurrency: number },
): Promise<void> {
  let left = room;
  let isDrained = false;
  const mayGoOn = () => !isDrained && report.paused === null && !input.signal.aborted;
  async function take(): Promise<void> {
    while (left > 0 && mayGoOn() && ports.clock.now().getTime() <= untilMs) {
      left -= 1;
      const [claimed] = await claimRejudges.run(ports.db, input.worker, 1);
      if (claimed === undefined) {
        isDrained = true;
        return;
      }
      report.claimed += 1;
      await rejudgeOne(ports, input, claimed, report);
    }
  }
  const takers = await Promise.allSettled(Array.from({ length: Math.min(concurrency, room) }, take));
  for (const taker of takers) if (taker.status === "rejected") throw taker.reason;
  if (mayGoOn()) report.more = true;
}

async function rejudgeOne(
  ports: JudgePorts,
  { worker, signal }: JudgeLaneInput,
  claimed: ClaimedRejudge,
  report: LaneReport,
): Promise<void> {
  const { db, judge, log } = ports;
  const lease = keepLease(log, worker, () => renewRejudge.run(db, claimed.request, worker, claimed.attempt));
  try {
    const day = claimed.start_time_utc.toISOString().slice(0, 10);
    const rules = await readRules(db, claimed.vertical, day);
    const heardOf = await readHeard(db, [claimed.id]);
    const { verdict, answer } = await judgeOne(
      judge,
      {
        ...heardOf(claimed.id),
        id: claimed.id,
        purpose: "rejudge",
        vertical: claimed.vertical,
        day,
        segments: claimed.transcript_segments,
        recordingSeconds: claimed.recording_seconds,
      },
      rules,
      signal,
    );
    const [finished] = await finishRejudge.run(
      db,
      claimed.request,
      worker,
      claimed.attempt,
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
      verdict.notApplicable,
      storableJson(verdict.doubts),
    );
    const outcome = finished?.outcome ?? null;
    if (outcome !== null) report.done += 1;
    log.info("call judged again", { call: claimed.id, attempt: claimed.attempt, outcome });
  } catch (error) {
    report.failed += 1;
    report.paused ??= await settle(ports, worker, claimed, error, signal);
  } finally {
    lease.stop();
  }
}

/** As `settleFailure` does with calls, on the request. Answers with the pause reason, if any. */
async function settle(
  { db, log }: JudgePorts,
  worker: string,
  { id, request, attempt }: ClaimedRejudge,
  error: unknown,
  signal: AbortSignal,
): Promise<string | null> {
  if (signal.aborted) {
    await giveBackRejudge.run(db, request, worker, attempt, "the worker is stopping");
    return null;
  }
  const failure = failureOf(error);
  const { kind, reason } = failure;
  log.warn("call not judged again", { call: id, attempt, failure: kind, reason });
  switch (failure.kind) {
    case "call": {
      const wait = failure.retryAfterSeconds ?? null;
      await failRejudge.run(db, request, worker, attempt, reason, wait, failure.final ?? false);
      return null;
    }
    case "transient":
      await reportRejudgeOutage.run(db, request, worker, attempt, reason, failure.retryAfterSeconds ?? null);
      return reason;
    case "lane":
      await giveBackRejudge.run(db, request, worker, attempt, reason);
      await pauseLane.run(db, "judge", failure.until === "midnight_utc" ? "budget" : "trouble", reason, null);
      return reason;
  }
}
