import type { ProviderCall } from "@callscript/core/ports.ts";
import { storableText } from "@callscript/core/storable-json.ts";
import { z } from "zod";
import { booleanOf } from "./boolean-of.ts";
import { recordDigest } from "./record-digest.ts";

// Every column may be missing, empty or of another type than last week: a fact that cannot be read is unknown (null),
// and only a record without its id or its start is refused.
const Text = z.unknown().optional().transform(textOf);
const WholeSeconds = z.unknown().optional().transform(secondsOf);
const YesNo = z.unknown().optional().transform(booleanOf);
const Dollars = z.unknown().optional().transform(dollarsOf);
const Moment = z.unknown().optional().transform(momentOf);

/** Both are keys of an index, which has no room for more than some 2600 bytes. */
const longestId = 128;
const CallId = z
  .string({ error: "no inboundCallId" })
  .max(longestId, { error: `inboundCallId has more than ${longestId} characters` });

const CallRecord = z.object({
  inboundCallId: Text.pipe(CallId),
  callDt: Moment.pipe(z.date({ error: "callDt is no time" })),
  callCompletedDt: Moment,
  isLive: YesNo,
  campaignId: Text.transform((id) => (id !== null && id.length > longestId ? null : id)),
  campaignName: Text,
  publisherName: Text,
  publisherId: Text,
  buyer: Text,
  buyerId: Text,
  targetName: Text,
  targetId: Text,
  inboundPhoneNumber: Text,
  callLengthInSeconds: WholeSeconds,
  connectedCallLengthInSeconds: WholeSeconds,
  conversionAmount: Dollars,
  payoutAmount: Dollars,
  hasConnected: YesNo,
  hasConverted: YesNo,
  hasPayout: YesNo,
  endCallSource: Text,
  isDuplicate: YesNo,
  recordingUrl: Text.transform(linkOf),
});

export type ReadRecord = { ok: true; call: ProviderCall } | { ok: false; reason: string };

/** Reads one call log record. `raw` is what is kept verbatim; it differs from `record` where facts were gathered. */
export function readRecord(record: unknown, raw: unknown = record): ReadRecord {
  const parsed = CallRecord.safeParse(record);
  if (!parsed.success || !isObject(raw)) {
    return { ok: false, reason: parsed.error?.issues.map((one) => one.message).join("; ") ?? "no object" };
  }
  const found = parsed.data;
  const ringing = found.isLive === true;
  return {
    ok: true,
    call: {
      providerCallId: found.inboundCallId,
      campaign: { id: found.campaignId ?? "", name: found.campaignName ?? "" },
      startTimeUtc: found.callDt,
      endedAtUtc: ringing ? null : found.callCompletedDt,
      callerNumber: found.inboundPhoneNumber,
      durationSeconds: ringing ? null : found.callLengthInSeconds,
      connectedSeconds: ringing ? null : found.connectedCallLengthInSeconds,
      // A call that still rings has not failed to connect.
      hasConnected: ringing && found.hasConnected === false ? null : found.hasConnected,
      isDuplicate: found.isDuplicate,
      revenue: found.conversionAmount ?? (found.hasConverted === false ? "0" : null),
      payout: found.payoutAmount ?? (found.hasPayout === false ? "0" : null),
      publisher: found.publisherName ?? found.publisherId,
      buyer: found.buyer ?? found.buyerId,
      target: found.targetName ?? found.targetId,
      endCallSource: found.endCallSource,
      recordingUrl: found.recordingUrl,
      raw,
      digest: recordDigest(raw),
    },
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value as text; null for what is empty: "", "-no value-" and a token that was not replaced ("[...]"). */
export function textOf(value: unknown): string | null {
  if (typeof value !== "string" && typeof value !== "number") return null;
  const text = storableText(String(value)).trim();
  return text === "" || text.toLowerCase() === "-no value-" || /^\[[^\]]*\]$/.test(text) ? null : text;
}

function secondsOf(value: unknown): number | null {
  const text = textOf(value);
  if (text === null) return null;
  const seconds = Math.round(Number(text));
  return seconds >= 0 && seconds <= 2_147_483_647 ? seconds : null;
}

function dollarsOf(value: unknown): string | null {
  const text = textOf(value)
    ?.replace(/^(-?)\$/, "$1")
    .replaceAll(",", "");
  if (text === undefined || !/^-?\d*\.?\d+(e[+-]?\d+)?$/i.test(text)) return null;
  const amount = Number(text);
  // The column is numeric(12,4).
  if (!(Math.abs(amount) < 99_999_999)) return null;
  return /e/i.test(text) ? amount.toFixed(4) : text.replace(/^(-?)\./, "$10.");
}

function momentOf(value: unknown): Date | null {
  const text = textOf(value);
  if (text === null) return null;
  const iso = /^\d{4}-\d{2}-\d{2}T[\d:.]+$/.test(text) ? `${text}Z` : text;
  const moment = /^\d+$/.test(text) ? epochDate(text) : isoDate(iso);
  const year = moment.getUTCFullYear();
  return year >= 2000 && year < 2100 ? moment : null;
}

/** Nine or ten digits are seconds: as milliseconds they would be of 1970. */
function epochDate(digits: string): Date {
  return new Date(Number(digits) * (/^\d{9,10}$/.test(digits) ? 1000 : 1));
}

function isoDate(text: string): Date {
  return new Date(/^\d{4}-\d{2}-\d{2}T/.test(text) ? text : Number.NaN);
}

/** null for what is no http(s) URL. */
export function linkOf(text: string | null): string | null {
  return text !== null && /^https?:\/\//i.test(text) && URL.canParse(text) ? text : null;
}
