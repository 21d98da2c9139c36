import { lanePermits, noteLaneSuccess, pauseLane } from "@callscript/core/call-verbs.sql.ts";
import { failureOf } from "@callscript/core/failure.ts";
import type { LaneReport } from "@callscript/core/ports.ts";
import { ingestState, reviveCalls, skipCalls } from "./ingest.sql.ts";
import { type ReadPorts, type ReadState, readSlice } from "./read-slice.ts";
import { bisect, createFrontier, type Slice, sliceWindow } from "./slices.ts";

/** Single seconds that stay partial before the lane says so and waits: then nothing is ever known to be complete. */
const openSecondsBeforeTrouble = 8;
const moveBatch = 1000;

export interface IngestOptions {
  worker: string;
  budgetMs: number;
  signal: AbortSignal;
  /**
   * How far back every run reads again. A call is listed when it is over, with the time it began: of the calls in a
   * simulated week the specification's 15 minutes lost 7.5 %, 30 minutes 1.5 %; wider re-reads, not built yet, get the rest.
   */
  hotWindowMinutes?: number;
  /** The account's effective page size; a shorter page ends a slice. */
  pageSize?: number;
  /** How far back the very first run reads: the recordings' links live for about a day. */
  firstRunHours?: number;
}

/**
 * Lane 1: reads the provider's call log from the watermark to now and stores every call, newest first; a failed or
 * partial page leaves its slice open, and the watermark stays before it. Calls without anything to transcribe are
 * skipped, late recordings revive them. An outage opens the lane's breaker, a refused account pauses it.
 * @throws when the database fails; what was stored stays stored.
 */
export async function ingestLane(ports: ReadPorts, options: IngestOptions): Promise<LaneReport> {
  const { db, clock } = ports;
  const { worker, budgetMs, signal, hotWindowMinutes = 30, pageSize = 1000, firstRunHours = 24 } = options;
  const startedMs = clock.now().getTime();
  const [known] = await ingestState.run(db);
  const [permit] = await lanePermits.run(db, "ingest", 1);
  if (permit?.permits !== 1) return reportOf(null, { paused: known?.reason ?? "paused", more: false });

  const watermarkMs = known?.watermark_utc?.getTime() ?? null;
  const { hot, missed } = sliceWindow({ nowMs: startedMs, watermarkMs, hotWindowMinutes, firstRunHours });
  const state: ReadState = {
    worker,
    pageSize,
    signal,
    frontier: createFrontier(missed?.fromMs ?? hot.fromMs),
    doubted: 0,
    received: 0,
    written: 0,
    unreadable: 0,
  };
  const spentMs = () => clock.now().getTime() - startedMs;
  const slices = sliceStack(hot, missed);
  let paused: string | null = null;
  let answered = false;
  let openSeconds = 0;
  while (!signal.aborted && spentMs() < budgetMs) {
    const slice = slices.take(spentMs() < budgetMs / 2);
    if (slice === undefined) break;
    const outcome = await readSlice(ports, state, slice);
    if (outcome.kind === "failed") {
      if (!signal.aborted) paused = await pauseFor(ports, outcome.error);
      break;
    }
    if (!answered) await noteLaneSuccess.run(db, "ingest");
    answered = true;
    if (outcome.kind === "complete") state.frontier.complete(slice);
    if (outcome.kind === "bisect") slices.divide(slice);
    if (outcome.kind === "open" && ++openSeconds >= openSecondsBeforeTrouble) {
      paused = await pauseFor(ports, null);
      break;
    }
  }
  await moveAll(() => skipCalls.run(db, moveBatch));
  await moveAll(() => reviveCalls.run(db, moveBatch));
  return reportOf(state, { paused, more: paused === null && !signal.aborted && slices.left() > 0 });
}

/**
 * The slices still to read. Now comes first, but half the time belongs to what was missed, oldest first, so that the
 * watermark rises with every slice and a long outage heals however little time a run has.
 */
function sliceStack(hot: Slice, missed: Slice | null) {
  const ofNow: Slice[] = [hot];
  const ofThen: Slice[] = missed === null ? [] : [missed];
  return {
    take: (nowFirst: boolean) =>
      ofThen.length === 0 || (nowFirst && ofNow.length > 0) ? ofNow.pop() : ofThen.pop(),
    divide(slice: Slice): void {
      const [earlier, later] = bisect(slice) ?? [];
      if (earlier === undefined || later === undefined) return;
      if (slice.fromMs >= hot.fromMs) ofNow.push(earlier, later);
      else ofThen.push(later, earlier);
    },
    left: () => ofNow.length + ofThen.length,
  };
}

/** null stands for a provider that calls even single seconds partial. */
async function pauseFor({ db, log }: ReadPorts, error: unknown): Promise<string> {
  const failure =
    error === null
      ? { kind: "lane" as const, reason: "the call log marks even single seconds as partial" }
      : failureOf(error);
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

function reportOf(state: ReadState | null, rest: Pick<LaneReport, "paused" | "more">): LaneReport {
  return {
    lane: "ingest",
    claimed: state?.received ?? 0,
    done: state?.written ?? 0,
    failed: state?.unreadable ?? 0,
    ...rest,
  };
}
