import type { CallDetail, CallEvent } from "@callscript/core/desk/call.sql.ts";
import type { ReactNode } from "react";
import { moment, wait } from "../../../../lib/format.ts";

const kindWords: Record<string, string> = {
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
};

/** A judge that finishes a call which had a finding already has judged it again. */
const isJudgedAgain = (event: CallEvent) =>
  event.kind === "finished" && (event.from_status === "flagged" || event.from_status === "safe");

/** Every event of the call, and its recording's fingerprint. */
export function LifeOfCall({
  events,
  call,
  children,
}: {
  events: readonly CallEvent[];
  call: CallDetail;
  children: ReactNode;
}) {
  return (
    <div className="px-4 py-3">
      <ol className="flex flex-col gap-1.5 text-[12.5px]">
        {events.map((event) => (
          <li key={event.id} className="grid grid-cols-[64px_minmax(0,1fr)_auto] gap-x-2">
            <span className="text-muted-foreground capitalize">
              {event.lane ?? (event.kind === "reviewed" ? "desk" : "")}
            </span>
            <span className="min-w-0" title={moment(event.at_utc)}>
              {isJudgedAgain(event) ? "Judged again" : (kindWords[event.kind] ?? event.kind)}
              {event.to_status === null || event.to_status === event.from_status
                ? ""
                : `: ${event.to_status}`}
              {event.attempt !== null && event.attempt > 1 ? `, attempt ${event.attempt}` : ""}
              {event.kind === "reviewed" || event.kind === "rejudge_requested" ? ` by ${event.actor}` : ""}
            </span>
            <span className="text-right text-muted-foreground">
              {event.milliseconds === null ? "" : wait(event.milliseconds / 1000)}
              {event.cost_usd === null || Number(event.cost_usd) === 0
                ? ""
                : ` $${Number(event.cost_usd).toFixed(5)}`}
            </span>
          </li>
        ))}
      </ol>
      {children}
      {call.recording_sha256 === null ? null : (
        <p className="mt-3 break-all border-border border-t pt-2 font-mono text-[11px] text-muted-foreground leading-4">
          {Number(call.recording_bytes).toLocaleString("en-US")} bytes, sha256 {call.recording_sha256}
        </p>
      )}
      {call.speech_model === null ? null : (
        <p className="mt-1 text-muted-foreground text-xs">
          Transcript by {call.speech_model}
          {call.stand_in ? ", a stand-in that reads the demo's voice code" : ""}.
        </p>
      )}
    </div>
  );
}
