import { callNeighbours, inboxNeighbours } from "@callscript/core/desk/find-neighbours.ts";
import { inboxTabCount } from "@callscript/core/desk/inbox.sql.ts";
import { countOf } from "@callscript/core/desk/list-calls.ts";
import { narrowInbox } from "@callscript/core/desk/narrow-inbox.ts";
import type { Db } from "@callscript/core/query.ts";
import { callHref } from "../../../../lib/call-href.ts";
import { count } from "../../../../lib/format.ts";
import { filterOf, readInboxState } from "../../flags/read-inbox-state.ts";
import { filtersOf, readCallsView } from "../(list)/calls-view.ts";

/** The list that a call was opened from, and the calls around it there. */
export interface Queue {
  name: string;
  backHref: string;
  /** "1 of 47". */
  place: string | null;
  previousHref: string | null;
  nextHref: string | null;
}

const countedTo = 1000;

/** Of a call that was opened by itself: the list it would be looked for in, and nobody around it. */
const noQueue: Queue = {
  name: "Calls",
  backHref: "/calls",
  place: null,
  previousHref: null,
  nextHref: null,
};

/** The calls before and after one in the list that its address names, read from where it stands in the list's order. */
export async function readQueue(db: Db, from: string | null, id: string, email: string): Promise<Queue> {
  if (from === null) return noQueue;
  const { pathname, searchParams } = new URL(from, "http://localhost");
  const params = Object.fromEntries(searchParams);
  const now = new Date();
  const isInbox = pathname === "/flags";
  const [around, calls] = isInbox
    ? await aroundInInbox(db, params, id, email, now)
    : await aroundInCalls(db, params, id, now);
  const total = calls > countedTo ? `${count(countedTo)}+` : count(calls);
  const isCounted = around.before !== null && around.before < countedTo;
  return {
    name: isInbox ? "Flags" : "Calls",
    backHref: from,
    place: isCounted ? `${count((around.before ?? 0) + 1)} of ${total}` : null,
    previousHref: around.previous === null ? null : callHref(around.previous, from),
    nextHref: around.next === null ? null : callHref(around.next, from),
  };
}

async function aroundInInbox(db: Db, params: Record<string, string>, id: string, email: string, now: Date) {
  const state = readInboxState(params);
  const filter = filterOf(state, email, now);
  const [around, [counted]] = await Promise.all([
    inboxNeighbours(db, { tab: state.tab, sort: state.sort, filter, now }, id),
    narrowInbox(db, state.tab, filter).then((params) => inboxTabCount[state.tab].run(db, ...params)),
  ]);
  return [around, counted?.calls ?? 0] as const;
}

async function aroundInCalls(db: Db, params: Record<string, string>, id: string, now: Date) {
  const view = readCallsView(params);
  const filters = filtersOf(view, now);
  const [around, { calls, isMore }] = await Promise.all([
    callNeighbours(db, { filters, sort: view.sort }, id),
    countOf(db, filters),
  ]);
  return [around, calls + (isMore ? 1 : 0)] as const;
}
