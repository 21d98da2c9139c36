import type { Db } from "../query.ts";
import { filterParams as callFilterParams } from "./call-filters.ts";
import { isOpenAt } from "./compare-inbox.ts";
import { everyCall } from "./inbox-filter.ts";
import { type CallView, listCalls } from "./list-calls.ts";
import { type InboxView, listInbox } from "./list-inbox.ts";
import { narrowInbox } from "./narrow-inbox.ts";
import {
  aroundInCalls,
  aroundNewest,
  aroundWorst,
  callPlace,
  closedBefore,
  closingBefore,
} from "./neighbours.sql.ts";

export interface Neighbours {
  previous: string | null;
  next: string | null;
  /** How many calls of the view come before it, a thousand at most; null where nobody counted, or it is not in the view. */
  before: number | null;
}

const none: Neighbours = { previous: null, next: null, before: null };
const lastId = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** The calls before and after one in a view of the inbox, also once it has left that view. */
export async function inboxNeighbours(
  db: Db,
  view: InboxView & { now: Date },
  id: string,
): Promise<Neighbours> {
  const [place] = await callPlace.run(db, id);
  if (place === undefined) return none;
  const { tab, sort = "severity", filter = everyCall, now } = view;
  const params = await narrowInbox(db, tab, filter);
  const { severity, start_key: startUtc, closes_key: closesUtc } = place;
  if (sort !== "window") {
    const [found] =
      sort === "severity"
        ? await aroundWorst[tab].run(db, ...params, severity, startUtc, id)
        : await aroundNewest[tab].run(db, ...params, startUtc, id);
    return found === undefined ? none : withPlace(found);
  }
  const asOfUtc = now.toISOString().replace("Z", "000Z");
  const position = { severity, startUtc, closesUtc, id };
  const { calls } = await listInbox(db, { ...view, after: { ...position, asOfUtc }, size: 1 });
  const before = isOpenAt(position, asOfUtc)
    ? await closingBefore[tab].run(db, ...params, asOfUtc, closesUtc ?? asOfUtc, id)
    : await closedBefore[tab].run(db, ...params, asOfUtc, startUtc, id);
  // Before the first window that is closed comes the last that is open.
  const [previous] =
    before.length > 0 || isOpenAt(position, asOfUtc)
      ? before
      : await closingBefore[tab].run(db, ...params, asOfUtc, "infinity", lastId);
  return { previous: previous?.id ?? null, next: calls[0]?.id ?? null, before: null };
}

/** The same in a view of all calls. Where words are searched, only what follows is known. */
export async function callNeighbours(db: Db, view: CallView, id: string): Promise<Neighbours> {
  const [place] = await callPlace.run(db, id);
  if (place === undefined) return none;
  const { start_key: startUtc, length_key, revenue_key } = place;
  if (view.filters.search?.kind === "words") {
    const { calls } = await listCalls(db, view, { after: { key: null, startUtc, id }, size: 1 });
    return { ...none, next: calls[0]?.id ?? null };
  }
  const key = { newest: null, longest: length_key, revenue: revenue_key }[view.sort];
  const params = await callFilterParams(db, view.filters);
  const [found] = await aroundInCalls[view.sort].run(db, ...params, startUtc, id, key);
  return found === undefined ? none : withPlace(found);
}

function withPlace({
  is_here,
  before,
  ...rest
}: {
  previous: string | null;
  next: string | null;
  before: number;
  is_here: boolean;
}): Neighbours {
  return { ...rest, before: is_here ? before : null };
}
