import { createRingbaSource } from "@callscript/adapters/ringba/ringba-source.ts";
import { laneFailure, rateLimited } from "@callscript/core/failure.ts";
import type { CallSource } from "@callscript/core/ports.ts";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  type CallLogServer,
  callLogServer,
  type Fault,
  type ListedCall,
} from "../../test/fakes/call-log-server.ts";
import { testDatabase } from "../../test/support/database.ts";
import { ingestLane } from "./ingest.lane.ts";
import { parseTiers } from "./parse-tiers.ts";
import type { Tiers } from "./tiers.ts";

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const never = new AbortController().signal;
const startMs = Date.UTC(2026, 10, 24, 12);
const minute = 60_000;
const hour = 60 * minute;
const { db, sql } = await testDatabase();

let listed: ListedCall[] = [];
let fault: (page: { fromMs: number; toMs: number }) => Fault;
let largestPage = 1000;
let counted: number | null = null;
let server: CallLogServer;
beforeAll(async () => {
  server = await callLogServer({
    calls: () => listed,
    fault: () => fault(lastPage()),
    largestPage: () => largestPage,
    count: (from, to) => counted ?? listed.filter(({ callDt }) => callDt >= from && callDt < to).length,
  });
});
afterAll(() => server.close());
beforeEach(async () => {
  listed = [];
  fault = () => "none";
  largestPage = 1000;
  counted = null;
  server.pages.length = 0;
  await sql(
    "truncate core.calls, core.campaigns, core.ingest_slices, core.ingest_passes, core.ingest_hours, core.rate_budgets cascade",
  );
  await sql(
    "update core.lanes set watermark_utc = null, starts_utc = null, page_size = null, longest_page = 0, held_by = null, paused = false, pause_kind = null, reason = null",
  );
});

function lastPage() {
  const body = JSON.parse(server.requests.at(-1)?.body ?? "{}");
  return { fromMs: Date.parse(body.reportStart), toMs: Date.parse(body.reportEnd) };
}

interface RunOptions {
  source?: CallSource;
  worker?: string;
  tiers?: Tiers;
  signal?: AbortSignal;
}

function run(atMs: number, options: RunOptions = {}) {
  const source = createRingbaSource({
    baseUrl: server.origin,
    accountId: "RA1",
    apiToken: "test",
    timeoutMs: 5000,
  });
  return ingestLane(
    { db, source: options.source ?? source, clock: { now: () => new Date(atMs) }, log: quiet },
    { worker: "ingest-1", budgetMs: 60_000, signal: never, ...options },
  );
}

const call = (id: string, atMs: number): ListedCall => ({ inboundCallId: id, callDt: atMs });
const one = async (text: string) => (await sql(text))[0];
const ids = async () =>
  (await sql("select ringba_call_id as id from core.calls order by ringba_call_id")).map(({ id }) => id);
const readTiers = async () =>
  (
    await sql(
      "select distinct tier from core.ingest_slices where read_at_utc > now() - interval '1 hour' order by tier",
    )
  ).map(({ tier }) => tier);
const forgetLedger = () => sql("delete from core.ingest_slices");

test("a hot tier of every few seconds is read once in that time as well, and the others have their turn", async () => {
  const tiers = parseTiers("hot=30m/5s");
  const signal = AbortSignal.timeout(5_000);
  const hotPages = async () =>
    (await one("select count(*)::int as n from core.ingest_slices where tier = 'hot'"))?.["n"];
  await run(startMs, { tiers, signal });
  expect(await readTiers()).toEqual(["hot", "missed"]);
  const once = await hotPages();
  await run(startMs + 3_000, { tiers, signal });
  expect(await hotPages()).toBe(once);
  await run(startMs + 5_000, { tiers, signal });
  expect(await hotPages()).toBe(2 * Number(once));
});

