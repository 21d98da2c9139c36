import type { CallStatus } from "@callscript/core/call-state.ts";
import type { CallEvent } from "@callscript/core/desk/call.sql.ts";

export interface Stage {
  name: "Ingest" | "Vault" | "Factory" | "Judge";
  /** Seconds since the stage before was done; null where nobody knows. */
  waited: number | null;
  /** Seconds of work; null where it is not done. */
  worked: number | null;
  attempts: number;
  /** It ended the call's way, and is waited for no more. */
  ended: "failed" | "skipped" | null;
}

const lanes = [
  ["vault", "Vault"],
  ["factory", "Factory"],
  ["judge", "Judge"],
] as const;

type Step = Pick<CallEvent, "kind" | "lane" | "at_utc" | "milliseconds" | "attempt">;

/** Longer ago than this before it came in, a call was imported or listed late: that is nobody's waiting. */
const longestIngestSeconds = 3_600;

/**
 * The way of a call from hang-up to its first judgement, stage by stage. What was done again later is not counted; a stage
 * that is not done yet is the last, and waits since the one before, unless the call failed there or was skipped.
 */
export function stagesOf(events: readonly Step[], status: CallStatus, endedAt: Date, now: Date): Stage[] {
  const created = events.find(({ kind }) => kind === "created");
  if (created === undefined) return [];
  const arrived = secondsBetween(endedAt, created.at_utc);
  const stages: Stage[] = [
    {
      name: "Ingest",
      waited: arrived >= 0 && arrived <= longestIngestSeconds ? arrived : null,
      worked: 0,
      attempts: 1,
      ended: null,
    },
  ];
  let doneAt = created.at_utc;
  for (const [lane, name] of lanes) {
    const own = events.filter((event) => event.lane === lane && event.at_utc >= created.at_utc);
    const done = own.find(({ kind }) => kind === "finished");
    if (done === undefined) {
      // What is not here yet has no stage to wait for: a call that came with its transcript skips two.
      const isLater = lanes.some(([other]) =>
        events.some((event) => event.lane === other && event.kind === "finished" && event.at_utc > doneAt),
      );
      if (isLater) continue;
      const tries = own.filter(({ kind }) => kind === "attempt_failed" || kind === "failed").length;
      const ended = status === "failed" || status === "skipped" ? status : null;
      const until = ended === null ? now : events.findLast(({ kind }) => kind === ended)?.at_utc;
      const waited = until === undefined ? null : secondsBetween(doneAt, until);
      stages.push({ name, waited, worked: null, attempts: tries, ended });
      return stages;
    }
    const worked = (done.milliseconds ?? 0) / 1000;
    stages.push({
      name,
      waited: Math.max(0, secondsBetween(doneAt, done.at_utc) - worked),
      worked,
      attempts: done.attempt ?? 1,
      ended: null,
    });
    doneAt = done.at_utc;
  }
  return stages;
}

function secondsBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 1000;
}
