import { lanePermits, noteLaneSuccess, pauseLane } from "@callscript/core/call-verbs.sql.ts";
import { failureOf, laneFailure } from "@callscript/core/failure.ts";
import type { LaneReport } from "@callscript/core/ports.ts";
import type { ReadPorts } from "./ask-page.ts";
import { compareHours } from "./compare-hours.ts";
import { reviveCalls, skipCalls } from "./ingest.sql.ts";
import { holdSeconds, keepHold } from "./keep-hold.ts";
import { knownAccount } from "./known-account.ts";
import { openPasses } from "./open-passes.ts";
import { bringBackWatermark, holdIngest, ingestState, joinWatermark, letIngestGo } from "./passes.sql.ts";
import { readPass } from "./read-pass.ts";
import { resolveHints } from "./resolve-hints.ts";
import { defaultTiers, shareKept, type Tiers } from "./tiers.ts";

/** Told when many single seconds cannot be read whole: then nothing is ever known to be complete. */
const unwhole = laneFailure(
  "even single seconds of the call log cannot be read whole; callscript doctor ringba shows what it answers",
);
const moveBatch = 1000;
/** Of one turn: the call log is not kept waiting. */
const mostHints = 200;
const hintsMs = 20_000;
const betweenHintsMs = 5_000;
const turnMs = 15_000;
/** Hours are compared for so long at least, also by a run whose own time is over. */
const compareMs = 20_000;

export interface IngestOptions {
  worker: string;
  budgetMs: number;
  signal: AbortSignal;
  tiers?: Tiers;
  /** How far back the very first run reads: the recordings' links live for about a day. */
  firstRunHours?: number;
}

/**
 * Lane 1: reads the provider's call log and stores every call. Now comes first, then what the watermark has not passed,
 * then the wider tiers that are due; a failed or partial page leaves its slice open. Hints of the pixel are resolved
 * right after the hot tier. Calls without anything to transcribe are skipped, late recordings revive them. One run at a
 * time, whoever runs it. An outage opens the lane's breaker, a refused account pauses it; where the request budget is
 * used up the last tiers wait.
 * @throws when the database fails; what was stored stays stored.
 */
export async function ingestLane(ports: ReadPorts, options: IngestOptions): Promise<LaneReport> {
  const { db } = ports;
  const report: LaneReport = { lane: "ingest", claimed: 0, done: 0, failed: 0, more: false, paused: null };
  const [hold] = await holdIngest.run(db, options.worker, holdSeconds);
  if (hold?.held !== true) return { ...report, note: "another process is reading the call log" };
  const [permit] = await lanePermits.run(db, "ingest", 1);
  if (permit?.permits === 1) {
    const kept = keepHold(ports, options.worker, options.signal);
    try {
      await readAll(ports, { ...options, signal: kept.signal }, report);
    } finally {
      await kept.stop();
      await letIngestGo.run(db, options.worker);
    }
    return report;
  }
  report.paused = (await ingestState.run(db))[0]?.reason ?? "paused";
  await letIngestGo.run(db, options.worker);
  return report;
}

/** Reads pass after pass, most urgent first, until nothing is due or the time is over; adds to the report. */
async function readAll(ports: ReadPorts, options: IngestOptions, report: LaneReport): Promise<void> {
  const { db, clock } = ports;
  const { worker, signal, budgetMs, tiers = defaultTiers, firstRunHours = 24 } = options;
  const endMs = clock.now().getTime() + budgetMs;
  await bringBackWatermark.run(db, clock.now());
  const [before] = await ingestState.run(db);
  const account = knownAccount(before?.page_size ?? null, before?.longest_page);
  let answered = false;
  const resolve = async () => {
    const untilMs = clock.now().getTime() + hintsMs;
    const hints = await resolveHints(ports, {
      worker,
      signal,
      limit: mostHints,
      untilMs,
      isAnswering: answered,
    });
    report.claimed += hints.asked;
    report.done += hints.inserted + hints.updated;
  };
  let resolvedAtMs = Number.NEGATIVE_INFINITY;
  for (;;) {
    await joinWatermark.run(db);
    const [state = { watermark_utc: null, starts_utc: null }] = await ingestState.run(db);
    const passes = await openPasses(db, state, {
      nowMs: clock.now().getTime(),
      tiers,
      firstRunSeconds: firstRunHours * 3600,
    });
    const [pass] = passes;
    if (pass?.tier !== "hot" && clock.now().getTime() - resolvedAtMs >= betweenHintsMs) {
      await resolve();
      resolvedAtMs = clock.now().getTime();
    }
    const nowMs = clock.now().getTime();
    report.more = pass !== undefined && !signal.aborted;
    if (pass === undefined || signal.aborted || nowMs >= endMs) break;
    const read = await readPass(ports, pass, {
      worker,
      signal,
      account,
      keep: shareKept[pass.tier],
      // What is wide is read in turns: hints, and the newest calls, come between.
      untilMs: Math.min(endMs, nowMs + (pass.tier === "hot" ? tiers.hot.everySeconds * 1000 : turnMs)),
      async onSlice() {
        if (!answered) await noteLaneSuccess.run(db, "ingest");
        answered = true;
      },
    });
    report.claimed += read.received;
    report.done += read.inserted + read.updated;
    report.failed += read.unreadable;
    if (read.ended === "failed") report.paused = await pauseFor(ports, read.error);
    if (read.ended === "unwhole") report.paused = await pauseFor(ports, unwhole);
    if (read.ended === "budget") {
      noteWaiting(ports, report, passes);
      if (resolvedAtMs === Number.NEGATIVE_INFINITY) await resolve();
    }
    if (report.paused !== null || report.note !== undefined) {
      report.more = false;
      break;
    }
  }
  if (report.paused === null && !signal.aborted) {
    const nowMs = clock.now().getTime();
    await compareHours(ports, { nowMs, signal, untilMs: Math.max(endMs, nowMs + compareMs) });
  }
  await moveAll(() => skipCalls.run(db, moveBatch));
  await moveAll(() => reviveCalls.run(db, moveBatch));
}

function noteWaiting({ log }: ReadPorts, report: LaneReport, passes: readonly { tier: string }[]): void {
  const tiers = [...new Set(passes.map((pass) => pass.tier))];
  report.note = `Ringba's request budget is used up for now; waiting: ${tiers.join(", ")}`;
  log.warn("request budget used up", { waiting: tiers });
}

async function pauseFor({ db, log }: ReadPorts, error: unknown): Promise<string> {
  const failure = failureOf(error);
  log.warn("call log not read", { failure: failure.kind, reason: failure.reason });
  if (failure.kind === "transient") {
    await pauseLane.run(db, "ingest", "outage", failure.reason, failure.retryAfterSeconds ?? null);
  } else {
    await pauseLane.run(db, "ingest", "trouble", failure.reason, null);
  }
  return failure.reason;
}

async function moveAll(moveSome: () => Promise<{ moved: number }[]>): Promise<void> {
  for (;;) {
    const [batch] = await moveSome();
    if ((batch?.moved ?? 0) < moveBatch) return;
  }
}
