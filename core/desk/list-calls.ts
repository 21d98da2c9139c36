import type { Db } from "../query.ts";
import { type CallFilters, filterParams } from "./call-filters.ts";
import { findHit, type Hit } from "./find-hit.ts";
import {
  type CallCursor,
  type CallSort,
  callPages,
  callSegments,
  countCalls,
  type ListedCall,
  topKeys,
} from "./list-calls.sql.ts";
import { countFound, searchCalls } from "./search-calls.ts";

export interface CallPage {
  calls: (ListedCall & { hit: Hit | null })[];
  /** Where the following page begins; null at the end. */
  next: CallCursor | null;
  /** Words were looked for back to this UTC day and no further yet; null where all was looked through, or the page is full. */
  searchedTo: string | null;
}

export interface CallView {
  filters: CallFilters;
  /** What was said is found newest first, whatever the order. */
  sort: CallSort;
}

const above = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** A page of the calls of a view. Words are looked for within a time: a page may be short and have a next one. */
export async function listCalls(
  db: Db,
  { filters, sort }: CallView,
  { after, size = 100, withinMs }: { after?: CallCursor | undefined; size?: number; withinMs?: number } = {},
): Promise<CallPage> {
  const params = await filterParams(db, filters);
  const { search } = filters;
  if (search?.kind === "words") {
    const { calls, next, searchedTo } = await searchCalls(db, params, search.query, {
      after,
      size,
      withinMs,
    });
    const texts = await callSegments.run(
      db,
      calls.map(({ id }) => id),
    );
    const segments = new Map(texts.map((text) => [text.id, text.segments]));
    const hits = calls.map((call) => ({
      ...call,
      hit: findHit(segments.get(call.id) ?? [], search.phrases),
    }));
    return { calls: hits, next, searchedTo };
  }
  const { key, startUtc, id } = after ?? { key: topKeys[sort], startUtc: "infinity", id: above };
  const found = await callPages[sort].run(db, ...params, startUtc, id, size + 1, key);
  const calls = found.slice(0, size).map((call) => ({ ...call, hit: null }));
  const last = found.length > size ? calls.at(-1) : undefined;
  return {
    calls,
    next: last ? { key: last.sort_key, startUtc: last.start_key, id: last.id } : null,
    searchedTo: null,
  };
}

const countedTo = 1000;

/** How many calls a view has: exact to a thousand; `isMore` where there are more, or not all could be looked through. */
export async function countOf(
  db: Db,
  filters: CallFilters,
  { withinMs }: { withinMs?: number } = {},
): Promise<{ calls: number; isMore: boolean }> {
  const params = await filterParams(db, filters);
  if (filters.search?.kind === "words")
    return countFound(db, params, filters.search.query, { size: countedTo, withinMs });
  const [counted] = await countCalls.run(db, ...params);
  const calls = counted?.calls ?? 0;
  return { calls: Math.min(calls, countedTo), isMore: calls > countedTo };
}
