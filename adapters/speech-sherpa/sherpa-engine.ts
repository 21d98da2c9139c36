import { laneFailure } from "@callscript/core/failure.ts";
import { maxRecordingBytes } from "@callscript/core/keep-recording.ts";
import { usdForSeconds } from "@callscript/core/money.ts";
import type { Log, SpeechEngine } from "@callscript/core/ports.ts";
import type { Usd } from "@callscript/core/usd.ts";
import { readWhole } from "../audio/read-whole.ts";
import { findModel } from "./model-files.ts";
import { type SpeechChild, startSpeechChild } from "./speech-child.ts";

export interface SherpaOptions {
  /** The folder of the model's files (README.md here names them). */
  modelDir: string;
  /** true in the demo and in tests only: stand-in models invent words for real speech. */
  allowStandIn: boolean;
  /** How many processes stay loaded between calls. Each call has one to itself: who calls limits how many at a time. */
  workers: number;
  /** The child's entry: dist/speech-child.mjs, or child.ts in development. */
  childPath: string;
  timeoutSeconds?: number;
  /** What an hour of one core of this machine costs; null: not known. */
  usdPerHour?: Usd | null;
  log: Log;
}

/** A child is replaced after so many calls or at this size: native arenas grow and are not given back. */
const recycleAfterJobs = 500;
const recycleAtBytes = 3 * 2 ** 30;
/** A second of work is allowed for so many bytes: twice the length of an MP3 of 32 kbit/s. */
const bytesPerSecond = 2_000;

/** Speech to text on this machine: sherpa-onnx in forked children. */
export function createSherpaEngine({
  modelDir,
  allowStandIn,
  workers,
  childPath,
  timeoutSeconds = 120,
  usdPerHour = null,
  log,
}: SherpaOptions): SpeechEngine {
  const idle: { child: SpeechChild; model: string }[] = [];
  const all = new Set<SpeechChild>();
  let closed = false;

  const end = (child: SpeechChild) => {
    child.kill();
    all.delete(child);
  };
  /** A child that has this model loaded, else a new one: whose files were changed starts again. */
  const take = (model: string): SpeechChild => {
    for (let ready = idle.pop(); ready; ready = idle.pop()) {
      if (ready.child.isAlive() && ready.model === model) return ready.child;
      end(ready.child);
    }
    const child = startSpeechChild(childPath);
    all.add(child);
    return child;
  };
  const giveBack = (child: SpeechChild, model: string, rssBytes: number) => {
    const isSpent = !child.isAlive() || child.jobs() >= recycleAfterJobs || rssBytes > recycleAtBytes;
    if (closed || isSpent || idle.length >= workers) end(child);
    else idle.push({ child, model });
  };

  return {
    async probe() {
      const model = findModel(modelDir, { allowStandIn });
      return model.ready
        ? { ready: true, model: `sherpa/${model.files.id}`, standIn: model.files.standIn }
        : model;
    },
    async transcribe(recording, { stereoRoles, signal }) {
      const model = findModel(modelDir, { allowStandIn });
      if (!model.ready) {
        await recording.cancel();
        throw laneFailure(model.reason);
      }
      const bytes = await readWhole(recording, maxRecordingBytes);
      const timeoutMs = 1000 * Math.max(timeoutSeconds, bytes.length / bytesPerSecond);
      const loaded = JSON.stringify(model.files);
      const child = take(loaded);
      let rssBytes = 0;
      try {
        const answer = await child.run({ model: model.files, bytes, stereoRoles }, { timeoutMs, signal });
        rssBytes = answer.rssBytes;
        const computeSeconds = Math.round(answer.computeSeconds * 1000) / 1000;
        return {
          ...answer.heard,
          model: `sherpa/${model.files.id}`,
          standIn: model.files.standIn,
          costUsd: usdPerHour === null ? null : usdForSeconds(computeSeconds, usdPerHour),
          computeSeconds,
        };
      } catch (error) {
        log.warn("speech child failed", { alive: child.isAlive(), jobs: child.jobs() });
        throw error;
      } finally {
        giveBack(child, loaded, rssBytes);
      }
    },
    async close() {
      closed = true;
      for (const child of all) child.kill();
      all.clear();
    },
  };
}
