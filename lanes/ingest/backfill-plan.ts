import type { Db } from "@callscript/core/query.ts";
import type { ReadPorts } from "./ask-page.ts";
import { backfillPass, callsOfStretch, speechPace, storedSample } from "./backfill.sql.ts";
import {
  countStretch,
  newestPage,
  type PatientOptions,
  type Stretch,
  type StretchCount,
} from "./backfill-count.ts";
import {
  type BackfillEstimate,
  type CallSample,
  estimateBackfill,
  type JudgePrices,
  sampleOf,
} from "./backfill-estimate.ts";

/** With fewer stored calls than this one page of the stretch is asked for. */
const enoughStored = 200;
const sampledCalls = 2000;
const pacedCalls = 200;

/** A stretch of the call log as a pass that can be gone on with under its key. */
export interface BackfillPlan extends Stretch {
  key: string;
  /** Everything before it was read under this key. */
  positionUtc: Date;
  /** How often it failed there, see Pass. */
  failures: number;
  /** What was brought under this key so far. */
  inserted: number;
  /** When the whole stretch was read last; it is then read again. */
  finishedAtUtc: Date | null;
}

/** Finds where a backfill stands; writes nothing. One that was begun when its end still lay ahead goes on to where it is now. */
export async function planBackfill(db: Db, key: string, stretch: Stretch): Promise<BackfillPlan> {
  const [known] = await backfillPass.run(db, key);
  if (known === undefined || known.finished_at_utc !== null) {
    const finishedAtUtc = known?.finished_at_utc ?? null;
    return { key, ...stretch, positionUtc: stretch.fromUtc, failures: 0, inserted: 0, finishedAtUtc };
  }
  return {
    key,
    fromUtc: known.from_utc,
    toUtc: new Date(Math.max(stretch.toUtc.getTime(), known.to_utc.getTime())),
    positionUtc: known.position_utc,
    failures: known.failures,
    inserted: known.inserted,
    finishedAtUtc: null,
  };
}

export interface BackfillPreview extends BackfillEstimate {
  count: StretchCount;
  /** Of the calls to read, those that are stored already. */
  known: number;
  sample: CallSample;
}

/**
 * Counts what is left to read and estimates what it makes of audio and dollars; stores nothing.
 * @throws what the provider's call log throws, and the abort of the signal.
 */
export async function previewBackfill(
  ports: ReadPorts,
  plan: BackfillPlan,
  options: PatientOptions & { prices: JudgePrices | null },
): Promise<BackfillPreview> {
  const left: Stretch = { fromUtc: plan.positionUtc, toUtc: plan.toUtc };
  const count = await countStretch(ports, left, options);
  const [stored] = await callsOfStretch.run(ports.db, left.fromUtc, left.toUtc);
  const known = Math.min(stored?.calls ?? 0, count.calls);
  const sample = await findSample(ports, left, count, options);
  const [pace] = await speechPace.run(ports.db, pacedCalls);
  const estimate = estimateBackfill(count.calls - known, sample, {
    prices: options.prices,
    speechPace: pace?.pace ?? null,
  });
  return { ...estimate, count, known, sample };
}

async function findSample(
  ports: ReadPorts,
  left: Stretch,
  count: StretchCount,
  options: PatientOptions,
): Promise<CallSample> {
  if (count.page !== null) return sampleOf(count.page);
  const [stored] = await storedSample.run(ports.db, left.toUtc, sampledCalls);
  if (stored !== undefined && stored.calls >= enoughStored && stored.mean_seconds !== null)
    return { ...stored, meanSeconds: stored.mean_seconds, from: "stored" };
  return sampleOf(await newestPage(ports, left, options));
}
