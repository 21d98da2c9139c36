import { failureOf } from "@callscript/core/failure.ts";
import type { ReadPorts } from "./ask-page.ts";
import { extendPass } from "./backfill.sql.ts";
import { type PatientOptions, patienceOf } from "./backfill-count.ts";
import type { BackfillPlan } from "./backfill-plan.ts";
import { knownAccount } from "./known-account.ts";
import { ingestState, openPass } from "./passes.sql.ts";
import { type PassReport, readPass } from "./read-pass.ts";

/** How long to wait after each failure of the outside in a row; after the last of them it is given up for now. */
const retrySeconds = [5, 15, 30, 60, 60];

export interface BackfillReport {
  /** `limit`: as many calls were brought as were allowed. `unwhole`: too many single seconds cannot be read whole. */
  ended: "finished" | "stopped" | "limit" | "failed" | "unwhole";
  /** `failed`: what the provider threw last. */
  error: unknown;
  received: number;
  inserted: number;
  updated: number;
  unreadable: number;
  /** Single seconds that ingest reads again. */
  gaps: number;
  positionUtc: Date;
}

export interface ReadBackfillOptions extends PatientOptions {
  worker: string;
  /** As many calls are expected in what is left; the first slices are sized by it. */
  expected: number;
  /** Reading ends with the slice that brings more new calls than this, counted from the plan's beginning. */
  mostInserted: number | null;
  onProgress?: (report: BackfillReport) => void;
}

/**
 * Reads a backfill to its end, from where it stands: within the request budget, after everybody else, and patient with
 * an outside that fails. The position is kept with the rows, so that the same plan goes on wherever it ended.
 * @throws what the database throws.
 */
export async function readBackfill(
  ports: ReadPorts,
  plan: BackfillPlan,
  options: ReadBackfillOptions,
): Promise<BackfillReport> {
  const { signal, keep, wait, worker, mostInserted, onProgress, onWait } = options;
  const { db, clock, log } = ports;
  await openPass.run(db, plan.key, "backfill", plan.fromUtc, plan.toUtc, clock.now(), null);
  await extendPass.run(db, plan.key, plan.toUtc);
  const [state] = await ingestState.run(db);
  const account = knownAccount(state?.page_size ?? null, state?.longest_page);
  const leftSeconds = (plan.toUtc.getTime() - plan.positionUtc.getTime()) / 1000;
  if (options.expected > 0) account.callsPerSecond = options.expected / leftSeconds;
  const full = new AbortController();
  const ends = AbortSignal.any([signal, full.signal]);
  const total = nothingRead(plan.positionUtc);
  let failures = 0;
  for (;;) {
    const before = { ...total };
    const add = (read: PassReport) => {
      for (const figure of ["received", "inserted", "updated", "unreadable", "gaps"] as const)
        total[figure] = before[figure] + read[figure];
      total.positionUtc = read.positionUtc;
    };
    const read = await readPass(
      ports,
      { ...plan, tier: "backfill", positionUtc: total.positionUtc },
      {
        worker,
        signal: ends,
        account,
        keep,
        patience: patienceOf(options),
        untilMs: Number.POSITIVE_INFINITY,
        onSlice(soFar) {
          add(soFar);
          failures = 0;
          onProgress?.(total);
          if (mostInserted !== null && plan.inserted + total.inserted > mostInserted) full.abort();
        },
      },
    );
    add(read);
    if (read.ended === "finished" || read.ended === "unwhole") return { ...total, ended: read.ended };
    if (signal.aborted) return { ...total, ended: "stopped" };
    if (full.signal.aborted) return { ...total, ended: "limit" };
    const failure = failureOf(read.error);
    const seconds = retrySeconds[failures];
    if (failure.kind !== "transient" || seconds === undefined)
      return { ...total, ended: "failed", error: read.error };
    failures += 1;
    const waitSeconds = failure.retryAfterSeconds ?? seconds;
    log.warn("call log not read", { reason: failure.reason, again_in_seconds: waitSeconds });
    onWait?.(waitSeconds);
    await wait(waitSeconds, signal);
  }
}

function nothingRead(positionUtc: Date): BackfillReport {
  return {
    ended: "finished",
    error: null,
    received: 0,
    inserted: 0,
    updated: 0,
    unreadable: 0,
    gaps: 0,
    positionUtc,
  };
}
