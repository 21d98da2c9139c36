import type { Db } from "../query.ts";
import { type InboxPosition, isOpenAt } from "./compare-inbox.ts";
import { closedPages, closingPages, type InboxCall, newestPages, worstPages } from "./inbox.sql.ts";
import {
  everyCall,
  type FilterParams,
  type InboxFilter,
  type InboxSort,
  type InboxTab,
} from "./inbox-filter.ts";
import { narrowInbox } from "./narrow-inbox.ts";

/** The last call of a page, and the moment at which the first page of the list was read: windows stay open as they were then. */
export interface InboxCursor extends InboxPosition {
  asOfUtc: string;
}

export interface InboxView {
  tab: InboxTab;
  sort?: InboxSort;
  filter?: InboxFilter;
}

const lastId = "ffffffff-ffff-ffff-ffff-ffffffffffff";
const firstId = "00000000-0000-0000-0000-000000000000";

/** A page of a tab of the inbox; `next` is where the following page begins, null at the end. */
export async function listInbox(
  db: Db,
  {
    after = null,
    size = 50,
    now = new Date(),
    ...view
  }: InboxView & { after?: InboxCursor | null; size?: number; now?: Date },
): Promise<{ calls: InboxCall[]; asOfUtc: string; next: InboxCursor | null }> {
  // To the microsecond, as the keys of the calls are.
  const asOfUtc = after?.asOfUtc ?? now.toISOString().replace("Z", "000Z");
  const found = await read(db, view, after, asOfUtc, size + 1);
  const calls = found.slice(0, size);
  const last = calls.at(-1);
  return { calls, asOfUtc, next: found.length > size && last ? { ...positionOf(last), asOfUtc } : null };
}

export function positionOf(call: InboxCall): InboxPosition {
  return {
    severity: call.severity ?? 0,
    startUtc: call.start_key,
    closesUtc: call.closes_key,
    id: call.id,
  };
}

async function read(
  db: Db,
  { tab, sort = "severity", filter = everyCall }: InboxView,
  after: InboxCursor | null,
  asOfUtc: string,
  size: number,
): Promise<InboxCall[]> {
  const narrowed = await narrowInbox(db, tab, filter);
  const [start, id] = [after?.startUtc ?? "infinity", after?.id ?? lastId];
  if (sort === "newest") return newestPages[tab].run(db, ...narrowed, start, id, size);
  if (sort === "severity") {
    const worst = after?.severity ?? Math.max(0, ...(narrowed[0] ?? [4]));
    return worstPages[tab].run(db, ...narrowed, worst, start, id, size);
  }
  const open =
    after === null || isOpenAt(after, asOfUtc) ? await readOpen(db, tab, narrowed, after, asOfUtc, size) : [];
  if (open.length >= size) return open;
  const isAmongClosed = after !== null && !isOpenAt(after, asOfUtc);
  const closed = await closedPages[tab].run(
    db,
    ...narrowed,
    asOfUtc,
    isAmongClosed ? start : "infinity",
    isAmongClosed ? id : lastId,
    size - open.length,
  );
  return [...open, ...closed];
}

function readOpen(
  db: Db,
  tab: InboxTab,
  narrowed: FilterParams,
  after: InboxCursor | null,
  asOfUtc: string,
  size: number,
): Promise<InboxCall[]> {
  return closingPages[tab].run(
    db,
    ...narrowed,
    asOfUtc,
    after?.closesUtc ?? asOfUtc,
    after?.id ?? firstId,
    size,
  );
}