test("each tier comes in its time and finds what was listed late", async () => {
  await run(startMs);
  expect(await readTiers()).toEqual(["hot", "missed"]);
  await sql(
    "update core.lanes set starts_utc = $1 where lane = 'ingest'",
    new Date(startMs - 20 * 24 * hour),
  );
  await forgetLedger();

  listed = [call("two-hours", startMs - 2 * hour)];
  await run(startMs + 29 * minute);
  expect(await ids()).toEqual([]);
  await run(startMs + 30 * minute);
  expect(await ids()).toEqual(["two-hours"]);
  expect(await readTiers()).toEqual(["hot", "recent"]);

  listed.push(call("twenty-hours", startMs - 20 * hour));
  for (const hours of [2, 4, 5.9]) await run(startMs + hours * hour);
  expect(await ids()).toEqual(["two-hours"]);
  await run(startMs + 6 * hour);
  expect(await ids()).toEqual(["twenty-hours", "two-hours"]);

  listed.push(call("before-days", startMs - 5 * 24 * hour));
  for (const days of [1, 1.9]) await run(startMs + days * 24 * hour);
  expect(await ids()).not.toContain("before-days");
  await run(startMs + 2 * 24 * hour);
  expect(await ids()).toContain("before-days");
  expect(await one("select inserted from core.ingest_passes where key = 'week'")).toEqual({ inserted: 1 });

  for (const days of [4, 6, 8]) await run(startMs + days * 24 * hour);
  listed.push(call("six-days-on", startMs + 2.1 * 24 * hour));
  await run(startMs + 10 * 24 * hour);
  expect(await ids()).toContain("six-days-on");
});

test("no tier reads what lies before the first run", async () => {
  await run(startMs);
  listed = [call("older", startMs - 3 * 24 * hour)];
  for (let days = 1; days <= 9; days += 1) await run(startMs + days * 24 * hour);
  expect(await ids()).toEqual([]);
});

test("after an outage of hours the next run begins at the watermark", async () => {
  await run(startMs);
  listed = Array.from({ length: 12 }, (_, index) => call(`RGB${index}`, startMs + (index + 0.5) * hour));
  server.pages.length = 0;
  await run(startMs + 12 * hour);
  expect(await ids()).toHaveLength(12);
  const starts = server.pages.map((page) => Date.parse(page.reportStart));
  expect(starts[0]).toBe(startMs + 11.5 * hour);
  // Of calls that were under way when it began, the earliest that the day tier would have found.
  expect(Math.min(...starts)).toBe(startMs - 24 * hour);
  expect(await one("select watermark_utc from core.lanes where lane = 'ingest'")).toEqual({
    watermark_utc: new Date(startMs + 12 * hour),
  });
});

test("a second that stays partial is passed by, noted, and read again until it is whole", async () => {
  listed = [
    call("before", startMs - 10 * minute),
    call("in-it", startMs - 5 * minute),
    call("after", startMs - minute),
  ];
  const second = startMs - 5 * minute;
  fault = ({ fromMs, toMs }) => (fromMs <= second && toMs > second ? "partial" : "none");
  expect(await run(startMs)).toMatchObject({ paused: null, more: false });
  const gap = () =>
    one(
      `select key, reads, finished_at_utc is null as open, (extract(epoch from read_after_utc - timestamptz '2026-11-24T12:00:00Z') / 60)::int as minutes
       from core.ingest_passes where tier = 'gap'`,
    );
  expect(await gap()).toMatchObject({
    key: "gap 2026-11-24T11:55:00.000Z",
    reads: 1,
    open: true,
    minutes: 1,
  });
  expect(await one("select watermark_utc from core.lanes where lane = 'ingest'")).toEqual({
    watermark_utc: new Date(startMs),
  });
  await sql("update core.ingest_passes set opened_at_utc = $1 where key = 'hot'", new Date(startMs + hour));
  await run(startMs + 2 * minute);
  expect(await gap()).toMatchObject({ reads: 2, open: true, minutes: 4 });
  fault = () => "none";
  await run(startMs + 4 * minute);
  expect(await ids()).toEqual(["after", "before", "in-it"]);
  expect(await gap()).toMatchObject({ open: false });
});

