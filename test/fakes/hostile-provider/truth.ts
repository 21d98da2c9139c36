import { createHash } from "node:crypto";
import { recordingBytes } from "./recording-bytes.ts";
import type { Tape } from "./tape.ts";
import { isServed } from "./tape-recording.ts";

/** A call as the provider tells it once nothing about it changes any more. Money in dollars, times by its clock. */
export interface TrueCall {
  id: string;
  startUtc: string;
  endUtc: string;
  durationSeconds: number;
  connectedSeconds: number;
  hasConnected: boolean;
  revenue: number;
  payout: number;
  campaign: string | null;
  /** Of the bytes that the provider still serves at the end; null where it serves none. */
  recordingSha256: string | null;
}

/** The final version of every call on a tape. */
export function truthOf({ seed, skewMs, calls }: Tape): TrueCall[] {
  return calls.map((call) => {
    const final = call.money.at(-1);
    return {
      id: call.id,
      startUtc: new Date(call.startMs + skewMs).toISOString(),
      endUtc: new Date(call.hangUpMs + skewMs).toISOString(),
      durationSeconds: call.durationSeconds,
      connectedSeconds: call.connectedSeconds,
      hasConnected: call.hasConnected,
      revenue: Number(final?.revenue ?? 0),
      payout: Number(final?.payout ?? 0),
      campaign: call.campaign?.id ?? null,
      recordingSha256:
        call.recording !== null && isServed(call.recording)
          ? createHash("sha256").update(recordingBytes(seed, call.index)).digest("hex")
          : null,
    };
  });
}
