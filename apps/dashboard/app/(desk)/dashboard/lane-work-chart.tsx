import type { OverviewPeriod } from "@callscript/core/desk/overview-period.ts";
import { max } from "d3-array";
import { scaleLinear, scaleTime } from "d3-scale";
import { line } from "d3-shape";
import { count } from "../../../lib/format.ts";
import { axisLabel, binName } from "./bin-words.ts";
import { ChartPicture, frame, YAxis } from "./chart-frame.tsx";
import { type LaneName, shownLanes } from "./lane-words.ts";
import { LinkedTable } from "./linked-table.tsx";
import type { OverviewUrl } from "./overview-url.ts";

const strokes: Record<LaneName, { stroke: string; dash?: string }> = {
  ingest: { stroke: "var(--muted-foreground)", dash: "2 2" },
  vault: { stroke: "var(--caller-ink)" },
  factory: { stroke: "var(--signal)" },
  judge: { stroke: "var(--sev-4)" },
};

/** What each lane finished by bin; who waits for it now stands at its line's end. All campaigns. */
export function LaneWorkChart({
  rows,
  waiting,
  period,
  url,
}: {
  rows: readonly { bin_utc: Date; lane: string; finished: number }[];
  /** Calls that wait for a lane now. */
  waiting: Readonly<Record<LaneName, number>>;
  period: OverviewPeriod;
  url: OverviewUrl;
}) {
  const binMs = period.binMinutes * 60_000;
  const bins = Array.from(
    { length: Math.ceil((period.nowUtc.getTime() - period.fromUtc.getTime()) / binMs) },
    (_, index) => new Date(period.fromUtc.getTime() + index * binMs),
  );
  // The bin under way is not whole: a line to it would be a fall that is none.
  const whole = bins.filter((bin) => bin.getTime() + binMs <= period.nowUtc.getTime());
  const finished = new Map(rows.map((row) => [`${row.lane} ${row.bin_utc.getTime()}`, row.finished]));
  const of = (lane: string, bin: Date) => finished.get(`${lane} ${bin.getTime()}`) ?? 0;
  const sumOf = (lane: string) => bins.reduce((sum, bin) => sum + of(lane, bin), 0);
  const x = scaleTime([period.fromUtc, period.toUtc], [frame.left, frame.right]);
  const y = scaleLinear(
    [0, max(rows, (row) => row.finished) || 4],
    [frame.shareBottom, frame.columnsTop],
  ).nice(4);
  const step = ((frame.right - frame.left) * binMs) / (period.toUtc.getTime() - period.fromUtc.getTime());
  const { every, of: label } = axisLabel(period);
  const labels = Math.round((period.toUtc.getTime() - period.fromUtc.getTime()) / binMs / every);
  const words = shownLanes.map(
    (lane) => `${lane} finished ${count(sumOf(lane))}, ${count(waiting[lane])} waiting now`,
  );
  return (
    <>
      <ChartPicture summary={`By lane: ${words.join("; ")}.`}>
        <YAxis ticks={y.ticks(4).filter(Number.isInteger)} y={y} label={count} />
        {shownLanes.map((lane) => (
          <path
            key={lane}
            d={
              line<Date>()
                .x((bin) => x(bin) + step / 2)
                .y((bin) => y(of(lane, bin)))(whole) ?? ""
            }
            fill="none"
            stroke={strokes[lane].stroke}
            strokeDasharray={strokes[lane].dash}
            strokeWidth="1.5"
            strokeLinejoin="round"
          >
            <title>{`${lane}: ${count(sumOf(lane))} finished, ${count(waiting[lane])} waiting now`}</title>
          </path>
        ))}
        {Array.from(
          { length: labels },
          (_, index) => new Date(period.fromUtc.getTime() + index * every * binMs),
        ).map((start, index) => (
          <text
            key={start.toISOString()}
            x={x(start)}
            y={frame.height - 6}
            textAnchor={index === 0 ? "start" : "middle"}
          >
            {label(start)}
          </text>
        ))}
      </ChartPicture>
      <ul className="mt-1 flex min-h-[42px] flex-wrap gap-x-5 gap-y-0.5 text-[12px] text-sub">
        {shownLanes.map((lane) => (
          <li key={lane} className="inline-flex items-center gap-1.5">
            <svg width="16" height="4" aria-hidden="true">
              <line
                x2="16"
                y1="2"
                y2="2"
                strokeWidth="2"
                stroke={strokes[lane].stroke}
                strokeDasharray={strokes[lane].dash}
              />
            </svg>
            <span className="capitalize">{lane}</span> {count(sumOf(lane))} finished
            {lane === "ingest" ? "" : `, ${count(waiting[lane])} waiting now`}
          </li>
        ))}
      </ul>
      <LinkedTable
        table="traffic"
        of="Finished by lane"
        url={url}
        head={["From (UTC)", "Ingest", "Vault", "Factory", "Judge"]}
        rows={() =>
          bins.map((bin) => [binName(bin, period), ...shownLanes.map((lane) => count(of(lane, bin)))])
        }
      />
    </>
  );
}
