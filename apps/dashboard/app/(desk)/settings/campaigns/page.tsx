import { listCampaigns } from "@callscript/core/desk/campaigns.sql.ts";
import { rejudgeBatches } from "@callscript/core/desk/rejudge.sql.ts";
import { laneStates } from "@callscript/core/desk/status.sql.ts";
import { verticals } from "@callscript/core/vertical.ts";
import type { Metadata } from "next";
import { z } from "zod";
import { database } from "../../../../lib/database.ts";
import { requirePerson } from "../../../../lib/session.ts";
import { CampaignScreen } from "./campaign-screen.tsx";
import { RejudgeProgress } from "./rejudge-progress.tsx";
import { batchWords } from "./rejudge-words.ts";

export const metadata: Metadata = { title: "Campaigns" };

const View = z.object({ show: z.enum(["verify", "all"]).catch("all") });

export default async function CampaignsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { show } = View.parse(await searchParams);
  const person = await requirePerson(`/settings/campaigns${show === "verify" ? "?show=verify" : ""}`);
  const db = database();
  const [campaigns, batches, lanes] = await Promise.all([
    listCampaigns.run(db),
    rejudgeBatches.run(db),
    laneStates.run(db),
  ]);
  const judge = lanes.find(({ lane }) => lane === "judge") ?? { state: "stopped" as const, reason: null };
  const toVerify = campaigns.filter((campaign) => !campaign.is_verified);
  return (
    <main className="min-h-0 flex-1 overflow-auto bg-card">
      <RejudgeProgress
        batches={batches.map((batch) => ({
          id: batch.batch,
          text: batchWords(batch, judge),
          isOpen: batch.done < batch.calls,
        }))}
      />
      <CampaignScreen
        campaigns={show === "verify" ? toVerify : campaigns}
        counts={{ all: campaigns.length, toVerify: toVerify.length }}
        isToVerify={show === "verify"}
        verticals={[...verticals]}
        mayMap={person.role === "admin"}
      />
    </main>
  );
}
