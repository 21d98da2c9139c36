import { ingestKeysForDesk } from "@callscript/core/desk/ingest-keys.sql.ts";
import { laneBudgets, laneCards } from "@callscript/core/desk/lane-cards.sql.ts";
import { waiting } from "@callscript/core/desk/overview.sql.ts";
import { pixelBody } from "@callscript/core/desk/pixel-body.ts";
import { setupReports } from "@callscript/core/desk/setup-reports.sql.ts";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Card, CardTitle } from "../../../../components/ui/card.tsx";
import { database } from "../../../../lib/database.ts";
import { dashboardEnv } from "../../../../lib/env.ts";
import { requirePerson } from "../../../../lib/session.ts";
import { Failures } from "./failures.tsx";
import { IngestKeys } from "./ingest-keys.tsx";
import { Integrations } from "./integrations.tsx";
import { shownKey } from "./key-words.ts";
import { LaneCard } from "./lane-card.tsx";
import { laneFacts } from "./lane-facts.ts";
import { SaidHere } from "./said-here.tsx";

export const metadata: Metadata = { title: "Lanes" };

export default async function LanesPage() {
  const person = await requirePerson("/settings/lanes");
  if (person.role !== "admin") notFound();
  const db = database();
  const now = new Date();
  const [lanes, queues, [budgets], reports, keys] = await Promise.all([
    laneCards.run(db),
    waiting.run(db),
    laneBudgets.run(db),
    setupReports.run(db),
    ingestKeysForDesk.run(db, person.email),
  ]);
  const url = `${dashboardEnv().CALLSCRIPT_PUBLIC_URL.replace(/\/$/, "")}/hooks/ringba`;
  return (
    <main className="min-h-0 flex-1 overflow-auto p-4 min-[720px]:p-6 min-[1100px]:pt-5">
      <div className="grid gap-4 min-[720px]:grid-cols-2 min-[1280px]:grid-cols-3">
        {lanes.map((lane) => (
          <LaneCard
            key={lane.lane}
            lane={lane}
            more={laneFacts(lane.lane, { queues, budgets, reports, now })}
            now={now}
          />
        ))}
      </div>
      <Card className="mt-4 p-4">
        <CardTitle className="mb-2">Failed calls</CardTitle>
        <SaidHere>
          <Failures now={now} />
        </SaidHere>
      </Card>
      <div className="mt-4 grid gap-4 min-[1100px]:grid-cols-2">
        <Card className="min-w-0 p-4">
          <CardTitle className="mb-1">Set up</CardTitle>
          <Integrations reports={reports} now={now} />
        </Card>
        <Card className="min-w-0 p-4">
          <CardTitle className="mb-2">Keys of Ringba's pixel</CardTitle>
          <IngestKeys keys={keys.map((key) => shownKey(key, now))} pixel={{ url, body: pixelBody }} />
        </Card>
      </div>
    </main>
  );
}
