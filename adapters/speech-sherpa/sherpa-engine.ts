import { laneFailure } from "@callscript/core/failure.ts";
import { maxRecordingBytes } from "@callscript/core/keep-recording.ts";
import type { Log, SpeechEngine } from "@callscript/core/ports.ts";
import { readWhole } from "../audio/read-whole.ts";
import { findModel } from "./model-files.ts";
import { type SpeechChild, startSpeechChild } from "./speech-child.ts";

export interface SherpaOptions {
  /** The folder of the model's files (README.md here names them). */
  modelDir: string;
  /** true in the demo and in tests only: stand-in models invent words for real speech. */
  allowStandIn: boolean;
  /** How many calls are transcribed at a time, each in a process of its own. */
  workers: number;
  /** The child's entry: dist/speech-child.mjs, or child.ts in development. */
  childPath: string;
  timeoutSeconds?: number;
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
  log,
}: SherpaOptions): SpeechEngine {
  const idle: SpeechChild[] = [];
  const all = new Set<SpeechChild>();
  const waiting: ((child: SpeechChild) => void)[] = [];
  let closed = false;

  const fresh = () => {
    const child = startSpeechChild(childPath);
    all.add(child);
    return child;
  };
  const take = (): Promise<SpeechChild> => {
    const ready = idle.pop();
    if (ready?.isAlive()) return Promise.resolve(ready);
    if (ready) all.delete(ready);
    if (all.size < workers) return Promise.resolve(fresh());
    return new Promise((resolve) => waiting.push(resolve));
  };
  const giveBack = (child: SpeechChild, rssBytes: number) => {
    if (closed || !child.isAlive() || child.jobs() >= recycleAfterJobs || rssBytes > recycleAtBytes) {
      child.kill();
      all.delete(child);
    }
    const next = waiting.shift();
    if (next) next(all.has(child) ? child : fresh());
    else if (all.has(child)) idle.push(child);
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
      if (!model.ready) throw laneFailure(model.reason);
      const bytes = await readWhole(recording, maxRecordingBytes);
      const timeoutMs = 1000 * Math.max(timeoutSeconds, bytes.length / bytesPerSecond);
      const child = await take();
      let rssBytes = 0;
      try {
        const answer = await child.run({ model: model.files, bytes, stereoRoles }, { timeoutMs, signal });
        rssBytes = answer.rssBytes;
        return {
          ...answer.heard,
          model: `sherpa/${model.files.id}`,
          standIn: model.files.standIn,
          costUsd: "0",
          computeSeconds: Math.round(answer.computeSeconds * 1000) / 1000,
        };
      } catch (error) {
        log.warn("speech child failed", { alive: child.isAlive(), jobs: child.jobs() });
        throw error;
      } finally {
        giveBack(child, rssBytes);
      }
    },
    async close() {
      closed = true;
      for (const child of all) child.kill();
      all.clear();
    },
  };
}
