import type { ClaimedCall } from "@callscript/core/call-verbs.sql.ts";
import { highestSeverity } from "@callscript/core/flag.ts";
import type { LaneReport, Verdict } from "@callscript/core/ports.ts";
import type { RuleSet } from "@callscript/core/rule.ts";
import { settleFailure } from "@callscript/core/settle-failure.ts";
import { storableJson } from "@callscript/core/storable-json.ts";
import { inSample } from "./in-sample.ts";
import type { JudgeLaneInput, JudgePorts } from "./judge.lane.ts";
import { finishJudge } from "./judge.sql.ts";
import { judgeOne } from "./judge-one.ts";
import type { Heard } from "./read-heard.ts";

/**
 * Judges one claimed call, writes what was found and adds to the lane's report. What went wrong is settled here; it
 * rejects only where that cannot be written.
 */
export async function judgeCall(
  { db, judge, log }: JudgePorts,
  { worker, signal, sampleShare = 0 }: JudgeLaneInput,
  {
    call,
    report,
    rulesOf,
    heard,
    notBegun,
  }: {
    call: ClaimedCall;
    report: LaneReport;
    rulesOf: (vertical: string, day: string) => Promise<RuleSet>;
    heard: Heard;
    /** The run ends: what is not begun goes back with its attempt. */
    notBegun: boolean;
  },
): Promise<void> {
  const settle = (error: unknown, stop: AbortSignal) =>
    settleFailure({ db, log }, { lane: "judge", worker, call, error, signal: stop });
  if (notBegun) return void (await settle(null, AbortSignal.abort()));
  try {
    const day = call.start_time_utc.toISOString().slice(0, 10);
    const rules = await rulesOf(call.vertical, day);
    const { verdict, answer } = await judgeOne(
      judge,
      {
        ...heard,
        id: call.id,
        purpose: "judge",
        vertical: call.vertical,
        day,
        segments: call.transcript_segments ?? [],
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
      reviewReason(verdict, call.id, sampleShare),
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
    const paused = await settle(error, signal);
    report.paused ??= paused;
  }
}

/** Of the calls that nothing speaks against, some are looked at by people: what is missed is measured by them. */
function reviewReason({ status, needsReview }: Verdict, call: string, share: number) {
  return needsReview ?? (status === "safe" && inSample(call, share) ? "sample" : null);
}
