import { listCampaigns } from "@callscript/core/desk/campaigns.sql.ts";
import { rejudgeBatches } from "@callscript/core/desk/rejudge.sql.ts";
import { laneStates } from "@callscript/core/desk/status.sql.ts";
import { verticals } from "@callscript/core/vertical.ts";
import type { Metadata } from "next";
import { database } from "../../../../lib/database.ts";
import { requirePerson } from "../../../../lib/session.ts";
import { CampaignMapper } from "./campaign-mapper.tsx";
import { RejudgeProgress } from "./rejudge-progress.tsx";
import { batchWords } from "./rejudge-words.ts";

export const metadata: Metadata = { title: "Campaigns" };

export default async function CampaignsPage() {
  const person = await requirePerson("/settings/campaigns");
  const db = database();
  const [campaigns, batches, lanes] = await Promise.all([
    listCampaigns.run(db),
    rejudgeBatches.run(db),
    laneStates.run(db),
  ]);
  const judge = lanes.find(({ lane }) => lane === "judge") ?? { state: "stopped" as const, reason: null };
  return (
    <main className="min-h-0 flex-1 overflow-auto bg-card">
      <RejudgeProgress
        batches={batches.map((batch) => ({
          id: batch.batch,
          text: batchWords(batch, judge),
          isOpen: batch.done < batch.calls,
        }))}
      />
      <CampaignMapper campaigns={campaigns} verticals={[...verticals]} mayMap={person.role === "admin"} />
    </main>
  );
}
