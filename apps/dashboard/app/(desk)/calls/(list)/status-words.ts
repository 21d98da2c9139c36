import type { CallStatus } from "@callscript/core/call-state.ts";
import type { ListedCall } from "@callscript/core/desk/list-calls.sql.ts";

export const statusNames: Readonly<Record<CallStatus, string>> = {
  pending: "Waiting for its recording",
  downloaded: "Waiting for transcription",
  processing: "Transcribing",
  transcribed: "Waiting for the judge",
  flagged: "Flagged",
  safe: "Safe",
  failed: "Failed",
  skipped: "Skipped",
};

type Standing = Pick<ListedCall, "status" | "skip_reason" | "minimum_seconds" | "processing_error" | "tries">;

/** Where a call stands, in a few words: "Skipped: shorter than 15 s". */
export function statusWords(call: Standing): string {
  const name = statusNames[call.status];
  if (call.status === "skipped") return `${name}: ${skipWords(call)}`;
  return call.status === "failed" ? `${name}: ${call.processing_error ?? "no reason was kept"}` : name;
}

function skipWords({ skip_reason, minimum_seconds }: Standing): string {
  switch (skip_reason) {
    case "no_recording":
      return "no recording";
    case "not_connected":
      return "never connected";
    case "too_short":
      return minimum_seconds > 0 ? `shorter than ${minimum_seconds} s` : "too short";
    default:
      return "no reason was kept";
  }
}

/** What a failed or skipped call opens to: what happened, how often it was tried, and what to do. */
export function whyStopped(call: Standing): { reason: string; tries: string; advice: string } | null {
  if (call.status === "failed")
    return {
      reason: sentence(call.processing_error ?? "No reason was kept"),
      tries: call.tries === 1 ? "Tried once." : `Tried ${call.tries} times.`,
      advice:
        "Once the cause is gone, put it back in the queue: it goes on where it stopped and is tried three times again.",
    };
  if (call.status !== "skipped") return null;
  const reason = {
    no_recording: "Ringba had no recording of it within 24 hours.",
    not_connected: "It was never connected, so nothing was said.",
    too_short:
      call.minimum_seconds > 0
        ? `It is ${skipWords(call)}, the least that its campaign asks for.`
        : "It was shorter than its campaign asked for.",
  }[call.skip_reason ?? ""];
  return {
    reason: reason ?? "No reason was kept.",
    tries: "",
    advice: "Put back in the queue, its recording is asked for again.",
  };
}

function sentence(text: string): string {
  const start = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(start) ? start : `${start}.`;
}
