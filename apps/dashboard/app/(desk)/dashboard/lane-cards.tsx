import { LaneDot } from "../../../components/lane-list.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { age, count } from "../../../lib/format.ts";
import { resumeHere } from "./actions.ts";
import { laneSentence, queueFor, shownLanes } from "./lane-words.ts";
import type { OverviewUrl } from "./overview-url.ts";
import { type ResumeAnswer, resumeWords } from "./resume-answer.ts";

export interface LaneCardsProps {
  lanes: readonly {
    lane: string;
    state: "running" | "paused" | "stopped";
    reason: string | null;
    last_run_at: Date | null;
  }[];
  queues: readonly { status: string; calls: number; oldest_utc: Date }[];
  /** By lane, of today. */
  finished: ReadonlyMap<string, number>;
  failed: { calls: number; reasons: readonly { reason: string; calls: number }[] };
  judgeTodayUsd: string;
  now: Date;
  mayResume: boolean;
  url: OverviewUrl;
  answer: ResumeAnswer;
}

/** Each lane with its state, its queue and what it did today; where it is not running, why; then what failed. */
export function LaneCards({
  lanes,
  queues,
  finished,
  failed,
  judgeTodayUsd,
  now,
  mayResume,
  url,
  answer,
}: LaneCardsProps) {
  return (
    <ul className="flex flex-col">
      {shownLanes.map((name) => {
        const lane = lanes.find((one) => one.lane === name);
        if (lane === undefined) return null;
        const queue = queueFor(name, queues);
        const did = laneSentence(name, {
          finished: finished.get(name) ?? 0,
          lastRunUtc: lane.last_run_at,
          judgeTodayUsd,
          now,
        });
        return (
          <li key={name} className={row}>
            <LaneDot state={lane.state} />
            <span className="font-medium capitalize">{name}</span>
            <span
              className="ml-auto text-[12.5px]"
              title={queue ? `The oldest began ${age(queue.oldest_utc, now)} ago` : undefined}
            >
              {name === "ingest"
                ? `${count(finished.get(name) ?? 0)} in`
                : `${count(queue?.calls ?? 0)} waiting`}
            </span>
            <p className="w-full pl-4 text-[12px] text-sub leading-[18px]">
              {lane.state === "paused" ? `Paused. ${lane.reason ?? "No reason was given."}` : null}
              {lane.state === "stopped" ? `Stopped: nothing serves it. ${lane.reason ?? ""}` : null}
              {lane.state === "running" ? (lane.reason ?? did) : null}
            </p>
            {lane.state === "paused" && mayResume ? (
              <form action={resumeHere.bind(null, name, url)} className="mt-1 w-full pl-4">
                <Button type="submit" size="small" aria-label={`Resume: the ${name} lane`}>
                  Resume
                </Button>
              </form>
            ) : null}
            {mayResume ? (
              <p role="status" className="w-full pl-4 text-[12px] leading-[18px] empty:hidden">
                {resumeWords(lane, answer)}
              </p>
            ) : null}
          </li>
        );
      })}
      <li className={row}>
        <span
          aria-hidden="true"
          className="size-2 flex-none rounded-full"
          style={{ background: failed.calls > 0 ? "var(--sev-3)" : "var(--vol)" }}
        />
        <span className="font-medium">Failed today</span>
        <span className="ml-auto text-[12.5px]">
          {count(failed.calls)} {failed.calls === 1 ? "call" : "calls"}
        </span>
        <p className="w-full pl-4 text-[12px] text-sub leading-[18px]">
          {failed.reasons.length === 0
            ? "None of today's calls"
            : failed.reasons.map(({ reason, calls }) => `${count(calls)} × ${reason}`).join(", ")}
        </p>
      </li>
    </ul>
  );
}

const row = "flex flex-wrap items-center gap-x-2 border-border border-t px-4 py-2 first:border-t-0 last:pb-3";
