import { z } from "zod";
import { type Db, query } from "../query.ts";
import {
  type CallFilters,
  type FilterParams,
  filterCount,
  filterParams,
  passesFilters,
} from "./call-filters.ts";

/** So many calls can be acted on at once. */
const most = 5000;

const matchingIds = query<[...FilterParams, limit: number]>()(
  "matching_call_ids",
  z.object({ id: z.uuid() }),
  `select c.id from core.calls c where ${passesFilters} order by c.start_time_utc desc, c.id desc limit $${filterCount + 1}`,
);

/** The calls of a view, the newest 5,000 at most; null where it looks for words, which are found page by page. */
export async function matchingCalls(
  db: Db,
  filters: CallFilters,
): Promise<{ ids: string[]; isMore: boolean } | null> {
  if (filters.search?.kind === "words") return null;
  const rows = await matchingIds.run(db, ...(await filterParams(db, filters)), most + 1);
  return { ids: rows.slice(0, most).map(({ id }) => id), isMore: rows.length > most };
}
