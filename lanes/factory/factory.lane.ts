import { type ClaimedCall, claimCalls, lanePause, pauseLane } from "@callscript/core/call-verbs.sql.ts";
import { callFailure } from "@callscript/core/failure.ts";
import { keepLeases } from "@callscript/core/keep-leases.ts";
import { maskTranscript } from "@callscript/core/mask-sensitive/mask-transcript.ts";
import type {
  AudioStore,
  Clock,
  LaneReport,
  Log,
  SpeechEngine,
  Transcription,
} from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import { settleFailure } from "@callscript/core/settle-failure.ts";
import { storableJson } from "@callscript/core/storable-json.ts";
import { transcriptText } from "@callscript/core/transcript.ts";
import { finishFactory, resumeWithModel } from "./factory.sql.ts";

export interface FactoryPorts {
  db: Db;
  store: AudioStore;
  speech: SpeechEngine;
  clock: Clock;
  log: Log;
}

export interface FactoryLaneInput {
  worker: string;
  batch: number;
  budgetMs: number;
  signal: AbortSignal;
  /** Who is on the left and on the right of a stereo recording. */
  stereoRoles: readonly [string, string];
}

/** How every reason for want of a model begins, so that its coming ends the pause. */
const noModel = "speech: ";

/** Lane 3: downloaded -> processing -> transcribed. */
export async function factoryLane(ports: FactoryPorts, input: FactoryLaneInput): Promise<LaneReport> {
  const { db, speech, clock } = ports;
  const { worker, batch, budgetMs, signal } = input;
  const report: LaneReport = { lane: "factory", claimed: 0, done: 0, failed: 0, more: false, paused: null };
  const engine = await speech.probe();
  if (!engine.ready) {
    report.paused = `${noModel}${engine.reason}`;
    await pauseLane.run(db, "factory", "trouble", report.paused, null);
    return report;
  }
  await resumeWithModel.run(db, `${noModel}%`);
  const until = clock.now().getTime() + budgetMs;
  const calls = await claimCalls.run(db, "factory", worker, batch);
  if (calls.length === 0) report.paused = (await lanePause.run(db, "factory"))[0]?.reason ?? null;
  report.claimed = calls.length;
  report.more = calls.length === batch;
  const leases = keepLeases(
    ports,
    worker,
    calls.map((call) => call.id),
  );
  try {
    for (const call of calls) {
      const begin = !signal.aborted && report.paused === null && clock.now().getTime() <= until;
      await transcribeClaimed(ports, input, call, report, begin ? signal : AbortSignal.abort());
      leases.release(call.id);
    }
  } finally {
    leases.stop();
  }
  return report;
}

async function transcribeClaimed(
  { db, store, speech, log }: FactoryPorts,
  { worker, stereoRoles }: FactoryLaneInput,
  call: ClaimedCall,
  report: LaneReport,
  signal: AbortSignal,
): Promise<void> {
  try {
    signal.throwIfAborted();
    if (call.storage_path === null)
      throw callFailure("the call has no recording in the vault", { final: true });
    const recording = await store.read(call.storage_path, { start: 0, end: null });
    const heard = maskTranscript(await speech.transcribe(recording, { stereoRoles, signal }));
    const written = await finishFactory.run(db, worker, storableJson([resultOf(call, heard)]));
    if (written.length > 0) report.done += 1;
    log.info("call transcribed", {
      call: call.id,
      attempt: call.attempt,
      turns: heard.segments.length,
      masked: heard.masked,
      seconds: heard.facts.seconds,
      computeSeconds: heard.computeSeconds,
      model: heard.model,
      written: written.length > 0,
    });
  } catch (error) {
    report.failed += signal.aborted ? 0 : 1;
    const paused = await settleFailure({ db, log }, { lane: "factory", worker, call, error, signal });
    report.paused ??= paused;
  }
}

/** What `core.finish_factory` takes for one call. */
function resultOf(call: ClaimedCall, heard: Transcription) {
  return {
    call: call.id,
    attempt: call.attempt,
    text: transcriptText(heard.segments),
    segments: heard.segments,
    words: heard.words.length === 0 ? null : heard.words,
    facts: heard.facts,
    peaks: heard.peaks,
    model: heard.model,
    stand_in: heard.standIn,
    compute_seconds: heard.computeSeconds,
    cost_usd: heard.costUsd,
  };
}
