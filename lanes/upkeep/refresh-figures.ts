import type { Db } from "@callscript/core/query.ts";
import { refreshFigures } from "./upkeep.sql.ts";

/** Two days of half hours: some tenths of a second on a busy installation. */
const batch = 96;

/**
 * Counts the half hours whose calls have changed again, for the dashboard. Stops at `endMs` or on the signal; what is left
 * is counted by the next run.
 */
export async function refreshFigureTables(
  db: Db,
  { nowMs, endMs, signal }: { nowMs: () => number; endMs: number; signal: AbortSignal },
): Promise<void> {
  for (;;) {
    const [row] = await refreshFigures.run(db, batch);
    if ((row?.half_hours ?? 0) < batch || signal.aborted || nowMs() >= endMs) return;
  }
}
