import type { Db } from "../query.ts";
import { flaggedBy } from "./inbox.sql.ts";
import {
  type FilterParams,
  filterParams,
  type InboxFilter,
  type InboxTab,
  wordsQuery,
} from "./inbox-filter.ts";

/**
 * The filter as parameters of the inbox's queries. What a rule or words leave of 100,000 flags may be one call or half of
 * them, and the database guesses wrong which: it is asked first. `few` and fewer are looked up one by one; of more, a page is
 * met soon by walking the list in its order.
 */
export async function narrowInbox(
  db: Db,
  tab: InboxTab,
  filter: InboxFilter,
  few = 2_000,
): Promise<FilterParams> {
  const words = wordsQuery(filter.words);
  if (filter.rule === null && words === null) return filterParams(filter, null);
  const found = await flaggedBy[tab].run(db, filter.rule, words, few + 1);
  if (found.length > few) return filterParams(filter, null);
  return filterParams(
    { ...filter, rule: null, words: null },
    found.map(({ id }) => id),
  );
}
