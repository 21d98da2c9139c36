import { LaneDot } from "../../../components/lane-list.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { age, count } from "../../../lib/format.ts";
import { resume } from "./actions.ts";

const queueOf: Record<string, string> = { vault: "pending", factory: "downloaded", judge: "transcribed" };
const stateWords = { running: "running", paused: "paused", stopped: "stopped: nothing serves it" } as const;

export interface LaneCardsProps {
  lanes: readonly {
    lane: string;
    state: "running" | "paused" | "stopped";
    reason: string | null;
    last_run_at: Date | null;
  }[];
  queues: readonly { status: string; calls: number; oldest_utc: Date }[];
  mayResume: boolean;
}

/** Each lane with its state, its queue and, where it is paused, why. */
export function LaneCards({ lanes, queues, mayResume }: LaneCardsProps) {
  const now = new Date();
  return (
    <ul className="flex flex-col">
      {lanes.map(({ lane, state, reason, last_run_at }) => {
        const queue = queues.find(({ status }) => status === queueOf[lane]);
        return (
          <li
            key={lane}
            className="flex flex-wrap items-center gap-x-2 border-border border-t py-2 first:border-t-0"
          >
            <LaneDot state={state} />
            <span className="font-medium capitalize">{lane}</span>
            <span className="ml-auto text-[12.5px] text-muted-foreground">
              {queue
                ? `${count(queue.calls)} waiting, oldest ${age(queue.oldest_utc, now)}`
                : last_run_at === null
                  ? "has not run yet"
                  : `ran ${age(last_run_at, now)} ago`}
            </span>
            <div className="w-full pl-4 text-[12.5px] text-sub">
              {reason === null ? stateWords[state] : `${stateWords[state]}. ${reason}`}
              {state === "paused" && mayResume ? (
                <form action={resume} className="mt-1.5 inline-block">
                  <input type="hidden" name="lane" value={lane} />
                  <Button type="submit" size="small">
                    Resume
                  </Button>
                </form>
              ) : null}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
