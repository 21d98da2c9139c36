import { laneBins } from "@callscript/core/desk/overview.sql.ts";
import type { OverviewPeriod } from "@callscript/core/desk/overview-period.ts";
import { Card, CardTitle } from "../../../components/ui/card.tsx";
import { database } from "../../../lib/database.ts";
import { weekdayName } from "../../../lib/format.ts";
import { binWords } from "./bin-words.ts";
import { Key } from "./chart-frame.tsx";
import { queueFor } from "./lane-words.ts";
import { LaneWorkChart } from "./lane-work-chart.tsx";
import { LinkSwitch } from "./link-switch.tsx";
import { lanesNow, trafficOf } from "./overview-reads.ts";
import { type OverviewUrl, overviewHref } from "./overview-url.ts";
import { Skeleton, Streamed } from "./streamed.tsx";
import { TrafficChart } from "./traffic-chart.tsx";

const views = { calls: "Calls", lanes: "Lanes" } as const;

/** Traffic health: the calls of the period, or what each lane finished of them. */
export function TrafficCard({
  period,
  url,
  mayExport,
}: {
  period: OverviewPeriod;
  url: OverviewUrl;
  mayExport: boolean;
}) {
  const isCalls = url.view === "calls";
  return (
    <Card className="flex min-w-0 flex-col p-4">
      <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <CardTitle>Traffic health</CardTitle>
        <LinkSwitch
          label="View of traffic"
          choices={(["calls", "lanes"] as const).map((view) => ({
            name: views[view],
            href: overviewHref(url, { view }),
            isOn: view === url.view,
          }))}
        />
        <span className="text-[12.5px] text-sub">
          {isCalls
            ? `Calls per ${binWords[period.range]}, flagged share below`
            : `Finished per ${binWords[period.range]}, all campaigns`}
        </span>
        {isCalls && mayExport ? (
          <a
            href={overviewHref(url).replace("/dashboard", "/dashboard/export")}
            className="text-[12.5px] text-sub underline underline-offset-[3px]"
          >
            Download CSV
          </a>
        ) : null}
        {isCalls ? <Legend period={period} /> : null}
      </div>
      {isCalls ? (
        <Streamed read={() => trafficOf(period, url)} waiting={waiting}>
          {(traffic) => <TrafficChart traffic={traffic} period={period} url={url} />}
        </Streamed>
      ) : (
        <Streamed read={() => laneWork(period)} waiting={waitingOfLanes}>
          {({ rows, queues }) => (
            <LaneWorkChart
              rows={rows}
              period={period}
              url={url}
              waiting={{
                ingest: 0,
                vault: queueFor("vault", queues)?.calls ?? 0,
                factory: queueFor("factory", queues)?.calls ?? 0,
                judge: queueFor("judge", queues)?.calls ?? 0,
              }}
            />
          )}
        </Streamed>
      )}
    </Card>
  );
}

/** The picture, "View as table" and, of lanes, the lines' names. */
const waiting = (
  <>
    <Skeleton className="aspect-[800/252] min-h-[177px] w-full" />
    <div className="h-6" />
  </>
);
const waitingOfLanes = (
  <>
    {waiting}
    <div className="h-[46px]" />
  </>
);

async function laneWork(period: OverviewPeriod) {
  const [rows, { queues }] = await Promise.all([
    laneBins.run(database(), period.fromUtc, period.toUtc, period.binMinutes),
    lanesNow(),
  ]);
  return { rows, queues };
}

function Legend({ period }: { period: OverviewPeriod }) {
  const before =
    period.range === "today" ? `Last ${weekdayName(period.nowUtc)}` : `${period.shiftDays} days earlier`;
  return (
    <p className="flex flex-wrap gap-x-3.5 gap-y-1 text-[12px] text-sub min-[1280px]:ml-auto">
      <Key name="Safe">
        <span className="size-2.5 rounded-[2px] bg-vol" />
      </Key>
      <Key name="Flagged">
        <span className="size-2.5 rounded-[2px]" style={{ background: "var(--sev-4)" }} />
      </Key>
      <Key name="In progress">
        <span className="size-2.5 rounded-[2px] border-[1.5px] border-signal" />
      </Key>
      <Key name={before}>
        <svg width="16" height="4">
          <title>dashed</title>
          <line x2="16" y1="2" y2="2" stroke="var(--sub)" strokeDasharray="3 3" />
        </svg>
      </Key>
    </p>
  );
}
