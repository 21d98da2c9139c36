import { failureOf } from "@callscript/core/failure.ts";
import type { ProviderCall } from "@callscript/core/ports.ts";
import { takeBudget } from "@callscript/core/rate-budget.sql.ts";
import { askWithin, type ReadPorts } from "./ask-page.ts";
import { dueHints, hintsBudget, postponeHints, settleHints, shareHintsBudget } from "./hints.sql.ts";
import { reviveCalls } from "./ingest.sql.ts";
import { storeDetails } from "./store-details.ts";

/** As many calls as one detail request takes. */
const detailBatch = 10;
const postponedSeconds = 60;
/** Refused one after the other, each asked for by itself: then it is not the hints. */
const refusalsBeforeStop = 3;
const reviveBatch = 1000;

export interface HintsReport {
  /** Hints that the API was asked about, each answered for or refused by itself. */
  asked: number;
  resolved: number;
  inserted: number;
  updated: number;
  /** Why hints that are due were left: no room in the budget, or the provider's failure. The call log may be read all the same. */
  left: string | null;
}

interface DueHint {
  ringba_call_id: string;
  times: number;
}

/**
 * Asks the API about the calls that the pixel hinted at, newest first, ten a request, each request out of the budget.
 * What the API tells is stored and its hints are settled in one transaction; of the hint itself nothing is believed.
 * A hint that makes its request fail is asked for alone and then later, so that it holds up no other.
 * @throws what the database throws; the provider's failures are in the report and in the log.
 */
export async function resolveHints(
  ports: ReadPorts,
  options: {
    worker: string;
    signal: AbortSignal;
    limit: number;
    untilMs: number;
    /** Whether the provider has just answered for something else. */
    isAnswering: boolean;
  },
): Promise<HintsReport> {
  const { db, source, clock } = ports;
  const { worker, signal, limit, untilMs } = options;
  await shareHintsBudget.run(db);
  const report: HintsReport = { asked: 0, resolved: 0, inserted: 0, updated: 0, left: null };
  /** Hints of a batch that failed, still to be asked for one by one. */
  let alone = 0;
  let refusals = 0;
  while (!signal.aborted && report.asked < limit && clock.now().getTime() < untilMs) {
    const hints = await dueHints.run(db, Math.min(alone > 0 ? 1 : detailBatch, limit - report.asked));
    if (hints.length === 0) break;
    alone = Math.max(0, alone - 1);
    const ids = hints.map((hint) => hint.ringba_call_id);
    const [share] = await takeBudget.run(db, hintsBudget, 0);
    if (share !== undefined && share.wait_seconds > 0) {
      report.left = `hints have had their share of the requests for ${Math.ceil(share.wait_seconds)} s`;
      break;
    }
    const askedAtUtc = clock.now();
    const answer = await askWithin(ports, { keep: 0 }, async () => {
      const calls = await source.detail(ids, signal);
      return { kind: "told", calls: calls.filter((call) => ids.includes(call.providerCallId)) } as const;
    });
    if (answer.kind === "budget") {
      report.left = `no request is free for ${Math.ceil(answer.waitSeconds)} s`;
      break;
    }
    if (answer.kind === "told") {
      report.asked += hints.length;
      refusals = 0;
      await store(ports, { worker, askedAtUtc }, hints, answer.calls, report);
      continue;
    }
    if (signal.aborted) break;
    const { kind, reason } = failureOf(answer.error);
    ports.log.warn("hints not resolved", { hints: hints.length, failure: kind, reason });
    // An outage is nobody's fault; what fails though others were told of is these hints'.
    if (kind === "transient" && !options.isAnswering && report.resolved === 0) {
      await postponeHints.run(db, ids, postponedSeconds);
      report.left = reason;
      break;
    }
    if (hints.length > 1) {
      alone = hints.length;
      continue;
    }
    refusals += 1;
    report.asked += 1;
    await store(ports, { worker, askedAtUtc }, hints, [], report);
    if (refusals >= refusalsBeforeStop) {
      report.left = reason;
      break;
    }
  }
  if (report.inserted + report.updated > 0) await reviveAll(ports);
  return report;
}

/** The calls that the API told of, and what that means for the hints: both or neither. */
async function store(
  { db, clock }: ReadPorts,
  by: { worker: string; askedAtUtc: Date },
  hints: readonly DueHint[],
  calls: readonly ProviderCall[],
  report: HintsReport,
): Promise<void> {
  await db.transaction(async (tx) => {
    const counts = await storeDetails(tx, calls, { nowMs: clock.now().getTime(), ...by });
    const [settled] = await settleHints.run(
      tx,
      hints.map((hint) => hint.ringba_call_id),
      hints.map((hint) => hint.times),
      calls.map((call) => call.providerCallId),
    );
    report.resolved += settled?.resolved ?? 0;
    report.inserted += counts.inserted;
    report.updated += counts.updated;
  });
}

/** A call that was skipped for want of a recording goes on at once. */
async function reviveAll({ db }: ReadPorts): Promise<void> {
  for (;;) {
    const [batch] = await reviveCalls.run(db, reviveBatch);
    if ((batch?.moved ?? 0) < reviveBatch) return;
  }
}
