import type { CallEvent } from "@callscript/core/desk/call.sql.ts";

const kindWords: Readonly<Record<string, string>> = {
  created: "Arrived",
  claimed: "Taken up",
  finished: "Finished",
  attempt_failed: "Attempt failed",
  given_back: "Given back",
  lease_lost: "Rescued from a dead worker",
  outage: "Waited out an outage",
  failed: "Failed",
  skipped: "Skipped",
  revived: "Revived by a late recording",
  requeued: "Put back in the queue",
  reviewed: "Decided",
  updated: "New facts from Ringba",
  rejudge_requested: "Asked to be judged again",
  rejudge_failed: "Could not be judged again",
  speakers_swapped: "Agent and caller swapped",
  flag_reviewed: "Said of a flag",
};

type Told = Pick<CallEvent, "kind" | "from_status" | "to_status" | "attempt" | "said">;

/** What happened, in words: "Finished: transcribed, attempt 2". */
export function eventWords({ kind, from_status, to_status, attempt, said }: Told): string {
  // A judge that finishes a call which had a finding already has judged it again.
  const isAgain = kind === "finished" && (from_status === "flagged" || from_status === "safe");
  const moved = to_status === null || to_status === from_status ? null : to_status;
  const rest = [
    said?.replaceAll("_", " ") ?? null,
    moved === said ? null : moved,
    attempt !== null && attempt > 1 ? `attempt ${attempt}` : null,
  ].filter((part) => part !== null);
  const what = isAgain ? "Judged again" : (kindWords[kind] ?? kind.replaceAll("_", " "));
  return rest.length === 0 ? what : `${what}: ${rest.join(", ")}`;
}
