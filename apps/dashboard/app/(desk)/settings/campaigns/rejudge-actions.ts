"use server";

import { meanJudgementCost, rejudgeableCalls, requestRejudge } from "@callscript/core/desk/rejudge.sql.ts";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { database } from "../../../../lib/database.ts";
import { requireActor } from "../../../../lib/session.ts";
import { offerWords } from "./rejudge-words.ts";

const Campaigns = z.array(z.uuid()).min(1).max(1000);

/** Judged calls that could be judged again by the rules of their campaigns' present verticals. */
export interface RejudgeOffer {
  campaigns: string[];
  text: string;
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
