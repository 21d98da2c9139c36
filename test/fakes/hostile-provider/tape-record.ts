import { drawn } from "./random.ts";
import type { Tape } from "./tape.ts";
import type { TapeCall } from "./tape-call.ts";

/** Ringba's column ids that this account knows. It does not know `buyerId`. */
export const accountColumns = [
  "inboundCallId",
  "callDt",
  "callCompletedDt",
  "isLive",
  "campaignId",
  "campaignName",
  "publisherId",
  "publisherName",
  "buyer",
  "targetId",
  "targetName",
  "inboundPhoneNumber",
  "number",
  "callLengthInSeconds",
  "connectedCallLengthInSeconds",
  "conversionAmount",
  "payoutAmount",
  "hasConnected",
  "hasConverted",
  "hasPayout",
  "endCallSource",
  "isDuplicate",
  "recordingUrl",
  "hasRecording",
] as const;

/** Which of a call's versions is told at a moment; -1 while it is not listed at all. */
export function versionAt(call: TapeCall, ms: number): number {
  if (ms < call.listedMs) return -1;
  if (ms < call.finishedMs) return 0;
  const linked = call.recording !== null && ms >= call.recording.linkMs ? 1 : 0;
  return 1 + moneyAt(call, ms) * 2 + linked;
}

/**
 * A call as the call log tells it at a moment: facts come as numbers, strings or words, empty ones as "-no value-" or
 * not at all; one call in five that still rings pretends to be a short one.
 */
export function recordAt(tape: Tape, call: TapeCall, ms: number, link: string): Record<string, unknown> {
  const { seed, skewMs } = tape;
  const form = (column: string) => drawn(seed, "form", call.index, column);
  const number = (column: string, value: number) =>
    form(column) < 0.3 ? String(value) : form(column) < 0.35 ? `${value}.0` : value;
  const word = (column: string, value: boolean) => {
    const at = form(column);
    if (at < 0.3) return value ? "yes" : "no";
    return at < 0.6 ? String(value) : value;
  };
  const name = (column: string, value: string) =>
    form(column) < 0.1 ? {} : { [column]: form(column) < 0.2 ? "-no value-" : value };
  const known = {
    inboundCallId: call.id,
    callDt: form("callDt") < 0.2 ? String(call.startMs + skewMs) : call.startMs + skewMs,
    ...(call.campaign === null
      ? { campaignId: "-no value-", campaignName: "-no value-" }
      : { campaignId: call.campaign.id, ...name("campaignName", call.campaign.name) }),
    ...name("publisherName", `Publisher ${call.index % 7}`),
    ...name("buyer", `Buyer ${call.index % 5}`),
    ...name("targetName", `Target ${call.index % 3}`),
    ...name("inboundPhoneNumber", `+1555${String(call.index).padStart(7, "0")}`),
    isDuplicate: word("isDuplicate", call.index % 11 === 0),
  };
  if (ms < call.finishedMs) {
    const pretends = form("live") < 0.2;
    return pretends
      ? { ...known, callLengthInSeconds: 0, connectedCallLengthInSeconds: "0", hasConnected: "no" }
      : { ...known, isLive: word("isLive", true), hasConnected: word("hasConnected", false) };
  }
  const { revenue, payout } = call.money[moneyAt(call, ms)] ?? { revenue: "0.00", payout: "0.00" };
  return {
    ...known,
    ...(form("isLive") < 0.5 ? { isLive: word("isLive", false) } : {}),
    callCompletedDt: call.hangUpMs + skewMs,
    callLengthInSeconds: number("callLengthInSeconds", call.durationSeconds),
    connectedCallLengthInSeconds: number("connectedCallLengthInSeconds", call.connectedSeconds),
    hasConnected: word("hasConnected", call.hasConnected),
    ...amount("conversionAmount", "hasConverted", revenue, form),
    ...amount("payoutAmount", "hasPayout", payout, form),
    ...name("endCallSource", call.index % 2 === 0 ? "Caller" : "Target"),
    ...(call.recording !== null && ms >= call.recording.linkMs ? { recordingUrl: link } : {}),
  };
}

/** Nothing is told as 0, or by the flag beside it alone. */
function amount(
  column: string,
  flag: string,
  value: string,
  form: (column: string) => number,
): Record<string, unknown> {
  const at = form(column);
  if (Number(value) === 0 && at < 0.5) return { [flag]: at < 0.25 ? "no" : false };
  const told = at < 0.4 ? value : at < 0.5 ? `$${value}` : Number(value);
  return { [column]: told, [flag]: Number(value) !== 0 };
}

function moneyAt({ money }: TapeCall, ms: number): number {
  return Math.max(
    0,
    money.findLastIndex(({ fromMs }) => ms >= fromMs),
  );
}
