import { setTimeout as pause } from "node:timers/promises";
import { transient } from "@callscript/core/failure.ts";
import type { Db } from "@callscript/core/query.ts";
import { ringbaBudget, setBudget, takeBudget } from "@callscript/core/rate-budget.sql.ts";
import type { Installation } from "./open-installation.ts";

/** The demo's provider runs on this machine and limits nobody. */
const demoPerMinute = 600;

/** How many requests a minute this installation may make of its provider. */
export function requestsPerMinute({ mode, env }: Pick<Installation, "mode" | "env">): number {
  return mode === "demo" ? demoPerMinute : env.RINGBA_REQUESTS_PER_MINUTE;
}

/** Writes what is configured where every process that asks the provider finds it; what was learnt stays. */
export async function applyRingbaBudget(
  installation: Pick<Installation, "mode" | "env" | "db">,
): Promise<void> {
  await setBudget.run(installation.db, ringbaBudget, requestsPerMinute(installation));
}

/**
 * Waits for one request's token, leaving the share `keep` of a minute's to the lanes.
 * @throws a transient PortError when it would take longer than `longestSeconds`, or the abort of the signal.
 */
export async function waitForToken(
  db: Db,
  { keep, longestSeconds, signal }: { keep: number; longestSeconds: number; signal: AbortSignal },
): Promise<void> {
  let leftSeconds = longestSeconds;
  for (;;) {
    const [taken] = await takeBudget.run(db, ringbaBudget, keep);
    const seconds = taken?.wait_seconds ?? 0;
    if (seconds === 0) return;
    if (seconds > leftSeconds)
      throw transient(`the requests that Ringba allows are used up for another ${Math.ceil(seconds)} s`);
    leftSeconds -= seconds;
    await pause(seconds * 1000, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}
