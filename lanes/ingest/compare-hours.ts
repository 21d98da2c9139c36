import { failureOf } from "@callscript/core/failure.ts";
import { askWithin, type ReadPorts } from "./ask-page.ts";
import {
  comparedHours,
  forgetReads,
  ingestState,
  listPasses,
  noteHour,
  openPass,
  ourCalls,
} from "./passes.sql.ts";
import { shareKept } from "./tiers.ts";

const hourMs = 60 * 60_000;
/** An hour is compared when it began this many hours before the present one; the last tells whether reading it again helped. */
const agesHours = [1, 3, 25, 26] as const;
/** Hours that passed while nobody compared are made up for, so far back and so many at a time. */
const oldestHours = 8 * 24;
const mostAtOnce = 24;
const timer = "hours";

/**
 * Once an hour: the provider's own counts of finished hours beside ours; where they differ the hour is read again. An
 * account that may not be asked for counts is read by the tiers alone, which is logged once an hour.
 * @throws what the database throws.
 */
export async function compareHours(
  ports: ReadPorts,
  { nowMs, signal, untilMs }: { nowMs: number; signal: AbortSignal; untilMs: number },
): Promise<void> {
  const { db, source, clock, log } = ports;
  const last = (await listPasses.run(db)).find((row) => row.key === timer);
  if (last !== undefined && Math.abs(nowMs - last.opened_at_utc.getTime()) < hourMs) return;
  const startsMs = (await ingestState.run(db))[0]?.starts_utc?.getTime() ?? nowMs;
  const thisHourMs = Math.floor(nowMs / hourMs) * hourMs;
  const rows = await comparedHours.run(db, new Date(thisHourMs - oldestHours * hourMs));
  const compared = new Map(rows.map((row) => [row.hour_utc.getTime(), row.compared_at_utc.getTime()]));
  const isDue = (age: number) => {
    const fromMs = thisHourMs - age * hourMs;
    const comparedAtMs = compared.get(fromMs);
    if (comparedAtMs === undefined) return fromMs >= startsMs;
    return agesHours.some((one) => one === age) && comparedAtMs < thisHourMs;
  };
  const ages = Array.from({ length: oldestHours }, (_, index) => index + 1).filter(isDue);
  for (const age of ages.slice(0, mostAtOnce)) {
    // The next run goes on with the rest.
    if (clock.now().getTime() >= untilMs) return;
    const fromMs = thisHourMs - age * hourMs;
    const window = { fromUtc: new Date(fromMs), toUtc: new Date(fromMs + hourMs) };
    const counted = await askWithin(ports, { keep: shareKept.hour }, async () => ({
      kind: "count" as const,
      calls: await source.count(window, signal),
    }));
    if (counted.kind === "budget" || signal.aborted) return;
    if (counted.kind === "failed") {
      log.warn("hours not compared", { reason: failureOf(counted.error).reason });
      break;
    }
    const ours = (await ourCalls.run(db, window.fromUtc, window.toUtc))[0]?.calls ?? 0;
    await noteHour.run(db, window.fromUtc, counted.calls, ours, new Date(nowMs));
    if (counted.calls === ours) continue;
    const hour = window.fromUtc.toISOString();
    log.warn("an hour's counts differ", { hour_utc: hour, provider: counted.calls, ours });
    await openPass.run(db, `hour ${hour}`, "hour", window.fromUtc, window.toUtc, new Date(nowMs), null);
  }
  await forgetReads.run(db);
  const now = new Date(nowMs);
  await openPass.run(db, timer, "hour", new Date(nowMs - hourMs), now, now, now);
}
