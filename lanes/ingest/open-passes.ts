import type { Db } from "@callscript/core/query.ts";
import { beginIngest, forgetPasses, listPasses, openPass, type PassRow } from "./passes.sql.ts";
import type { Pass } from "./read-pass.ts";
import { secondMs, wholeSecond } from "./slice.ts";
import { shareKept, type Tiers, type WideTier } from "./tiers.ts";

const wideTiers: readonly WideTier[] = ["recent", "day", "week"];
/** A beat that comes a moment early is in time: by a tenth, and 5 s at most. */
const earlyMs = (everyMs: number) => Math.min(5_000, everyMs / 10);
/** A hot pass that an outage broke off is taken up from its beginning when it is this old. */
const staleAfterMs = 15 * 60_000;
/** A hot window may reach back this much further, to join on to what was read last. */
const joinsWithinMs = 30 * 60_000;
/** Where other passes wait so long for their turn, the hot tier comes every five minutes instead of every minute. */
const slowHotMs = 5 * 60_000;
const waitsMs = 5 * 60_000;
const keptMs = 8 * 24 * 60 * 60_000;

export interface IngestState {
  watermark_utc: Date | null;
  starts_utc: Date | null;
}

/**
 * What there is to read now, in the order in which it is read: now, then what was missed since the watermark, then the
 * wider tiers that are due. Standing tiers are opened when their time has come; one that is still being read goes on.
 * The first run reads `firstRunSeconds` back; what lies before that is never read by itself.
 */
export async function openPasses(
  db: Db,
  state: IngestState,
  { nowMs: exactNowMs, tiers, firstRunSeconds }: { nowMs: number; tiers: Tiers; firstRunSeconds: number },
): Promise<Pass[]> {
  const nowMs = wholeSecond(exactNowMs);
  const now = new Date(nowMs);
  const isFirst = state.starts_utc === null;
  const firstMs = Math.min(
    state.watermark_utc?.getTime() ?? Number.POSITIVE_INFINITY,
    wholeSecond(nowMs - firstRunSeconds * 1000),
  );
  const startsMs = state.starts_utc?.getTime() ?? firstMs;
  const watermarkMs = Math.min(nowMs, state.watermark_utc?.getTime() ?? startsMs);
  if (isFirst || state.watermark_utc === null) await beginIngest.run(db, new Date(startsMs));
  await forgetPasses.run(db, new Date(nowMs - keptMs));
  const known = new Map((await listPasses.run(db)).map((row) => [row.key, row]));

  const hotEdgeMs = nowMs - tiers.hot.windowSeconds * 1000;
  const hotFromMs = hotEdgeMs - watermarkMs <= joinsWithinMs ? Math.min(hotEdgeMs, watermarkMs) : hotEdgeMs;
  const hotEveryMs = Math.max(tiers.hot.everySeconds * 1000, someWait(known.values(), nowMs) ? slowHotMs : 0);
  if (isHotDue(known.get("hot"), hotEveryMs, nowMs)) {
    // The earliest second is read even where our clock stands before the first run's.
    const fromMs = Math.min(Math.max(hotFromMs, startsMs), nowMs - secondMs);
    await openPass.run(db, "hot", "hot", new Date(fromMs), now, now, null);
  }

  let innerMs = hotEdgeMs;
  for (const tier of wideTiers) {
    const { windowSeconds, everySeconds } = tiers[tier];
    const fromMs = Math.max(startsMs, nowMs - windowSeconds * 1000);
    const row = known.get(tier);
    if (isFirst || (fromMs >= innerMs && row === undefined)) {
      // The first run reads all there is; the tier's time begins now.
      const earlierMs = Math.min(fromMs, nowMs - secondMs);
      await openPass.run(db, tier, tier, new Date(earlierMs), now, now, now);
    } else if (fromMs < innerMs && (row === undefined || isDue(row, everySeconds * 1000, nowMs))) {
      await openPass.run(db, tier, tier, new Date(fromMs), new Date(innerMs), now, null);
    }
    innerMs = Math.min(innerMs, nowMs - windowSeconds * 1000);
  }

  if (watermarkMs < hotFromMs) {
    // Calls that were under way when the reading ended are listed under a time before it.
    const wasLong = nowMs - watermarkMs > tiers.recent.windowSeconds * 1000;
    const backMs = wasLong ? tiers.day.windowSeconds * 1000 : 0;
    const fromMs = Math.max(startsMs, watermarkMs - backMs);
    await openPass.run(db, "missed", "missed", new Date(fromMs), new Date(hotFromMs), now, null);
  }

  const passes = (await listPasses.run(db))
    .filter((row) => row.finished_at_utc === null && row.read_after_utc.getTime() <= exactNowMs)
    .map(passOf);
  return passes.sort((one, other) => shareKept[one.tier] - shareKept[other.tier]);
}

function someWait(rows: Iterable<PassRow>, nowMs: number): boolean {
  return [...rows].some(
    (row) =>
      row.finished_at_utc === null && row.tier !== "hot" && row.tier !== "gap" && age(row, nowMs) > waitsMs,
  );
}

function isHotDue(row: PassRow | undefined, everyMs: number, nowMs: number): boolean {
  return (
    row === undefined || isDue(row, everyMs - earlyMs(everyMs), nowMs) || age(row, nowMs) >= staleAfterMs
  );
}

function isDue(row: PassRow, everyMs: number, nowMs: number): boolean {
  return row.finished_at_utc !== null && age(row, nowMs) >= everyMs;
}

/** Either way: a clock that was ahead and has been set right must not keep a tier waiting. */
function age(row: PassRow, nowMs: number): number {
  return Math.abs(nowMs - row.opened_at_utc.getTime());
}

function passOf(row: PassRow): Pass {
  return {
    key: row.key,
    tier: row.tier,
    fromUtc: row.from_utc,
    toUtc: row.to_utc,
    positionUtc: row.position_utc,
    failures: row.failures,
  };
}
