"use server";

import { mapCampaigns } from "@callscript/core/desk/campaigns.sql.ts";
import { Vertical } from "@callscript/core/vertical.ts";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { database } from "../../../../lib/database.ts";
import { requireActor } from "../../../../lib/session.ts";

const Mapping = z.object({ campaigns: z.array(z.uuid()).min(1).max(1000), vertical: Vertical });

/** Sets the vertical of campaigns; a person's mapping is never overwritten by the auto-tag. Admins only. */
export async function mapTo(campaigns: readonly string[], vertical: string): Promise<number> {
  await requireActor("admin");
  const mapping = Mapping.parse({ campaigns, vertical });
  const [result] = await mapCampaigns.run(database(), mapping.campaigns, mapping.vertical);
  revalidatePath("/settings/campaigns");
  return result?.mapped ?? 0;
}
