import { expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { givenCall } from "../../test/support/given-calls.ts";
import type { CallFilters } from "./call-filters.ts";
import { callNeighbours, inboxNeighbours } from "./find-neighbours.ts";
import { everyCall, type InboxSort } from "./inbox-filter.ts";
import type { CallSort } from "./list-calls.sql.ts";
import { type CallView, listCalls } from "./list-calls.ts";
import { listInbox } from "./list-inbox.ts";

const database = await testDatabase();
const { db, sql } = database;
const now = new Date("2026-11-20T12:00:00Z");
const hour = 3_600_000;
const campaigns = [];
for (const days of [1, 3, null]) {
  const [row] = await sql(
    "insert into core.campaigns (ringba_campaign_id, name, refund_window_days) values ($1, $1, $2) returning id",
    `C${days}`,
    days,
  );
  campaigns.push(row?.["id"]);
}
// Many of one moment, severity, length and revenue: the id alone decides.
const ids: string[] = [];
for (let n = 0; n < 36; n += 1)
  ids.push(
    await givenCall(database, {
      status: "flagged",
      severity: 1 + (n % 3),
      campaign_id: campaigns[n % 4] ?? null,
      start_time_utc: new Date(now.getTime() - Math.floor(n / 3) * 9 * hour),
      revenue: n % 5,
      recording_seconds: n % 2 === 0 ? 60 : null,
      transcript_segments: JSON.stringify([
        { speaker: "agent", start: 0, end: 1, text: n % 2 === 0 ? "gift card" : "no card" },
      ]),
    }),
  );
const filters: CallFilters = {
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

test.each<InboxSort>(["severity", "newest", "window"])(
  "by %s each call of the inbox has the neighbours that the list shows",
  async (sort) => {
    const view = { tab: "review", sort, now } as const;
    const { calls } = await listInbox(db, { ...view, size: 100 });
    expect(calls).toHaveLength(36);
    for (const [at, { id }] of calls.entries())
      expect(await inboxNeighbours(db, view, id), `${at}`).toEqual({
        previous: calls[at - 1]?.id ?? null,
        next: calls[at + 1]?.id ?? null,
        before: sort === "window" ? null : at,
      });
  },
);

test.each<CallSort>(["newest", "longest", "revenue"])(
  "by %s each of all calls has the neighbours that the list shows",
  async (sort) => {
    const { calls } = await listCalls(db, { filters, sort }, { size: 100 });
    for (const [at, { id }] of calls.entries())
      expect(await callNeighbours(db, { filters, sort }, id), `${at}`).toEqual({
        previous: calls[at - 1]?.id ?? null,
        next: calls[at + 1]?.id ?? null,
        before: at,
      });
  },
);

test("a filter passes calls over, and a call that left its view still has its neighbours", async () => {
  const view = {
    tab: "review",
    sort: "newest",
    now,
    filter: { ...everyCall, severities: [3] },
  } as const;
  const { calls } = await listInbox(db, view);
  const [first, second, third] = calls.map(({ id }) => id);
  await sql("update core.calls set verdict = 'confirmed_bad', verdict_version = 1 where id = $1", second);
  expect(await inboxNeighbours(db, view, second ?? "")).toEqual({
    previous: first,
    next: third,
    before: null,
  });
  await sql("update core.calls set verdict = null where id = $1", second);
});

test("where words are searched the next is known; of no call nothing is", async () => {
  const view: CallView = {
    filters: { ...filters, search: { kind: "words", query: "gift", phrases: [["gift"]] } },
    sort: "newest",
  };
  const { calls } = await listCalls(db, view);
  expect(calls).toHaveLength(18);
  expect(await callNeighbours(db, view, calls[3]?.id ?? "")).toEqual({
    previous: null,
    next: calls[4]?.id,
    before: null,
  });
  expect(await callNeighbours(db, view, "019a0000-0000-7000-8000-000000000001")).toEqual({
    previous: null,
    next: null,
    before: null,
  });
});
