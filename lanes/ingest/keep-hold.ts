import type { Log } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import { holdIngest } from "./passes.sql.ts";

/** A run that died is followed after it. */
export const holdSeconds = 20;
const renewEveryMs = 5_000;

/**
 * Renews the hold on the call log until `stop` is called. The signal aborts with `outer`, and when another process has
 * the hold: this one was gone for too long.
 */
export function keepHold({ db, log }: { db: Db; log: Log }, worker: string, outer: AbortSignal) {
  const ending = new AbortController();
  const stopped = () => ending.abort(outer.reason);
  if (outer.aborted) stopped();
  else outer.addEventListener("abort", stopped, { once: true });
  let renewing: Promise<void> = Promise.resolve();
  const renew = async () => {
    try {
      const [hold] = await holdIngest.run(db, worker, holdSeconds);
      if (hold?.held !== true) ending.abort(new Error("another process is reading the call log"));
    } catch (error) {
      log.warn("hold not renewed", { worker, reason: String(error) });
    }
  };
  const timer = setInterval(() => {
    renewing = renewing.then(renew);
  }, renewEveryMs);
  return {
    signal: ending.signal,
    /** Resolves when nothing is renewed any more: the hold may then be let go. */
    stop(): Promise<void> {
      clearInterval(timer);
      outer.removeEventListener("abort", stopped);
      return renewing;
    },
  };
}