test("an hour whose counts differ is read again, once a comparison", async () => {
  await run(startMs - 24 * hour);
  for (let at = startMs - 23 * hour; at <= startMs; at += hour) await run(at);
  await sql("delete from core.ingest_hours");
  listed = [call("lost", startMs - 40 * minute)];
  expect(await ids()).toEqual([]);
  await sql(
    "update core.ingest_passes set opened_at_utc = opened_at_utc - interval '2 hours' where key = 'hours'",
  );
  await sql(
    "update core.ingest_passes set opened_at_utc = $1 where key in ('recent', 'day')",
    new Date(startMs),
  );
  await run(startMs + minute);
  expect(
    await sql(
      "select provider_calls, our_calls, hour_utc from core.ingest_hours where provider_calls <> our_calls",
    ),
  ).toEqual([{ provider_calls: 1, our_calls: 0, hour_utc: new Date(startMs - hour) }]);
  await run(startMs + 2 * minute);
  expect(await ids()).toEqual(["lost"]);
  counted = 5;
  const asked = server.requests.filter((request) => request.path.endsWith("/insights")).length;
  await run(startMs + 3 * minute);
  expect(server.requests.filter((request) => request.path.endsWith("/insights"))).toHaveLength(asked);
});

test("the ledger is kept for 90 days, a resolved hint for 30", async () => {
  await sql(
    `insert into core.ingest_slices (from_utc, to_utc, read_at_utc, pages, received, inserted, updated, complete)
     select now() - interval '100 days', now(), now() - d * interval '1 day', 1, 0, 0, 0, true from unnest(array[89, 91]) d`,
  );
  await sql(
    `insert into core.pixel_hints (ringba_call_id, hinted_at_utc, resolved_at_utc, outcome)
     select 'RGB' || d, now() - interval '40 days', now() - d * interval '1 day', 'recording' from unnest(array[29, 31]) d`,
  );
  await sql(
    "insert into core.pixel_hints (ringba_call_id, hinted_at_utc, next_try_at) values ('RGBopen', now() - interval '40 days', now() + interval '1 hour')",
  );
  await run(startMs);
  expect(
    await sql("select from core.ingest_slices where read_at_utc < now() - interval '1 day'"),
  ).toHaveLength(1);
  expect(
    (await sql("select ringba_call_id as id from core.pixel_hints order by 1")).map(({ id }) => id),
  ).toEqual(["RGB29", "RGBopen"]);
  await sql("truncate core.pixel_hints");
});

test("an account that may not be asked for counts is read all the same", async () => {
  listed = [call("RGB1", startMs - minute)];
  const source = createRingbaSource({
    baseUrl: server.origin,
    accountId: "RA1",
    apiToken: "test",
    timeoutMs: 5000,
  });
  const report = await run(startMs, {
    source: { ...source, count: () => Promise.reject(laneFailure("Ringba refused access (403)")) },
  });
  expect(report).toMatchObject({ done: 1, paused: null });
});

test("an account that answers with 20 records and says nothing is found out, and loses no call", async () => {
  largestPage = 20;
  fault = () => "low_total";
  listed = Array.from({ length: 300 }, (_, index) => call(`RGB${index}`, startMs - (index + 1) * 5000));
  await run(startMs);
  expect(await ids()).toHaveLength(300);
  expect(await one("select page_size from core.lanes where lane = 'ingest'")).toEqual({ page_size: 20 });
});

