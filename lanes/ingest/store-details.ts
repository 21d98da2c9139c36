import type { ProviderCall } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import { completeCalls, knownCalls } from "./details.sql.ts";
import { storeCalls } from "./store-calls.ts";

/**
 * Stores what the API told of single calls. A detail spreads a call's facts over its events and leaves some out: of a call
 * that the log has told, only what was unknown is taken, and a link while no recording is stored; the log's own record
 * stays. A call that is new is stored as it is, and completed by the log.
 */
export async function storeDetails(
  tx: Db,
  calls: readonly ProviderCall[],
  { nowMs, askedAtUtc, worker }: { nowMs: number; askedAtUtc: Date; worker: string },
): Promise<{ inserted: number; updated: number }> {
  const ids = calls.map((call) => call.providerCallId);
  const known = new Set((await knownCalls.run(tx, ids)).map((row) => row.ringba_call_id));
  const told = calls.filter((call) => known.has(call.providerCallId));
  const stored = await storeCalls(
    tx,
    calls.filter((call) => !known.has(call.providerCallId)),
    { nowMs, askedAtUtc, worker },
  );
  const completed = await completeCalls.run(
    tx,
    told.map((call) => call.providerCallId),
    told.map((call) => call.endedAtUtc?.toISOString() ?? null),
    told.map((call) => call.durationSeconds),
    told.map((call) => call.connectedSeconds),
    told.map((call) => call.hasConnected),
    told.map((call) => call.recordingUrl),
    worker,
  );
  return { inserted: stored.inserted, updated: stored.updated + (completed[0]?.updated ?? 0) };
}
