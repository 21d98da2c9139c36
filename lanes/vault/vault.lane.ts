import { claimCalls, lanePause } from "@callscript/core/call-verbs.sql.ts";
import { maxRecordingBytes } from "@callscript/core/keep-recording.ts";
import type { LaneReport } from "@callscript/core/ports.ts";
import { lookAgain } from "./vault.sql.ts";
import { vaultCall } from "./vault-call.ts";
import type { VaultPorts } from "./vault-ports.ts";

export interface VaultOptions {
  worker: string;
  /** The most calls that one run takes. */
  batch: number;
  budgetMs: number;
  signal: AbortSignal;
  /** Recordings fetched side by side: 8 unless it says otherwise. */
  concurrency?: number;
  /** Of one recording. */
  maxBytes?: number;
}

/**
 * Lane 2: brings the recordings of `pending` calls into the vault, newest call first, one claim at a time so that a
 * call that has just come in is next. An outage of the recordings' host opens the lane's breaker; a disk that is full
 * pauses it; neither costs a call an attempt.
 * @throws when the database fails, after the calls in hand are settled or left to their leases.
 */
export async function vaultLane(ports: VaultPorts, options: VaultOptions): Promise<LaneReport> {
  const { worker, batch, budgetMs, signal, concurrency = 8, maxBytes = maxRecordingBytes } = options;
  const endMs = ports.clock.now().getTime() + budgetMs;
  const report: LaneReport = { lane: "vault", claimed: 0, done: 0, failed: 0, more: false, paused: null };
  const holder = { worker, maxBytes, outage: { reason: null } };
  const stops = signalsOfOwn(signal);
  await lookAgain.run(ports.db, batch);
  let begun = 0;
  let drained = false;

  async function take(): Promise<void> {
    while (!drained && begun < batch && report.paused === null && !signal.aborted) {
      if (ports.clock.now().getTime() >= endMs) return;
      begun += 1;
      const [call] = await claimCalls.run(ports.db, "vault", worker, 1);
      if (call === undefined) {
        drained = true;
        return;
      }
      report.claimed += 1;
      const { outcome, paused } = await stops.during((own) =>
        vaultCall(ports, call, { ...holder, signal: own }),
      );
      report[outcome === "done" ? "done" : "failed"] += 1;
      report.paused ??= paused;
    }
  }

  const takers = await Promise.allSettled(Array.from({ length: concurrency }, take));
  stops.end();
  for (const taker of takers) if (taker.status === "rejected") throw taker.reason;
  // A call's own second failure counts against it and does not pause the lane, so the lane itself is asked.
  if (report.claimed === 0 || report.paused !== null) {
    report.paused = (await lanePause.run(ports.db, "vault"))[0]?.reason ?? null;
  }
  report.more = !drained && report.paused === null && !signal.aborted;
  return report;
}

/**
 * A signal for each call that aborts with the run's: what listens to it is let go of with the call. The run's own, which
 * lives as long as the process, is listened to once.
 */
function signalsOfOwn(outer: AbortSignal) {
  const inHand = new Set<AbortController>();
  const stop = () => {
    for (const one of inHand) one.abort(outer.reason);
  };
  outer.addEventListener("abort", stop, { once: true });
  return {
    async during<T>(work: (own: AbortSignal) => Promise<T>): Promise<T> {
      const own = new AbortController();
      if (outer.aborted) own.abort(outer.reason);
      inHand.add(own);
      try {
        return await work(own.signal);
      } finally {
        inHand.delete(own);
      }
    },
    end: () => outer.removeEventListener("abort", stop),
  };
}
