import {
  callDetail,
  callEvents,
  callPeaks,
  currentJudgement,
  ruleTexts,
} from "@callscript/core/desk/call.sql.ts";
import { readCallCosts } from "@callscript/core/desk/costs.ts";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { SeverityBadge } from "../../../../components/severity.tsx";
import { TopBar } from "../../../../components/top-bar.tsx";
import { Card, CardTitle } from "../../../../components/ui/card.tsx";
import { database } from "../../../../lib/database.ts";
import { requirePerson } from "../../../../lib/session.ts";
import { CallCostsList } from "./call-costs.tsx";
import { FactsLine } from "./facts-line.tsx";
import { LifeOfCall } from "./life-of-call.tsx";
import { QaCard } from "./qa-card.tsx";
import { stateInWords } from "./state-in-words.ts";
import { Workspace } from "./workspace.tsx";

export const metadata: Metadata = { title: "Call" };

export default async function CallPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ t?: string }>;
}) {
  const id = z.uuid().safeParse((await params).id);
  await requirePerson(id.success ? `/calls/${id.data}` : "/flags");
  if (!id.success) notFound();
  const db = database();
  const [[call], [peaks], events, [judgement], costs] = await Promise.all([
    callDetail.run(db, id.data),
    callPeaks.run(db, id.data),
    callEvents.run(db, id.data),
    currentJudgement.run(db, id.data),
    readCallCosts(db, id.data),
  ]);
  if (!call) notFound();
  const flags = [...call.flags].sort(
    (a, b) => (a.start ?? Number.POSITIVE_INFINITY) - (b.start ?? Number.POSITIVE_INFINITY),
  );
  const rules = await ruleTexts.run(
    db,
    call.qa_version ?? "",
    flags.map(({ code }) => code),
  );
  const asked = z.coerce
    .number()
    .nonnegative()
    .safeParse((await searchParams).t);
  const firstFlag = flags.find((flag) => flag.start !== null)?.start ?? null;
  const startAt = asked.success ? asked.data : firstFlag === null ? 0 : Math.max(0, firstFlag - 2);
  return (
    <>
      <TopBar title="Call">
        {call.severity === null ? null : <SeverityBadge severity={call.severity} />}
        <span className="truncate text-muted-foreground max-[719px]:hidden">{stateInWords(call)}</span>
      </TopBar>
      <main className="min-h-0 flex-1 overflow-auto p-4 min-[720px]:p-5">
        <FactsLine call={call} />
        <Workspace
          callId={call.id}
          hasRecording={call.has_recording}
          peaks={peaks?.peaks ?? null}
          seconds={call.recording_seconds ?? peaks?.peaks.seconds ?? null}
          segments={call.segments}
          flags={flags}
          startAt={startAt}
          waitingFor={call.segments === null ? stateInWords(call) : null}
          aside={
            <>
              <QaCard call={call} flags={flags} rules={rules} judgement={judgement ?? null} />
              <Card className="mt-3">
                <div className="flex h-10 items-center border-border border-b px-4">
                  <CardTitle>Life of this call</CardTitle>
                </div>
                <LifeOfCall events={events} call={call}>
                  <CallCostsList costs={costs} />
                </LifeOfCall>
              </Card>
            </>
          }
        />
      </main>
    </>
  );
}
