import { renewLeases } from "./call-verbs.sql.ts";
import type { Log } from "./ports.ts";
import type { Db } from "./query.ts";

const heartbeatMs = 30_000;

/**
 * Renews the leases of the calls in hand every 30 s (a lease lasts 90 s) until `stop` is called.
 * A call that finishes is taken off with `release`. Heavy work must not block this event loop.
 */
export function keepLeases({ db, log }: { db: Db; log: Log }, worker: string, calls: readonly string[]) {
  const held = new Set(calls);
  const timer = setInterval(() => {
    if (held.size === 0) return;
    renewLeases.run(db, worker, [...held]).catch((error: unknown) => {
      log.warn("heartbeat failed", { worker, calls: held.size, reason: String(error) });
    });
  }, heartbeatMs);
  return {
    release: (call: string) => held.delete(call),
    stop: () => clearInterval(timer),
  };
}
