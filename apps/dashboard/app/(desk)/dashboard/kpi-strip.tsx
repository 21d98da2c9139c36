import type { OverviewSummary, Traffic } from "@callscript/core/desk/overview.ts";
import type { OverviewPeriod } from "@callscript/core/desk/overview-period.ts";
import Link from "next/link";
import { courseRows } from "./course-rows.ts";
import { kpiCells } from "./kpi-cells.ts";
import { LinkedTable } from "./linked-table.tsx";
import type { OverviewUrl } from "./overview-url.ts";
import { Sparkline } from "./sparkline.tsx";
import { Skeleton } from "./streamed.tsx";

/** Five figures, each with what it is compared with: a course, or a bar with its target's tick. */
export function KpiStrip({
  summary,
  traffic,
  period,
  url,
}: {
  summary: OverviewSummary;
  traffic: Traffic;
  period: OverviewPeriod;
  url: OverviewUrl;
}) {
  return (
    <>
      <dl className={grid}>
        {kpiCells(summary, traffic, period, url).map(
          ({ name, parts, change, note, href, title, course, bar }) => (
            <div key={name} className={cell} title={title}>
              <dt className="text-[12.5px] text-sub">
                <Link href={href} className="hover:underline hover:underline-offset-[3px]">
                  {name}
                </Link>
              </dt>
              <dd className="mt-1 flex h-8 items-baseline whitespace-nowrap font-semibold text-[26px] leading-8 tracking-[-.03em]">
                {parts.map(({ figure, unit }) => (
                  <span key={`${figure}${unit}`} className="mr-1.5 leading-8 last:mr-0">
                    {figure}
                    {unit === "" ? null : (
                      <span className="ml-1 font-normal text-[15px] text-sub leading-none tracking-normal">
                        {unit}
                      </span>
                    )}
                  </span>
                ))}
              </dd>
              <dd className="mt-1 truncate text-[12px] text-sub leading-4" title={`${change} ${note}`.trim()}>
                {change === "" ? null : <strong className="font-medium text-foreground">{change} </strong>}
                {note}
              </dd>
              <dd aria-hidden="true" className="mt-2 flex h-[22px] items-center">
                {course === undefined ? null : <Sparkline {...course} />}
                {bar === undefined ? null : <TargetBar share={bar} />}
              </dd>
            </div>
          ),
        )}
      </dl>
      <LinkedTable
        table="figures"
        of="The figures' courses"
        url={url}
        head={["From (UTC)", "Calls", "Flagged, mean of three", "Savings, added up"]}
        rows={() => courseRows(traffic, period)}
      />
    </>
  );
}

const grid =
  "grid grid-cols-2 gap-px overflow-hidden rounded-[10px] border border-border bg-border min-[720px]:grid-cols-3 min-[1100px]:grid-cols-5 shadow-xs dark:shadow-none";
const cell =
  "h-[132px] min-w-0 bg-card px-4 py-4 last:col-span-2 min-[720px]:last:col-span-2 min-[1100px]:last:col-span-1 min-[1280px]:px-[18px]";

export function KpiSkeleton() {
  return (
    <div aria-hidden="true">
      <div className={grid}>
        {["calls", "flagged", "savings", "cost", "latency"].map((name) => (
          <div key={name} className={cell}>
            <Skeleton className="h-4 w-20" />
            <Skeleton className="mt-3 h-6 w-28" />
            <Skeleton className="mt-4 h-3 w-32" />
          </div>
        ))}
      </div>
      <div className="h-[23px]" />
    </div>
  );
}

/** How much of the target is used, the tick being the target; over it the bar says so in its colour, the note in words. */
function TargetBar({ share }: { share: number | null }) {
  return (
    <span className="relative h-1 w-full rounded-full bg-accent">
      {share === null ? null : (
        <span
          className="absolute inset-y-0 left-0 rounded-full"
          style={{
            width: `${Math.min(100, share * 80)}%`,
            background: share > 1 ? "var(--sev-3)" : "var(--safe)",
          }}
        />
      )}
      <span className="absolute -inset-y-1 left-[80%] w-0.5 bg-foreground" />
    </span>
  );
}
