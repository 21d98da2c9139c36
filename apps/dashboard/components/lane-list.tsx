import Link from "next/link";
import { cn } from "../lib/class-names.ts";
import { count } from "../lib/format.ts";

export interface ShownLane {
  lane: string;
  state: "running" | "paused" | "stopped";
  reason: string | null;
  waiting: number;
}

const words = { running: "", paused: "paused", stopped: "stopped" } as const;

/** The lanes with a dot and one fact each, at the foot of the sidebar; they lead to where lanes are looked after. */
export function LaneList({ lanes, href }: { lanes: readonly ShownLane[]; href: string }) {
  return (
    <ul aria-label="Lanes" className="mt-auto hidden border-border border-t px-2 pt-2.5 pb-2 spread:block">
      {lanes.map(({ lane, state, reason, waiting }) => (
        <li key={lane}>
          <Link
            href={href}
            prefetch={false}
            title={reason ?? undefined}
            className="-mx-1 flex h-6 items-center gap-2 rounded-md px-1 text-[12.5px] text-sub hover:bg-accent"
          >
            <LaneDot state={state} />
            <span className="capitalize">{lane}</span>
            <span className="ml-auto text-muted-foreground text-xs">
              {words[state] || (lane === "ingest" ? "" : `${count(waiting)} waiting`)}
            </span>
          </Link>
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
