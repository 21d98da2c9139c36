import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { clearCalls, givenCall } from "../../test/support/given-calls.ts";
import { publisherChoices } from "./call-choices.sql.ts";
import type { CallFilters } from "./call-filters.ts";
import { type CallCursor, type CallSort, type ListedCall, searchPage } from "./list-calls.sql.ts";
import { countOf, listCalls } from "./list-calls.ts";
import { callerKey, readSearch } from "./read-search.ts";

const database = await testDatabase();
const { db, sql } = database;
beforeEach(() => clearCalls(database));

const all: CallFilters = {
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
/** A slow machine is no reason to look no further. */
const patient = { withinMs: 60_000 };
const found = async (filters: Partial<CallFilters>) =>
  (await listCalls(db, { filters: { ...all, ...filters }, sort: "newest" }, patient)).calls.map(
    ({ ringba_call_id }) => ringba_call_id,
  );
const said = (...turns: string[]) =>
  JSON.stringify(turns.map((text, at) => ({ speaker: "agent", start: at * 5, end: at * 5 + 4, text })));

async function everyPage(filters: CallFilters, sort: CallSort, size: number): Promise<ListedCall[]> {
  const calls: ListedCall[] = [];
  let after: CallCursor | undefined;
  do {
    const page = await listCalls(db, { filters, sort }, { after, size });
    calls.push(...page.calls);
    after = page.next ?? undefined;
  } while (after);
  return calls;
}

test("each filter leaves in what it names, and together they leave in what passes all", async () => {
  const [solar] = await sql(
    "insert into core.campaigns (ringba_campaign_id, name) values ('s', 'Solar West') returning id",
  );
  const campaign = String(solar?.["id"]);
  const at = (day: string) => `2026-11-${day}Z`;
  await givenCall(database, {
    ringba_call_id: "a",
    start_time_utc: at("20T23:59:59.9999"),
    status: "failed",
  });
  await givenCall(database, {
    ringba_call_id: "b",
    start_time_utc: at("21T00:00:00"),
    status: "flagged",
    severity: 4,
    campaign_id: campaign,
    publisher: "Kestrel",
    duration_seconds: 60,
    caller_number: "+13125550142",
  });
  await givenCall(database, {
    ringba_call_id: "c",
    start_time_utc: at("21T23:59:59"),
    status: "flagged",
    severity: 2,
    verdict: "confirmed_bad",
    publisher: "Kestrel",
    duration_seconds: 30,
    recording_seconds: 300.5,
  });
  expect(await found({})).toEqual(["c", "b", "a"]);
  expect(await found({ statuses: ["failed", "skipped"] })).toEqual(["a"]);
  expect(await found({ fromDay: "2026-11-21" })).toEqual(["c", "b"]);
  expect(await found({ toDay: "2026-11-20" })).toEqual(["a"]);
  expect(await found({ fromDay: "2026-11-21", toDay: "2026-11-21" })).toEqual(["c", "b"]);
  expect(await found({ vertical: "Solar" })).toEqual(["b"]);
  expect(await found({ campaign })).toEqual(["b"]);
  expect(await found({ campaign, vertical: "ACA" })).toEqual([]);
  expect(await found({ publisher: "Kestrel" })).toEqual(["c", "b"]);
  expect(await found({ verdict: "confirmed_bad" })).toEqual(["c"]);
  expect(await found({ verdict: "open" })).toEqual(["b"]);
  expect(await found({ severities: [3, 4] })).toEqual(["b"]);
  expect(await found({ severities: [1, 2, 3, 4] })).toEqual(["c", "b"]);
  expect(await found({ minMinutes: 1 })).toEqual(["c", "b"]);
  expect(await found({ minMinutes: 1, maxMinutes: 5 })).toEqual(["b"]);
  expect(await found({ search: readSearch("312-555-0142") })).toEqual(["b"]);
  expect(await found({ publisher: "Kestrel", statuses: ["flagged"], severities: [2] })).toEqual(["c"]);
  await sql("update core.calls set ringba_call_id = 'RGB1234567890' where ringba_call_id = 'a'");
  expect(await found({ search: readSearch("RGB1234567890") })).toEqual(["RGB1234567890"]);
  expect(await publisherChoices.run(db)).toEqual([{ publisher: "Kestrel" }]);
  expect(await countOf(db, { ...all, publisher: "Kestrel" })).toEqual({ calls: 2, isMore: false });
});

test("a row says what a call took, how soon it was flagged, and by which flags", async () => {
  const id = await givenCall(database, {
    status: "flagged",
    severity: 3,
    duration_seconds: 60,
    start_time_utc: "2026-11-20T12:00:00Z",
    qa_flags: JSON.stringify([{ name: "Fake deadline", severity: 3, code: "fake_deadline" }]),
  });
  for (const [after, finding] of [
    [130, "safe"],
    [310, "flagged"],
    [900, "flagged"],
  ] as const)
    await sql(
      `insert into core.judgements (call_id, judged_at_utc, finding, flags, qa_version, judge_model, asked)
      values ($1, '2026-11-20T12:00:00Z'::timestamptz + make_interval(secs => $2), $3, '[]', 'General@1', 'm', '{}')`,
      id,
      after,
      finding,
    );
  await sql(
    `insert into core.call_events (call_id, kind, lane, actor, cost_usd, detail)
    values ($1, 'finished', 'factory', 'w', 0.0001, '{"priced": true}'), ($1, 'finished', 'factory', 'w', 9, '{}')`,
    id,
  );
  await sql(
    `insert into core.model_requests (call_id, purpose, model, day, at_utc, tokens_reserved, usd_reserved, settled_at_utc, cost_usd)
    values ($1, 'judge', 'm', '2026-11-20', now(), 1, 0.5, now(), 0.0004), ($1, 'eval', 'm', '2026-11-20', now(), 1, 0.5, now(), 3)`,
    id,
  );
  const { calls } = await listCalls(db, { filters: all, sort: "newest" });
  expect(calls).toMatchObject([
    {
      flagged_after_seconds: 250,
      cost_usd: "0.00050000",
      flags: [{ name: "Fake deadline", severity: 3 }],
      hit: null,
    },
  ]);
});

test("pages hold every call once and in order, however many are alike", async () => {
  const kinds = fc.record({
    second: fc.integer({ min: 0, max: 2 }),
    seconds: fc.constantFrom(null, 30, 60),
    revenue: fc.constantFrom(null, "0", "12.5"),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(kinds, { maxLength: 12 }),
      fc.integer({ min: 1, max: 5 }),
      fc.constantFrom<CallSort>("newest", "longest", "revenue"),
      async (calls, size, sort) => {
        await clearCalls(database);
        for (const { second, seconds, revenue } of calls)
          await givenCall(database, {
            start_time_utc: `2026-11-20T12:00:00.00000${second}Z`,
            duration_seconds: seconds,
            revenue,
            status: "transcribed",
            transcript_segments: said("the same words"),
          });
        const key = {
          newest: "0",
          longest: "coalesce(duration_seconds, -1)",
          revenue: "coalesce(revenue, -1e9)",
        };
        const expected = await sql(
          `select id from core.calls order by ${key[sort]}::numeric desc, start_time_utc desc, id desc`,
        );
        const ids = (await everyPage(all, sort, size)).map(({ id }) => ({ id }));
        expect(ids).toEqual(expected);
        const searched = await everyPage({ ...all, search: readSearch("same") }, "newest", size);
        expect(searched.map(({ id }) => id)).toEqual(
          (await sql("select id from core.calls order by start_time_utc desc, id desc")).map(({ id }) => id),
        );
      },
    ),
    { numRuns: 15 },
  );
});

test("what was said is found with its sentence, through days, filters, accents and phrases", async () => {
  const call = (ringba_call_id: string, day: string, ...turns: string[]) =>
    givenCall(database, {
      ringba_call_id,
      start_time_utc: `${day}T10:00:00Z`,
      status: ringba_call_id === "old" ? "flagged" : "safe",
      transcript_segments: said(...turns),
    });
  await call("old", "2024-02-29", "Hello.", "They’ll send a gift card, don't worry.");
  await call("mid", "2026-06-01", "A card as a gift: to the Café.");
  await call("new", "2026-11-20", "No gifts here");
  await givenCall(database, { ringba_call_id: "silent", start_time_utc: "2026-11-21T00:00:00Z" });
  const search = (typed: string) => found({ search: readSearch(typed) });
  expect(await search("GIFT card")).toEqual(["mid", "old"]);
  expect(await search('"gift card"')).toEqual(["old"]);
  expect(await search("gift -cafe")).toEqual(["old"]);
  expect(await search("gifts or dont")).toEqual(["new", "old"]);
  expect(await search("agent")).toEqual([]);
  expect(await found({ search: readSearch("gift"), statuses: ["flagged"] })).toEqual(["old"]);
  expect(await found({ search: readSearch("gift"), toDay: "2025-01-01" })).toEqual(["old"]);
  expect(await found({ search: readSearch("gift"), fromDay: "2026-01-01" })).toEqual(["mid"]);
  const cards = { filters: { ...all, search: readSearch('"gift card"') }, sort: "newest" as const };
  const { calls, next, searchedTo } = await listCalls(db, cards, patient);
  expect([next, searchedTo]).toEqual([null, null]);
  expect(calls[0]?.hit).toMatchObject({ turn: 1, second: 5, ranges: [{ start: 15, end: 24 }] });
  expect(await countOf(db, { ...all, search: readSearch("gift") }, patient)).toEqual({
    calls: 2,
    isMore: false,
  });

  // Out of time after the first days, a page says how far it came, and the next goes on from there.
  const hasty = await listCalls(db, cards, { withinMs: -1 });
  expect(hasty).toMatchObject({ calls: [], searchedTo: "2026-11-21" });
  expect((await everyPage(cards.filters, "newest", 1)).map((one) => one.ringba_call_id)).toEqual(["old"]);

  await sql(
    "update core.calls set transcript_segments = $1 where ringba_call_id = 'mid'",
    said("other words"),
  );
  expect(await search("gift")).toEqual(["old"]);
  expect(await search("other")).toEqual(["mid"]);
  await sql("update core.calls set transcript_segments = null where ringba_call_id = 'mid'");
  expect(await search("other")).toEqual([]);
});

test("the database folds words as who searches does", async () => {
  const words = "Don’t say “CAFÉ” to O'Brien: 1-800/call+me… Straße 5g";
  expect(
    await sql(
      "select array(select unnest(tsvector_to_array(core.words_of($1, to_timestamp(0)))) order by 1) as words",
      said(words),
    ),
  ).toEqual([
    {
      words: ["1", "5g", "800", "cafe", "call", "day0", "dont", "me", "obrien", "say", "straße", "to"].sort(),
    },
  ]);
  for (const number of ["+1 (312) 555-0142", "3125550142", "+44 20 7183 8750", "555-0142", "15550142"])
    expect((await sql("select core.caller_key($1) as key", number))[0]?.["key"]).toBe(callerKey(number));
});

test("a search asks the index of words, and never the whole table", async () => {
  await sql(
    `insert into core.calls (ringba_call_id, start_time_utc, status, storage_path, transcript_segments)
    select 'p' || n, now() - make_interval(mins => n), 'safe', 'x',
      jsonb_build_array(jsonb_build_object('speaker', 'agent', 'start', 1, 'end', 2, 'text', 'word ' || n))
    from generate_series(1, 500) n`,
  );
  await sql("analyze core.calls, core.call_texts");
  const nothing = Array(11).fill(null);
  const today = `day${Math.floor(Date.now() / 86_400_000)}`;
  const plan = await db.transaction(async (tx) => {
    await tx.rows("set local enable_seqscan = off", []);
    return tx.rows(`explain ${searchPage.text}`, [
      ...nothing,
      "infinity",
      "ffffffff-ffff-ffff-ffff-ffffffffffff",
      51,
      '"400"',
      today,
    ]);
  });
  const lines = plan.map((line) => String(line["QUERY PLAN"])).join("\n");
  expect(lines).toContain("call_texts_words");
  expect(lines).not.toContain("Seq Scan");
});
