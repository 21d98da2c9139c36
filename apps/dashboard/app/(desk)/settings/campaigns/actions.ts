"use server";

import { changeCampaigns, undoCampaigns } from "@callscript/core/desk/campaigns.sql.ts";
import { Vertical } from "@callscript/core/vertical.ts";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { database } from "../../../../lib/database.ts";
import { requireActor } from "../../../../lib/session.ts";

const Campaigns = z.array(z.uuid()).min(1).max(1000);

/** One thing of campaigns. Days of the refund window: null, not known. */
const Change = z.union([
  z.strictObject({ vertical: Vertical }),
  z.strictObject({ is_verified: z.boolean() }),
  z.strictObject({ minimum_connected_seconds: z.int().min(0).max(86_400) }),
  z.strictObject({ refund_window_days: z.int().min(1).max(3650).nullable() }),
  z.strictObject({ duplicate_window_days: z.int().min(0).max(3650) }),
]);
export type CampaignChange =
  | { vertical: string }
  | { is_verified: boolean }
  | { minimum_connected_seconds: number }
  | { refund_window_days: number | null }
  | { duplicate_window_days: number };

export interface Changed {
  campaigns: number;
  /** What undo takes back; null: nothing was changed. */
  event: string | null;
}

/** Changes one thing of campaigns, for new calls; a person's mapping is never overwritten by a guess. Admins only. */
export async function change(campaigns: readonly string[], what: CampaignChange): Promise<Changed> {
  const { email } = await requireActor("admin");
  const [answer] = await changeCampaigns.run(
    database(),
    Campaigns.parse(campaigns),
    JSON.stringify(Change.parse(what)),
    email,
  );
  revalidatePath("/settings/campaigns");
  return { campaigns: answer?.changed ?? 0, event: answer?.event ?? null };
}

const Event = z.string().regex(/^\d{1,18}$/);

/** Takes a change back where nobody changed it since; answers of how many campaigns. Admins only. */
export async function undo(event: string): Promise<number> {
  const { email } = await requireActor("admin");
  const [answer] = await undoCampaigns.run(database(), Event.parse(event), email);
  revalidatePath("/settings/campaigns");
  return answer?.restored ?? 0;
}