test("a budget that is too small lets the last tiers wait, and says which", async () => {
  await run(startMs);
  await sql("insert into core.rate_budgets (name, per_minute, tokens) values ('ringba', 4, 4)");
  await sql(
    "update core.lanes set starts_utc = $1 where lane = 'ingest'",
    new Date(startMs - 20 * 24 * hour),
  );
  await forgetLedger();
  const report = await run(startMs + 8 * 24 * hour);
  expect(report.note).toMatch(/request budget is used up for now; waiting: missed, recent, day, week$/);
  expect(await readTiers()).toEqual(["hot"]);
  // Two minutes on there are requests again, first for what was missed.
  await sql("update core.rate_budgets set filled_at = filled_at - interval '2 minutes'");
  await sql(
    "update core.ingest_passes set opened_at_utc = $1 where key = 'hot'",
    new Date(startMs + 8 * 24 * hour + 30_000),
  );
  await run(startMs + 8 * 24 * hour + minute);
  expect(await readTiers()).toContain("missed");
});

test("a refusal for want of room lowers the budget for everybody and pauses nothing", async () => {
  await sql("insert into core.rate_budgets (name, per_minute, tokens) values ('ringba', 60, 60)");
  const source: CallSource = {
    page: () =>
      Promise.reject(rateLimited("Ringba's rate limit is reached (minute)", null, { perMinute: 30 })),
    count: () => Promise.reject(new Error("not asked")),
    detail: () => Promise.reject(new Error("not asked")),
  };
  const report = await run(startMs, { source });
  expect(report).toMatchObject({ paused: null, more: false });
  expect(report.note).toMatch(/^Ringba's request budget is used up/);
  const budget = () =>
    one(
      `select learnt_per_minute, tokens, round(extract(epoch from blocked_until - clock_timestamp()))::int as blocked
       from core.rate_budgets where name = 'ringba'`,
    );
  expect(await budget()).toEqual({ learnt_per_minute: 24, tokens: 0, blocked: 60 });
  expect(await one("select core.take_budget('ringba') > 50 as waits")).toEqual({ waits: true });
  // Refused again while all wait: it is the same refusal.
  await sql("select core.lower_budget('ringba', null)");
  expect(await budget()).toEqual({ learnt_per_minute: 24, tokens: 0, blocked: 60 });
  await sql("update core.rate_budgets set blocked_until = null");
  await sql("select core.lower_budget('ringba', 150, interval '1 second')");
  expect(await budget()).toMatchObject({ learnt_per_minute: expect.closeTo(19.2), blocked: 1 });
  await sql("update core.rate_budgets set blocked_until = null, refusals = 1, learnt_per_minute = 24");
  await sql("select core.lower_budget('ringba', null)");
  expect(await budget()).toEqual({ learnt_per_minute: 12, tokens: 0, blocked: 120 });
  // Quarters of an hour without a refusal raise it again, to what is configured and no further.
  for (let quarters = 0; quarters < 9; quarters += 1) {
    await sql(
      "update core.rate_budgets set refused_at = refused_at - interval '16 minutes', blocked_until = null, filled_at = filled_at - interval '16 minutes'",
    );
    expect(await one("select core.take_budget('ringba') as wait")).toEqual({ wait: 0 });
  }
  expect(await one("select learnt_per_minute, tokens from core.rate_budgets where name = 'ringba'")).toEqual({
    learnt_per_minute: null,
    tokens: 59,
  });
});

test("one run at a time; a run that died is followed when its hold is over", async () => {
  await sql(
    "update core.lanes set held_by = 'dead', held_until = now() + interval '20 seconds' where lane = 'ingest'",
  );
  expect((await run(startMs)).note).toBe("another process is reading the call log");
  expect(server.pages).toHaveLength(0);
  await sql("update core.lanes set held_until = now() where lane = 'ingest'");
  expect((await run(startMs)).note).toBeUndefined();
  expect(await one("select held_by from core.lanes where lane = 'ingest'")).toEqual({ held_by: null });
});

test("a clock that was a day ahead and is set right again keeps nothing waiting", async () => {
  await run(startMs - hour);
  await run(startMs + 24 * hour);
  listed = [call("RGB1", startMs - minute)];
  await run(startMs);
  expect(await ids()).toEqual(["RGB1"]);
  expect(await one("select watermark_utc from core.lanes where lane = 'ingest'")).toEqual({
    watermark_utc: new Date(startMs),
  });
});

test("calls that were under way when a long outage began are found after it", async () => {
  await run(startMs);
  // Began ten minutes before the reading ended, and was listed when it was over.
  listed = [call("under-way", startMs - 10 * minute), call("later", startMs + 60 * hour)];
  await run(startMs + 9 * 24 * hour);
  expect(await ids()).toEqual(["later", "under-way"]);
});

test.each([2, 4, 8])(
  "%i requests a minute are enough for every tier to be read in the end, hot ones never later than 5 min",
  async (perMinute) => {
    await run(startMs);
    await sql(
      "insert into core.rate_budgets (name, per_minute, tokens) values ('ringba', $1, $1)",
      perMinute,
    );
    listed = Array.from({ length: 400 }, (_, index) => call(`RGB${index}`, startMs + index * 3 * minute));
    const outageMs = 10 * hour;
    let oldestMs = 0;
    let minutes = 0;
    for (; minutes < 8 * 60; minutes += 1) {
      const atMs = startMs + outageMs + minutes * minute;
      await run(atMs);
      const [hot] = await sql(
        "select max(to_utc) as at from core.ingest_slices where tier = 'hot' and complete",
      );
      // Two a minute have room for the first slice after two minutes.
      if (minutes >= 2) oldestMs = Math.max(oldestMs, atMs - Number(hot?.["at"]));
      await sql(
        "update core.rate_budgets set filled_at = filled_at - interval '1 minute', blocked_until = blocked_until - interval '1 minute'",
      );
      const [open] = await sql(
        "select count(*)::int as n from core.ingest_passes where finished_at_utc is null and tier in ('missed', 'recent', 'day')",
      );
      if (minutes > 30 && open?.["n"] === 0) break;
    }
    expect(minutes).toBeLessThan(8 * 60);
    expect(oldestMs).toBeLessThanOrEqual(5 * minute);
    expect(await ids()).toHaveLength(
      listed.filter(({ callDt }) => callDt < startMs + outageMs + minutes * minute).length,
    );
  },
);

test("where no record at all can be read the lane pauses; single ones are kept as they came", async () => {
  const odd = (id: string) => ({ inboundCallId: id, callDt: "11/24/2026 3:04:05 PM" as unknown as number });
  const source = (records: object[]): CallSource => {
    const ringba = createRingbaSource({
      baseUrl: server.origin,
      accountId: "RA1",
      apiToken: "test",
      timeoutMs: 5000,
    });
    return {
      ...ringba,
      page: async (slice, signal) => ({
        ...(await ringba.page({ ...slice, fromUtc: new Date(0), toUtc: new Date(1) }, signal)),
        ...(slice.offset === 0
          ? {
              received: records.length,
              unreadable: records.map((raw) => ({ reason: "callDt is no time", raw })),
            }
          : {}),
      }),
    };
  };
  const report = await run(startMs, { source: source(Array.from({ length: 20 }, (_, n) => odd(`RGB${n}`))) });
  expect(report.paused).toMatch(/cannot be read \(callDt is no time\); callscript doctor ringba/);
  const kept = () =>
    sql("select reason, record ->> 'inboundCallId' as id from core.unreadable_records order by id");
  expect(await kept()).toHaveLength(20);
  await sql("truncate core.unreadable_records");
  await sql("update core.lanes set paused = false, pause_kind = null where lane = 'ingest'");
  expect((await run(startMs + minute, { source: source([odd("RGB9")]) })).paused).toBeNull();
  expect(await kept()).toEqual([{ reason: "callDt is no time", id: "RGB9" }]);
  await sql("truncate core.unreadable_records");
});
