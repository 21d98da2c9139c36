"use server";

import { InboxTab } from "@callscript/core/desk/inbox.sql.ts";
import { listInbox } from "@callscript/core/desk/list-inbox.ts";
import { type ReviewInput, type ReviewOutcome, reviewCalls } from "@callscript/core/desk/review-calls.sql.ts";
import { z } from "zod";
import { database } from "../../../lib/database.ts";
import { requireActor } from "../../../lib/session.ts";
import { type InboxRow, toRow } from "./inbox-row.ts";

/** Writes a decision over calls; what others decided meanwhile comes back as a conflict. */
export async function review(input: ReviewInput): Promise<ReviewOutcome[]> {
  const person = await requireActor("reviewer");
  return reviewCalls(database(), person.email, input);
}

const More = z.object({
  tab: InboxTab,
  after: z.object({ severity: z.int().min(0).max(4), startUtc: z.string().min(10).max(40), id: z.uuid() }),
});

/** The page of the inbox that follows. */
export async function more(
  input: z.input<typeof More>,
): Promise<{ rows: InboxRow[]; next: z.infer<typeof More>["after"] | null }> {
  await requireActor("reviewer");
  const page = await listInbox(database(), More.parse(input));
  const now = new Date();
  return { rows: page.calls.map((call) => toRow(call, now)), next: page.next };
}
