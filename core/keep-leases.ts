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
  const { stop } = keepLease(log, worker, async () => {
    if (held.size > 0) await renewLeases.run(db, worker, [...held]);
  });
  return { release: (call: string) => held.delete(call), stop };
}

/** Renews a lease of any kind as often, until `stop` is called. */
export function keepLease(log: Log, worker: string, renew: () => Promise<unknown>) {
  const timer = setInterval(() => {
    renew().catch((error: unknown) => log.warn("heartbeat failed", { worker, reason: String(error) }));
  }, heartbeatMs);
  return { stop: () => clearInterval(timer) };
}
