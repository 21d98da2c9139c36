import type { Reader, ReadPorts } from "./ask-page.ts";
import { askedPageSize, type KnownAccount, knownAccount } from "./known-account.ts";
import { finishPass } from "./passes.sql.ts";
import { readSlice } from "./read-slice.ts";
import { earlierHalf, type Slice, secondMs, wholeSecond } from "./slice.ts";
import type { Tier } from "./tiers.ts";
import { sliceWriter } from "./write-slice.ts";

/** One stretch of the call log; `key` is its row in `core.ingest_passes`. */
export interface Pass {
  key: string;
  tier: Tier;
  fromUtc: Date;
  toUtc: Date;
  positionUtc: Date;
}

/** How much of a page a slice is sized for, by the calls that came last: more would be read twice too often. */
const fill = 0.6;
/** A quiet stretch says little of the next one. */
const mostGrowth = 8;

const gapsBeforeTrouble = 8;

export interface PassReport {
  /** `partial`: too many single seconds stayed partial; each is noted, but nothing may be known to be complete. */
  ended: "finished" | "time" | "stopped" | "budget" | "failed" | "partial";
  /** `budget`: after how many seconds to ask again. */
  waitSeconds: number;
  /** `failed`: what the provider threw. */
  error: unknown;
  gaps: number;
  received: number;
  inserted: number;
  updated: number;
  unreadable: number;
  positionUtc: Date;
}

/**
 * Reads a pass from its position on, oldest first, slice by slice. Slices are sized by what came last, a full or partial
 * one is halved, down to a second. The position is written with the rows, so that whoever reads on reads nothing twice
 * that was complete.
 * @throws what the database throws.
 */
export async function readPass(
  ports: ReadPorts,
  pass: Pass,
  options: {
    worker: string;
    signal: AbortSignal;
    /** When to stop, in the clock's milliseconds; the slice in hand is ended. */
    untilMs: number;
    keep: number;
    account?: KnownAccount;
    patience?: Reader["patience"];
    /** Called after every slice. */
    onSlice?: (report: PassReport) => Promise<void> | void;
  },
): Promise<PassReport> {
  const { worker, signal, untilMs, keep, account = knownAccount(null), patience, onSlice } = options;
  const reader: Reader = { worker, signal, keep, account, ...(patience ? { patience } : {}) };
  const endMs = pass.toUtc.getTime();
  const report: PassReport = {
    ended: "finished",
    waitSeconds: 0,
    error: null,
    gaps: 0,
    received: 0,
    inserted: 0,
    updated: 0,
    unreadable: 0,
    positionUtc: pass.positionUtc,
  };
  let lengthMs = sizedBy(account, endMs - pass.positionUtc.getTime());
  for (let atMs = pass.positionUtc.getTime(); atMs < endMs; ) {
    if (signal.aborted) return { ...report, ended: "stopped" };
    if (ports.clock.now().getTime() >= untilMs) return { ...report, ended: "time" };
    const slice: Slice = { fromMs: atMs, toMs: Math.min(endMs, atMs + lengthMs) };
    const writer = sliceWriter(ports, { slice, passKey: pass.key, tier: pass.tier, worker });
    const outcome = await readSlice(ports, reader, slice, writer);
    const done = outcome.kind === "complete" || outcome.kind === "gap" ? outcome.kind : null;
    const written = await writer.end(done ?? "open");
    report.received += written.received;
    report.inserted += written.inserted;
    report.updated += written.updated;
    report.unreadable += written.unreadable;
    if (outcome.kind === "failed")
      return { ...report, ended: signal.aborted ? "stopped" : "failed", error: outcome.error };
    if (outcome.kind === "budget") return { ...report, ended: "budget", waitSeconds: outcome.waitSeconds };
    if (outcome.kind === "gap" && ++report.gaps >= gapsBeforeTrouble) return { ...report, ended: "partial" };
    if (done !== null) {
      atMs = slice.toMs;
      report.positionUtc = new Date(atMs);
      if (outcome.kind === "complete")
        account.callsPerSecond = (written.received * secondMs) / (slice.toMs - slice.fromMs);
      lengthMs = Math.min(sizedBy(account, endMs - atMs), lengthMs * mostGrowth);
    } else {
      const half = earlierHalf(slice);
      lengthMs = half.toMs - half.fromMs;
    }
    await onSlice?.(report);
  }
  await finishPass.run(ports.db, pass.key, ports.clock.now());
  return report;
}

function sizedBy({ callsPerSecond, pageSize }: KnownAccount, mostMs: number): number {
  if (callsPerSecond === null || callsPerSecond === 0) return mostMs;
  const seconds = (fill * Math.min(pageSize(), askedPageSize)) / callsPerSecond;
  return Math.max(secondMs, Math.min(mostMs, wholeSecond(seconds * secondMs)));
}
