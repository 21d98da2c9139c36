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

const laneOf: Partial<Record<CallDetail["status"], string>> = {
  pending: "vault",
  downloaded: "factory",
  processing: "factory",
  transcribed: "judge",
};

/** Why a call waits longer than it should: the lane it waits for does not run. */
export function laneWords(
  status: CallDetail["status"],
  lanes: readonly { lane: string; state: "running" | "paused" | "stopped"; reason: string | null }[],
): string {
  const lane = lanes.find((one) => one.lane === laneOf[status]);
  if (lane === undefined || lane.state === "running") return "";
  const why = lane.reason === null ? "" : `: ${lane.reason.replace(/\.$/, "")}`;
  return ` The ${lane.lane} lane is ${lane.state}${why}. It is set up under Settings, Lanes.`;
}
