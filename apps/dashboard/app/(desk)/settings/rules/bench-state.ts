import type { BenchReport } from "@callscript/core/desk/bench.sql.ts";

/** A run as the page shows it. */
export interface BenchRunView {
  id: string;
  callsOf: "recent" | "reviewed";
  size: number;
  /** true: the draft was not changed since. */
  isOfThisDraft: boolean;
  by: string;
  state: "queued" | "running" | "finished" | "cancelled" | "failed";
  cancelAsked: boolean;
  done: number;
  total: number | null;
  isPaid: boolean;
  costUsd: string;
  reason: string | null;
  finishedAt: string | null;
  report: BenchReport | null;
}

export interface BenchLine {
  kind: "newly" | "no_longer" | "otherwise";
  callId: string;
  publisher: string | null;
  startedAt: string;
  revenue: string;
  verdict: "confirmed_bad" | "marked_safe" | null;
  codes: string;
  evidence: string | null;
  at: number | null;
}

export interface BenchView {
  run: BenchRunView | null;
  lines: BenchLine[];
}

/** By whom a draft is judged, and what is known of it. */
export interface BenchJudgeView {
  isPaid: boolean;
  meanUsd: number | null;
  callsASecond: number | null;
  /** false: no runner has said for a minute that it is there. */
  isThere: boolean;
  reviewed: number;
}
