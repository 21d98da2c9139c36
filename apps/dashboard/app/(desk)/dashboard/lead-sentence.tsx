import type { OverviewSummary } from "@callscript/core/desk/overview.ts";
import type { OverviewRange } from "@callscript/core/desk/overview-period.ts";
import { wait } from "../../../lib/format.ts";
import { FirstRun, firstRunHeight } from "./first-run.tsx";
import { headline } from "./headline.ts";
import { queueFor, shownLanes } from "./lane-words.ts";
import { Skeleton } from "./streamed.tsx";

const oldFiguresSeconds = 90;

/** The page's one large sentence; before the first judgement, what is still to be set up. */
export function LeadSentence({
  summary: { total, closing, facts },
  range,
  lanes,
  queues,
}: {
  summary: OverviewSummary;
  range: OverviewRange;
  lanes: readonly { lane: string; state: string; reason: string | null }[];
  queues: readonly { status: string; calls: number; oldest_utc: Date }[];
}) {
  if (!facts.has_judgement) {
    const reasons = lanes.flatMap(({ lane, reason }) => (reason === null ? [] : [[lane, reason] as const]));
    return <FirstRun facts={facts} laneReasons={new Map(reasons)} />;
  }
  const pausedLane = shownLanes.find((name) =>
    lanes.some(({ lane, state }) => lane === name && state === "paused"),
  );
  const waiting = pausedLane === undefined ? 0 : (queueFor(pausedLane, queues)?.calls ?? 0);
  const { lead, rest } = headline({
    ...total,
    range,
    closing: closing.calls,
    lastCallUtc: facts.last_call_utc,
    isIngestRunning: lanes.some(({ lane, state }) => lane === "ingest" && state === "running"),
    paused: pausedLane === undefined || waiting === 0 ? null : { lane: pausedLane, waiting },
  });
  const age = facts.figures_seconds;
  return (
    <div className="mb-4 min-h-[126px] min-[720px]:min-h-[58px]">
      <p className="font-semibold text-[24px] leading-8 tracking-[-.03em]">{lead}</p>
      <p className="mt-1 text-sub">
        {rest}
        {age === null || age > oldFiguresSeconds
          ? ` Figures ${age === null ? "have not been counted yet" : `were last counted ${wait(age)} ago`}: upkeep is not running.`
          : null}
      </p>
    </div>
  );
}

export function LeadSkeleton({ isFirstRun }: { isFirstRun: boolean }) {
  return isFirstRun ? (
    <Skeleton className={`mb-6 ${firstRunHeight}`} />
  ) : (
    <div className="mb-4 h-[126px] min-[720px]:h-[58px]">
      <Skeleton className="h-8 w-[min(520px,90%)]" />
      <Skeleton className="mt-2 h-4 w-[min(640px,95%)]" />
    </div>
  );
}
