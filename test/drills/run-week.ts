import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Db } from "@callscript/core/query.ts";
import { literalRules } from "../fakes/hostile-provider/literal-rules.ts";
import { hostileProvider } from "../fakes/hostile-provider/server.ts";
import { makeTape, type TapeOptions } from "../fakes/hostile-provider/tape.ts";
import { worldClock } from "../fakes/hostile-provider/world-clock.ts";
import { type SimulationFigures, type SimulationOptions, simulateWeek } from "./simulate-week.ts";
import { verifyWeek, type WeekFindings } from "./verify-week.ts";
import { weekReport } from "./week-report.ts";

/** All weeks begin here: a Monday. */
const startMs = Date.parse("2026-11-16T00:00:00Z");

export type WeekOptions = Omit<TapeOptions, "startMs"> &
  Pick<SimulationOptions, "beatMs" | "busyBeatMs" | "quietBeatMs" | "quietDays" | "onDay" | "tiers"> & {
    pageLimit?: number;
  };

export interface WeekResult {
  findings: WeekFindings;
  figures: SimulationFigures;
  tally: ReadonlyMap<string, number>;
  report: string;
}

/** One hostile week through the literal rules and through the lanes, each with a provider of its own. */
export async function runWeek(
  db: Db,
  { seed, days, callsPerDay, spice, pageLimit = 1000, ...beats }: WeekOptions,
): Promise<WeekResult> {
  const tape = makeTape({ seed, startMs, days, callsPerDay, spice });
  const literalClock = worldClock(startMs);
  const literalProvider = await hostileProvider({ tape, nowMs: literalClock.nowMs, pageLimit });
  const literal = await literalRules(literalProvider, literalClock).finally(() => literalProvider.close());

  const began = performance.now();
  const root = mkdtempSync(path.join(tmpdir(), "callscript-week-"));
  const clock = worldClock(startMs);
  const provider = await hostileProvider({ tape, nowMs: clock.nowMs, pageLimit });
  try {
    const figures = await simulateWeek({ db, provider, clock, root, ...beats });
    const findings = await verifyWeek(db, root, tape);
    const wallSeconds = (performance.now() - began) / 1000;
    const report = weekReport({ provider, figures, findings, literal, wallSeconds });
    return { findings, figures, tally: provider.tally.all(), report };
  } finally {
    await provider.close();
    rmSync(root, { recursive: true, force: true });
  }
}
