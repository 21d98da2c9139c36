import type { ModelFiles } from "./model-files.ts";
import type { HeardCall } from "./transcribe-audio.ts";

/** What the parent sends: one recording at a time. */
export interface Job {
  model: ModelFiles;
  bytes: Uint8Array;
  stereoRoles: readonly [string, string];
}

/** What the child answers. `call`: this recording is at fault; `lane`: the model or the engine is, for every call. */
export type Answer =
  | { ok: true; heard: HeardCall; computeSeconds: number; rssBytes: number }
  | { ok: false; fault: "call"; reason: string; final: boolean }
  | { ok: false; fault: "lane"; reason: string };

/** Said before each answer of a job that the engine begins: a crash from here on is not the model's. */
export const loaded = "loaded";
export type FromChild = typeof loaded | Answer;
