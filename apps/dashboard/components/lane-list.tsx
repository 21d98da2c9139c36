import { cn } from "../lib/class-names.ts";
import { count } from "../lib/format.ts";

export interface ShownLane {
  lane: string;
  state: "running" | "paused" | "stopped";
  reason: string | null;
  waiting: number;
}

const words = { running: "", paused: "paused", stopped: "stopped" } as const;

/** The lanes with a dot and one fact each, at the foot of the sidebar. */
export function LaneList({ lanes }: { lanes: readonly ShownLane[] }) {
  return (
    <ul
      aria-label="Lanes"
      className="mt-auto hidden border-border border-t px-2 pt-2.5 pb-2 min-[1100px]:block"
    >
      {lanes.map(({ lane, state, reason, waiting }) => (
        <li
          key={lane}
          className="flex h-6 items-center gap-2 text-[12.5px] text-sub"
          title={reason ?? undefined}
        >
          <LaneDot state={state} />
          <span className="capitalize">{lane}</span>
          <span className="ml-auto text-muted-foreground text-xs">
            {words[state] || (lane === "ingest" ? "" : `${count(waiting)} waiting`)}
          </span>
        </li>
      ))}
    </ul>
  );
}

export function LaneDot({ state }: { state: ShownLane["state"] }) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        "size-2 flex-none rounded-full",
        state === "running" ? "bg-safe" : "border-[1.5px] border-muted-foreground",
      )}
    />
  );
}
