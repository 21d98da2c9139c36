import type { ProviderCall } from "@callscript/core/ports.ts";
import { storableJson } from "@callscript/core/storable-json.ts";
import { uuidV7 } from "@callscript/core/uuid-v7.ts";
import type { CallColumns } from "./ingest.sql.ts";

/** Turns calls, each once, into the columns of the upsert. */
export function callColumns(calls: readonly ProviderCall[], nowMs: number): CallColumns {
  const column = <T>(read: (call: ProviderCall) => T): T[] => calls.map(read);
  return [
    column(() => uuidV7(nowMs)),
    column((call) => call.providerCallId),
    column((call) => call.campaign.id || null),
    column((call) => call.startTimeUtc.toISOString()),
    column((call) => call.endedAtUtc?.toISOString() ?? null),
    column((call) => call.callerNumber),
    column((call) => call.durationSeconds),
    column((call) => call.connectedSeconds),
    column((call) => call.hasConnected),
    column((call) => call.isDuplicate),
    column((call) => call.revenue),
    column((call) => call.payout),
    column((call) => call.publisher),
    column((call) => call.buyer),
    column((call) => call.target),
    column((call) => call.endCallSource),
    column((call) => call.recordingUrl),
    column((call) => storableJson(call.raw)),
    column((call) => call.digest),
  ];
}

/** The campaigns on a page, each once, with a name where a record has one. A call without a campaign's id has none. */
export function campaignColumns(page: readonly ProviderCall[]): [ids: string[], names: string[]] {
  const named = new Map<string, string>();
  for (const { campaign } of page) {
    if (campaign.id !== "" && (campaign.name !== "" || !named.has(campaign.id)))
      named.set(campaign.id, campaign.name || campaign.id);
  }
  return [[...named.keys()], [...named.values()]];
}
