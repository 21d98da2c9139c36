import { z } from "zod";

/** Every status a call can be in; the same list as the CHECK `status_valid` of `core.calls`. */
export const callStatuses = [
  "pending",
  "downloaded",
  "processing",
  "transcribed",
  "flagged",
  "safe",
  "failed",
  "skipped",
] as const;

export const CallStatus = z.enum(callStatuses);
export type CallStatus = z.infer<typeof CallStatus>;

/**
 * The legal transitions, written once. The SQL verbs, the diagram in ARCHITECTURE.md and the event log
 * are tested against this table.
 */
export const transitions = {
  pending: ["downloaded", "failed", "skipped"],
  downloaded: ["processing", "failed"],
  processing: ["transcribed", "downloaded", "failed"],
  transcribed: ["flagged", "safe", "failed"],
  flagged: ["safe"],
  safe: ["flagged"],
  failed: ["pending", "downloaded", "transcribed"],
  skipped: ["pending"],
} as const satisfies Record<CallStatus, readonly CallStatus[]>;

export const laneNames = ["ingest", "vault", "factory", "judge", "upkeep"] as const;
export const LaneName = z.enum(laneNames);
export type LaneName = z.infer<typeof LaneName>;
