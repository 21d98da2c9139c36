import { expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { givenCall } from "../../test/support/given-calls.ts";
import type { CallFilters } from "./call-filters.ts";
import { matchingCalls } from "./matching-calls.ts";
import { readSearch } from "./read-search.ts";

const database = await testDatabase();
const every: CallFilters = {
  statuses: [],
  fromDay: null,
  toDay: null,
  vertical: null,
  campaign: null,
  publisher: null,
  verdict: null,
  severities: [],
  minMinutes: null,
  maxMinutes: null,
  search: null,
};
const at = (time: string) => ({ status: "failed", start_time_utc: new Date(time) });

test("every call of a view is found, newest first, between moments as between days", async () => {
  const early = await givenCall(database, at("2026-11-20T10:29:59Z"));
  const first = await givenCall(database, at("2026-11-20T10:30:00Z"));
  const last = await givenCall(database, at("2026-11-20T10:59:59Z"));
  await givenCall(database, { ...at("2026-11-20T11:00:00Z"), status: "safe" });
  const found = (filters: Partial<CallFilters>) => matchingCalls(database.db, { ...every, ...filters });
  expect(await found({ statuses: ["failed"] })).toEqual({ ids: [last, first, early], isMore: false });
  expect(await found({ fromDay: "2026-11-20T10:30:00Z", toDay: "2026-11-20T11:00:00Z" })).toEqual({
    ids: [last, first],
    isMore: false,
  });
  expect(await found({ search: readSearch("gift card") }), "words are found page by page").toBeNull();
});

test("the newest five thousand are the most", async () => {
  await database.sql(
    `insert into core.calls (ringba_call_id, start_time_utc, status, storage_path)
     select 'many ' || n, now() - n * interval '1 second', 'skipped', 'x' from generate_series(1, 5001) n`,
  );
  const found = await matchingCalls(database.db, { ...every, statuses: ["skipped"] });
  expect(found?.ids).toHaveLength(5000);
  expect(found?.isMore).toBe(true);
});
