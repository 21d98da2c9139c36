"use server";

import { mapCampaigns, setDuplicateWindow } from "@callscript/core/desk/campaigns.sql.ts";
import { meanJudgementCost, rejudgeableCalls, requestRejudge } from "@callscript/core/desk/rejudge.sql.ts";
import { Vertical } from "@callscript/core/vertical.ts";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { database } from "../../../../lib/database.ts";
import { requireActor } from "../../../../lib/session.ts";
import { offerWords } from "./rejudge-words.ts";

const Campaigns = z.array(z.uuid()).min(1).max(1000);
const Mapping = z.object({ campaigns: Campaigns, vertical: Vertical });

/** Judged calls that could be judged again by the rules of their campaigns' present verticals. */
export interface RejudgeOffer {
  campaigns: string[];
  text: string;
}

/** Sets the vertical of campaigns; a person's mapping is never overwritten by the auto-tag. Admins only. */
export async function mapTo(campaigns: readonly string[], vertical: string): Promise<number> {
  await requireActor("admin");
  const mapping = Mapping.parse({ campaigns, vertical });
  const [result] = await mapCampaigns.run(database(), mapping.campaigns, mapping.vertical);
  revalidatePath("/settings/campaigns");
  return result?.mapped ?? 0;
}

const Window = z.object({ campaigns: Campaigns, days: z.int().min(0).max(3650) });

/** Within so many days a buyer pays for a caller once (0: it pays for repeats). For new calls; admins only. */
export async function setWindow(campaigns: readonly string[], days: number): Promise<number> {
  await requireActor("admin");
  const window = Window.parse({ campaigns, days });
  const [result] = await setDuplicateWindow.run(database(), window.campaigns, window.days);
  revalidatePath("/settings/campaigns");
  return result?.mapped ?? 0;
}

/** What judging again would mean for these campaigns; null where every call was judged by the rules it has. */
export async function offerRejudge(campaigns: readonly string[]): Promise<RejudgeOffer | null> {
  await requireActor("admin");
  const ids = Campaigns.parse(campaigns);
  const [judged, [mean]] = await Promise.all([
    rejudgeableCalls.run(database(), ids),
    meanJudgementCost.run(database()),
  ]);
  return judged.length === 0 ? null : { campaigns: ids, text: offerWords(judged, mean?.usd ?? "0") };
}

/** Asks for the judged calls of these campaigns to be judged again; answers how many. Admins only. */
export async function judgeAgain(campaigns: readonly string[]): Promise<number> {
  const person = await requireActor("admin");
  const [asked] = await requestRejudge.run(database(), Campaigns.parse(campaigns), person.email);
  revalidatePath("/settings/campaigns");
  return asked?.requested ?? 0;
}
