import { listCampaigns } from "@callscript/core/desk/campaigns.sql.ts";
import { verticals } from "@callscript/core/vertical.ts";
import type { Metadata } from "next";
import { TopBar } from "../../../../components/top-bar.tsx";
import { database } from "../../../../lib/database.ts";
import { requirePerson } from "../../../../lib/session.ts";
import { CampaignMapper } from "./campaign-mapper.tsx";

export const metadata: Metadata = { title: "Campaigns" };

export default async function CampaignsPage() {
  const person = await requirePerson("/settings/campaigns");
  const campaigns = await listCampaigns.run(database());
  const unverified = campaigns.filter((campaign) => !campaign.is_verified).length;
  return (
    <>
      <TopBar title="Settings">
        <span className="text-[12.5px] text-muted-foreground">
          Campaigns{unverified > 0 ? `, ${unverified} to verify` : ""}
        </span>
      </TopBar>
      <main className="min-h-0 flex-1 overflow-auto bg-card">
        <CampaignMapper campaigns={campaigns} verticals={[...verticals]} mayMap={person.role === "admin"} />
      </main>
    </>
  );
}
