import type { CallDetail } from "@callscript/core/desk/call.sql.ts";

const skipWords: Record<string, string> = {
  no_recording: "it has no recording",
  not_connected: "it was never connected",
  too_short: "it is shorter than the campaign's minimum",
};

/** Where a call stands, for people. */
export function stateInWords(call: Pick<CallDetail, "status" | "skip_reason" | "processing_error">): string {
  const why = call.processing_error === null ? "" : ` Last problem: ${call.processing_error}.`;
  switch (call.status) {
    case "pending":
      return `Waiting for its recording.${why}`;
    case "downloaded":
      return `Waiting for transcription.${why}`;
    case "processing":
      return "Transcribing.";
    case "transcribed":
      return `Waiting for the judge.${why}`;
    case "flagged":
      return "Flagged.";
    case "safe":
      return "Safe.";
    case "failed":
      return `Failed: ${call.processing_error ?? "no reason was kept"}.`;
    case "skipped":
      return `Skipped: ${skipWords[call.skip_reason ?? ""] ?? "no reason was kept"}.`;
  }
}
