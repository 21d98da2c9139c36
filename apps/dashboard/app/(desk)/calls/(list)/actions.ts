"use server";

import type { CallCursor } from "@callscript/core/desk/list-calls.sql.ts";
import { listCalls } from "@callscript/core/desk/list-calls.ts";
import { matchingCalls } from "@callscript/core/desk/matching-calls.ts";
import { meanJudgementCost } from "@callscript/core/desk/rejudge.sql.ts";
import { rejudgeableAmong, requestRejudgeOf } from "@callscript/core/desk/rejudge-calls.sql.ts";
import { requeueFromDesk } from "@callscript/core/desk/requeue-calls.sql.ts";
import { timesUsd } from "@callscript/core/money.ts";
import { z } from "zod";
import { database } from "../../../../lib/database.ts";
import { requireActor } from "../../../../lib/session.ts";
import { offerWords } from "./bulk-words.ts";
import { type CallRow, toCallRow } from "./call-row.ts";
import { callsQuery } from "./calls-query.ts";
import { filtersOf, readCallsView } from "./calls-view.ts";

const More = z.object({
  /** The address of the view. */
  query: z.string().max(2000),
  after: z.object({
    key: z
      .string()
      .regex(/^-?[\d.e+]{1,40}$/)
      .nullable(),
    startUtc: z.iso.datetime(),
    id: z.uuid(),
  }),
});

export interface MoreCalls {
  rows: CallRow[];
  next: CallCursor | null;
  searchedTo: string | null;
}

/** The page of a view that follows. */
export async function more(input: z.input<typeof More>): Promise<MoreCalls> {
  await requireActor("reviewer");
  const { query, after } = More.parse(input);
  const view = readCallsView(Object.fromEntries(new URLSearchParams(query)));
  const now = new Date();
  const page = await listCalls(database(), { filters: filtersOf(view, now), sort: view.sort }, { after });
  return {
    rows: page.calls.map((call) => toCallRow(call, now, `/calls${callsQuery(view)}`)),
    next: page.next,
    searchedTo: page.searchedTo,
  };
}

const Query = z.string().max(2000);

/** Every call of a view, the newest 5,000 at most; null where it looks for words. Admins only. */
export async function matching(query: string): Promise<{ ids: string[]; isMore: boolean } | null> {
  await requireActor("admin");
  const view = readCallsView(Object.fromEntries(new URLSearchParams(Query.parse(query))));
  return matchingCalls(database(), filtersOf(view, new Date()));
}

const Calls = z.array(z.uuid()).min(1).max(5000);

/** Puts failed and skipped calls back in the queue; answers how many went. Admins only. */
export async function putBack(calls: readonly string[]): Promise<number> {
  const person = await requireActor("admin");
  const [result] = await requeueFromDesk.run(database(), Calls.parse(calls), person.email);
  return result?.moved ?? 0;
}

/** How many of these calls can be judged again, and about what that costs, in words. Admins only. */
export async function offerAgain(calls: readonly string[]): Promise<{ calls: number; text: string }> {
  await requireActor("admin");
  const ids = Calls.parse(calls);
  const [[among], [mean]] = await Promise.all([
    rejudgeableAmong.run(database(), ids),
    meanJudgementCost.run(database()),
  ]);
  const able = among?.calls ?? 0;
  return { calls: able, text: offerWords(able, ids.length, timesUsd(mean?.usd ?? "0", able)) };
}

/** Asks for calls to be judged again; answers of how many. Admins only. */
export async function judgeAgain(calls: readonly string[]): Promise<number> {
  const person = await requireActor("admin");
  const [asked] = await requestRejudgeOf.run(database(), Calls.parse(calls), person.email);
  return asked?.requested ?? 0;
}
