import type { Db } from "../query.ts";
import type { FilterParams } from "./call-filters.ts";
import { type CallCursor, callDays, countHits, type ListedCall, searchPage } from "./list-calls.sql.ts";

const dayMs = 86_400_000;
const nil = "00000000-0000-0000-0000-000000000000";
const above = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** Past it no further days are begun: what is found by then is shown. */
const searchWithinMs = 150;
const widestDays = 64;
const fewHits = 20;

interface SearchOptions {
  after?: CallCursor | undefined;
  size: number;
  withinMs?: number | undefined;
}

/** A page of the calls in which words were said, newest first. `query` is for websearch_to_tsquery. */
export async function searchCalls(
  db: Db,
  params: FilterParams,
  query: string,
  { after, size, withinMs }: SearchOptions,
): Promise<{ calls: ListedCall[]; next: CallCursor | null; searchedTo: string | null }> {
  const { startUtc, id } = after ?? { startUtc: "infinity", id: above };
  const calls: ListedCall[] = [];
  const restFrom = await lookBack(db, params, { after, withinMs }, async (days) => {
    const room = size + 1 - calls.length;
    const found = await searchPage.run(db, ...params, startUtc, id, room, query, days);
    calls.push(...found);
    return { found: found.length, isEnough: calls.length > size };
  });
  const last = calls.length > size ? calls[size - 1] : undefined;
  if (last) {
    const next = { key: null, startUtc: last.start_key, id: last.id };
    return { calls: calls.slice(0, size), next, searchedTo: null };
  }
  if (restFrom === null) return { calls, next: null, searchedTo: null };
  const searchedTo = new Date((restFrom + 1) * dayMs).toISOString();
  return { calls, next: { key: null, startUtc: searchedTo, id: nil }, searchedTo: searchedTo.slice(0, 10) };
}

/** How many calls words were said in, up to `size`; `isMore` where there are more or the time was over. */
export async function countFound(
  db: Db,
  params: FilterParams,
  query: string,
  { size, withinMs }: SearchOptions,
): Promise<{ calls: number; isMore: boolean }> {
  let calls = 0;
  const restFrom = await lookBack(db, params, { withinMs }, async (days) => {
    const [counted] = await countHits.run(db, ...params, size + 1 - calls, query, days);
    const found = counted?.calls ?? 0;
    calls += found;
    return { found, isEnough: calls > size };
  });
  return { calls: Math.min(calls, size), isMore: calls > size || restFrom !== null };
}

/**
 * Looks at the newest days first, some at a time, until there is enough or the time is over: a day of a common word is
 * full at once, and where little is found the next look goes twice as far back. Answers with the newest day that was not
 * looked at; null where none is left.
 */
async function lookBack(
  db: Db,
  [, fromUtc, beforeUtc]: FilterParams,
  { after, withinMs = searchWithinMs }: Pick<SearchOptions, "after" | "withinMs">,
  look: (days: string) => Promise<{ found: number; isEnough: boolean }>,
): Promise<number | null> {
  const [bounds] = await callDays.run(db);
  if (!bounds?.oldest || !bounds.newest) return null;
  const lowest = Math.max(dayOf(bounds.oldest), fromUtc === null ? 0 : dayOf(new Date(fromUtc)));
  let day = Math.min(
    dayOf(bounds.newest),
    beforeUtc === null ? Number.POSITIVE_INFINITY : dayOf(new Date(Date.parse(beforeUtc) - 1)),
    after ? dayOf(new Date(after.startUtc)) - (after.id === nil ? 1 : 0) : Number.POSITIVE_INFINITY,
  );
  const until = Date.now() + withinMs;
  for (let span = 1; day >= lowest; ) {
    const from = Math.max(lowest, day - span + 1);
    const began = Date.now();
    const { found, isEnough } = await look(daysQuery(from, day));
    day = from - 1;
    if (isEnough || Date.now() > until) break;
    // A common word that the other filters leave little of: twice the days would take twice the time.
    const wasQuick = Date.now() - began < withinMs / 6;
    if (found < fewHits && wasQuick) span = Math.min(span * 2, widestDays);
  }
  return day < lowest ? null : day;
}

function dayOf(moment: Date): number {
  return Math.floor(moment.getTime() / dayMs);
}

function daysQuery(from: number, to: number): string {
  return Array.from({ length: to - from + 1 }, (_, offset) => `day${from + offset}`).join(" | ");
}
