import type { Arrival } from "./arrivals.ts";

/** The column ids that the fake provider knows: those of the real one that CallScript asks for, and a few more. */
export const columnIds = [
  "inboundCallId",
  "callDt",
  "callCompletedDt",
  "campaignId",
  "campaignName",
  "publisherId",
  "publisherName",
  "buyerId",
  "buyer",
  "targetId",
  "targetName",
  "targetNumber",
  "inboundPhoneNumber",
  "number",
  "callLengthInSeconds",
  "connectedCallLengthInSeconds",
  "timeToCallInSeconds",
  "timeToConnectInSeconds",
  "conversionAmount",
  "payoutAmount",
  "profitNet",
  "profitGross",
  "totalCost",
  "telcoCost",
  "hasConnected",
  "hasConverted",
  "hasPayout",
  "endCallSource",
  "noPayoutReason",
  "noConversionReason",
  "isDuplicate",
  "hasPreviouslyConnected",
  "isLive",
  "recordingUrl",
  "hasRecording",
] as const;

/** One record as the real provider writes it: epoch milliseconds, some numbers as strings, empty columns left out. */
export function recordOf(
  { id, call, startMs, endMs, kind }: Arrival,
  recordingUrl: string,
): Record<string, unknown> {
  const seconds = Math.round((endMs - startMs) / 1000);
  const answered = kind !== "not_connected";
  const record: Record<string, unknown> = {
    inboundCallId: id,
    callDt: startMs,
    callCompletedDt: endMs,
    campaignId: call.campaign.id,
    campaignName: call.campaign.name,
    publisherId: `PU${call.publisher.length}`,
    publisherName: call.publisher,
    inboundPhoneNumber: call.callerNumber,
    number: "+18005550100",
    callLengthInSeconds: seconds,
    timeToCallInSeconds: 0,
    hasConnected: answered,
    isDuplicate: false,
    hasPreviouslyConnected: false,
    isLive: false,
  };
  if (!answered) return record;
  return {
    ...record,
    buyer: call.buyer,
    targetName: `${call.buyer} intake`,
    connectedCallLengthInSeconds: String(seconds - 2),
    timeToConnectInSeconds: 2,
    conversionAmount: call.revenue.toFixed(2),
    payoutAmount: call.payout,
    hasConverted: "yes",
    endCallSource: "Caller",
    ...(kind === "answered" ? { recordingUrl } : {}),
  };
}
