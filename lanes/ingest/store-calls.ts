import type { ProviderCall } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import { callColumns, campaignColumns } from "./call-columns.ts";
import { ensureCampaigns, freshCalls, upsertCalls } from "./ingest.sql.ts";

/**
 * Stores the calls of a page that are new or have changed, with their campaigns. Of a call that is on the page twice,
 * the first record counts. What has not changed is told by its digest alone and costs no write, not even a lock.
 */
export async function storeCalls(
  tx: Db,
  page: readonly ProviderCall[],
  { nowMs, askedAtUtc, worker }: { nowMs: number; askedAtUtc: Date; worker: string },
): Promise<{ inserted: number; updated: number }> {
  const nothing = { inserted: 0, updated: 0 };
  const calls = new Map([...page].reverse().map((call) => [call.providerCallId, call]));
  if (calls.size === 0) return nothing;
  const given = [...calls.values()];
  const digests = given.map((call) => call.digest);
  const links = given.map((call) => call.recordingUrl);
  const told = await freshCalls.run(tx, [...calls.keys()], digests, links);
  const fresh = told.flatMap(({ ringba_call_id: id }) => calls.get(id) ?? []);
  if (fresh.length === 0) return nothing;
  await ensureCampaigns.run(tx, ...campaignColumns(fresh));
  const [counts] = await upsertCalls.run(tx, ...callColumns(fresh, nowMs), worker, askedAtUtc);
  return counts ?? nothing;
}
