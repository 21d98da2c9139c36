import type { Reader, ReadPorts } from "./ask-page.ts";
import { type KnownAccount, knownAccount } from "./known-account.ts";
import { isOwnTrouble } from "./own-trouble.ts";
import { finishPass, notePassFailures } from "./passes.sql.ts";
import { readSlice } from "./read-slice.ts";
import { isDivisible, type Slice, secondMs } from "./slice.ts";
import { sliceLength } from "./slice-length.ts";
import type { Tier } from "./tiers.ts";
import { sliceWriter } from "./write-slice.ts";

/** One stretch of the call log; `key` is its row in `core.ingest_passes`. */
export interface Pass {
  key: string;
  tier: Tier;
  fromUtc: Date;
  toUtc: Date;
  positionUtc: Date;
  /** How often it failed though the provider answered for others; less what was read whole since. */
  failures: number;
}

const gapsBeforeTrouble = 8;
const lastLooks: ReadonlySet<Tier> = new Set(["week", "hour", "backfill"]);
/** A single second that fails so often in a row, alone or within more, while the provider answers for others, is passed by like one that stays partial. */
const failuresOfGap = 3;

export interface PassReport {
  /** `unwhole`: too many single seconds cannot be read whole; each is noted, but nothing may be known to be complete. */
  ended: "finished" | "time" | "stopped" | "budget" | "failed" | "unwhole";
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
 * Reads a pass from its position on, oldest first, slice by slice. Slices are sized by what came last; one that is full or
 * partial, or fails while the provider answers for others, is halved, down to a second. The position is written with the
 * rows, so that whoever reads on reads nothing twice that was complete.
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
  const reader: Reader = {
    worker,
    signal,
    keep,
    account,
    isThorough: lastLooks.has(pass.tier),
    ...(patience ? { patience } : {}),
  };
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
  const length = sliceLength(account, pass.failures);
  let failuresNoted = pass.failures;
  // Turns end and budgets run out between the tries of a stretch that hangs: its failures are carried on.
  let failedHere = pass.failures;
  for (let atMs = pass.positionUtc.getTime(); atMs < endMs; ) {
    if (signal.aborted) return { ...report, ended: "stopped" };
    if (ports.clock.now().getTime() >= untilMs) return { ...report, ended: "time" };
    const slice: Slice = { fromMs: atMs, toMs: Math.min(endMs, atMs + length.of(endMs - atMs)) };
    const writer = sliceWriter(ports, { slice, passKey: pass.key, tier: pass.tier, worker });
    const read = await readSlice(ports, reader, slice, writer);
    const isOwn = read.kind === "failed" && (await isOwnTrouble(ports, reader, slice, read.error));
    failedHere = isOwn ? failedHere + 1 : 0;
    const isPassedBy = read.kind === "gap" || (isOwn && !isDivisible(slice) && failedHere >= failuresOfGap);
    const written = await writer.end(isPassedBy ? "gap" : read.kind === "complete" ? "complete" : "open");
    report.received += written.received;
    report.inserted += written.inserted;
    report.updated += written.updated;
    report.unreadable += written.unreadable;
    if (read.kind === "budget") return { ...report, ended: "budget", waitSeconds: read.waitSeconds };
    if (read.kind === "failed" && !isOwn)
      return { ...report, ended: signal.aborted ? "stopped" : "failed", error: read.error };
    if (isPassedBy && ++report.gaps >= gapsBeforeTrouble) return { ...report, ended: "unwhole" };
    if (isPassedBy) length.wasPassedBy();
    else if (read.kind === "complete") {
      account.callsPerSecond = (written.received * secondMs) / (slice.toMs - slice.fromMs);
      length.wasWhole();
    } else if (isOwn) length.failed(slice);
    else length.wasTooFull(slice);
    if (isPassedBy || read.kind === "complete") {
      atMs = slice.toMs;
      report.positionUtc = new Date(atMs);
    }
    if (length.failures() !== failuresNoted) {
      failuresNoted = length.failures();
      await notePassFailures.run(ports.db, pass.key, failuresNoted);
    }
    await onSlice?.(report);
  }
  await finishPass.run(ports.db, pass.key, ports.clock.now());
  return report;
}
