import { readFlagRates } from "@callscript/core/desk/flag-rates.ts";
import { anyJudgement, campaignNames } from "@callscript/core/desk/overview.sql.ts";
import { readRules } from "@callscript/core/desk/overview.ts";
import { overviewPeriod } from "@callscript/core/desk/overview-period.ts";
import type { Metadata } from "next";
import { TopBar } from "../../../components/top-bar.tsx";
import { Card, CardTitle } from "../../../components/ui/card.tsx";
import { database } from "../../../lib/database.ts";
import { requirePerson } from "../../../lib/session.ts";
import { CostsCard } from "./costs-card.tsx";
import { DetectionCard, monthDetection } from "./detection-card.tsx";
import { FlagRates } from "./flag-rates.tsx";
import { FlagsByRule } from "./flags-by-rule.tsx";
import { KpiSkeleton, KpiStrip } from "./kpi-strip.tsx";
import { LaneCards } from "./lane-cards.tsx";
import { LeadSentence, LeadSkeleton } from "./lead-sentence.tsx";
import { LinkSwitch } from "./link-switch.tsx";
import { laneDay, lanesNow, summaryOf, trafficOf } from "./overview-reads.ts";
import { filterOf, OverviewUrl, overviewHref } from "./overview-url.ts";
import { RangeControls } from "./range-controls.tsx";
import { ResumeAnswer } from "./resume-answer.ts";
import { heldUpWords, ReviewCard } from "./review-card.tsx";
import { Skeleton, Streamed } from "./streamed.tsx";
import { TrafficCard } from "./traffic-card.tsx";

export const metadata: Metadata = { title: "Dashboard" };

export default async function DashboardPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const asked = await searchParams;
  const url = OverviewUrl.parse(asked);
  const person = await requirePerson(overviewHref(url));
  const db = database();
  const now = new Date();
  const period = overviewPeriod(url.range, now);
  const filter = filterOf(url);
  // Known before the first byte: the place that is kept for the first sentence is as high as what comes.
  const isFirstRun = (await anyJudgement.run(db))[0]?.judged === false;
  return (
    <>
      <TopBar title="Dashboard">
        <Streamed read={() => campaignNames.run(db)} waiting={<Skeleton className="h-7 w-52" />}>
          {(campaigns) => <RangeControls url={url} campaigns={campaigns} />}
        </Streamed>
        <span className="hidden whitespace-nowrap text-[12.5px] text-muted-foreground min-[900px]:inline">
          Days are UTC
        </span>
      </TopBar>
      <main className="min-h-0 flex-1 overflow-auto p-4 min-[720px]:p-6 min-[1100px]:pt-5">
        <Streamed
          read={() => Promise.all([summaryOf(period, url), lanesNow()])}
          waiting={<LeadSkeleton isFirstRun={isFirstRun} />}
        >
          {([summary, now]) => <LeadSentence summary={summary} range={url.range} {...now} />}
        </Streamed>
        <Streamed
          read={() => Promise.all([summaryOf(period, url), trafficOf(period, url)])}
          waiting={<KpiSkeleton />}
        >
          {([summary, traffic]) => <KpiStrip summary={summary} traffic={traffic} period={period} url={url} />}
        </Streamed>
        <div className="mt-3 grid gap-4 min-[1100px]:grid-cols-[minmax(0,1fr)_340px]">
          <TrafficCard period={period} url={url} mayExport={person.role === "admin"} />
          <Card id="lanes">
            <CardTitle className="px-4 pt-4 pb-1">Lanes</CardTitle>
            <Streamed
              read={() =>
                Promise.all([lanesNow(), laneDay(overviewPeriod("today", now)), summaryOf(period, url)])
              }
              waiting={<Skeleton className="mx-4 mb-4 h-[257px]" />}
            >
              {([lanes, day, { facts }]) => (
                <LaneCards
                  {...lanes}
                  {...day}
                  judgeTodayUsd={facts.judge_today_usd}
                  now={now}
                  mayResume={person.role === "admin"}
                  url={url}
                  answer={ResumeAnswer.parse(asked)}
                />
              )}
            </Streamed>
          </Card>
        </div>
        <div className="mt-4 grid gap-4 min-[720px]:grid-cols-2 min-[1100px]:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_340px]">
          <Card className="min-w-0 p-4">
            <CardHead title="Flags by rule" note="Calls" />
            <Streamed
              read={() => readRules(db, period, filter)}
              waiting={<Skeleton className={rowsHeight} />}
            >
              {(rules) => <FlagsByRule rules={rules} url={url} />}
            </Streamed>
          </Card>
          <Card className="min-w-0 p-4">
            <CardHead title="Flagged share" note="95 % range">
              <LinkSwitch
                label="Flagged share by"
                choices={(["publisher", "campaign"] as const).map((by) => ({
                  name: { publisher: "Publishers", campaign: "Campaigns" }[by],
                  href: overviewHref(url, { by }),
                  isOn: by === url.by,
                }))}
              />
            </CardHead>
            <Streamed
              read={() => readFlagRates(db, period, filter, url.by)}
              waiting={<Skeleton className={rowsHeight} />}
            >
              {(rates) => <FlagRates {...rates} by={url.by} url={url} period={period} />}
            </Streamed>
          </Card>
          <Card className="min-w-0 p-4">
            <Streamed read={() => summaryOf(period, url)} waiting={<Skeleton className="h-[212px]" />}>
              {(summary) => (
                <>
                  <CardHead title="Review" note={heldUpWords(summary.total)} />
                  <ReviewCard {...summary} />
                </>
              )}
            </Streamed>
          </Card>
        </div>
        <div id="costs" className="mt-4 grid items-start gap-4 min-[1100px]:grid-cols-[minmax(0,1fr)_340px]">
          <CostsCard />
          <Streamed read={monthDetection} waiting={<Skeleton className="h-[148px]" />}>
            {(detection) => <DetectionCard detection={detection} />}
          </Streamed>
        </div>
      </main>
    </>
  );
}

const rowsHeight = "h-[226px]";

function CardHead({ title, note, children }: { title: string; note: string; children?: React.ReactNode }) {
  return (
    <div className="mb-1.5 flex min-h-6 items-center gap-2">
      <CardTitle className="flex-none">{title}</CardTitle>
      {children}
      <span className="ml-auto truncate text-[12.5px] text-sub">{note}</span>
    </div>
  );
}
