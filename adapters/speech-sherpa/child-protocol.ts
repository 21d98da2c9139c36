import type { ModelFiles } from "./model-files.ts";
import type { HeardCall } from "./transcribe-audio.ts";

/** What the parent sends: one recording at a time. */
export interface Job {
  model: ModelFiles;
  bytes: Uint8Array;
  stereoRoles: readonly [string, string];
}

/** What the child answers. `final`: the recording itself is at fault. */
export type Answer =
  | { ok: true; heard: HeardCall; computeSeconds: number; rssBytes: number }
  | { ok: false; reason: string; final: boolean };
