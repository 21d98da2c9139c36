import { readDetection } from "@callscript/core/desk/detection.ts";
import { flagsByRule, today, traffic, waiting } from "@callscript/core/desk/overview.sql.ts";
import { flagLatency, laneStates, machineCost } from "@callscript/core/desk/status.sql.ts";
import type { Metadata } from "next";
import { TopBar } from "../../../components/top-bar.tsx";
import { Card, CardTitle } from "../../../components/ui/card.tsx";
import { database } from "../../../lib/database.ts";
import { requirePerson } from "../../../lib/session.ts";
import { CostsCard } from "./costs-card.tsx";
import { DetectionCard } from "./detection-card.tsx";
import { FlagsByRule } from "./flags-by-rule.tsx";
import { headline } from "./headline.ts";
import { KpiStrip } from "./kpi-strip.tsx";
import { LaneCards } from "./lane-cards.tsx";
import { TrafficChart } from "./traffic-chart.tsx";

export const metadata: Metadata = { title: "Dashboard" };

export default async function DashboardPage() {
  const person = await requirePerson("/dashboard");
  const db = database();
  const [[day], hours, rules, queues, lanes, [latency], [cost], detection] = await Promise.all([
    today.run(db),
    traffic.run(db),
    flagsByRule.run(db),
    waiting.run(db),
    laneStates.run(db),
    flagLatency.run(db),
    machineCost.run(db),
    readDetection(db, { days: 30 }),
  ]);
  if (!day || !latency || !cost) throw new Error("the overview answered with nothing");
  return (
    <>
      <TopBar title="Dashboard">
        <span className="text-[12.5px] text-muted-foreground">today, UTC</span>
      </TopBar>
      <main className="min-h-0 flex-1 overflow-auto p-4 min-[720px]:p-6">
        <p className="mb-5 max-w-[52ch] font-semibold text-[24px] leading-8 tracking-[-.03em]">
          {headline(day, cost.today)}
        </p>
        <KpiStrip day={day} latency={latency} cost={cost} />
        <div className="mt-6 grid items-start gap-6 min-[1100px]:grid-cols-[minmax(0,1fr)_340px]">
          <Card className="p-4">
            <CardTitle className="mb-3">Traffic, last 24 hours</CardTitle>
            <TrafficChart hours={hours} />
          </Card>
          <Card id="lanes" className="p-4">
            <CardTitle className="mb-2">Lanes</CardTitle>
            <LaneCards lanes={lanes} queues={queues} mayResume={person.role === "admin"} />
          </Card>
          <Card className="p-4">
            <CardTitle className="mb-3">Flags by rule, last 24 hours</CardTitle>
            <FlagsByRule rules={rules} />
          </Card>
          <DetectionCard detection={detection} />
          <CostsCard db={db} />
        </div>
      </main>
    </>
  );
}
