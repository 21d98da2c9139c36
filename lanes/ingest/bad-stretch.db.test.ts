import { createRingbaSource } from "@callscript/adapters/ringba/ringba-source.ts";
import { transient } from "@callscript/core/failure.ts";
import type { CallSource } from "@callscript/core/ports.ts";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import {
  type CallLogServer,
  callLogServer,
  type Fault,
  type ListedCall,
} from "../../test/fakes/call-log-server.ts";
import { testDatabase } from "../../test/support/database.ts";
import { ingestLane } from "./ingest.lane.ts";
import { keepHold } from "./keep-hold.ts";
import { holdIngest } from "./passes.sql.ts";
import { storeCalls } from "./store-calls.ts";

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const never = new AbortController().signal;
const minute = 60_000;
const hour = 60 * minute;
const startMs = Math.floor(Date.now() / hour) * hour;
const { db, sql } = await testDatabase();

interface Stretch {
  fromMs: number;
  toMs: number;
}
let listed: ListedCall[] = [];
let largestPage = 1000;
let fault: (page: Stretch) => Fault;
let server: CallLogServer;
beforeAll(async () => {
  server = await callLogServer({
    calls: () => listed,
    largestPage: () => largestPage,
    fault() {
      const body = JSON.parse(server.requests.at(-1)?.body ?? "{}");
      return fault({ fromMs: Date.parse(body.reportStart), toMs: Date.parse(body.reportEnd) });
    },
  });
});
afterAll(() => server.close());
beforeEach(async () => {
  fault = () => "none";
  largestPage = 1000;
  server.pages.length = 0;
  await sql(
    "truncate core.calls, core.campaigns, core.ingest_slices, core.ingest_passes, core.ingest_hours, core.rate_budgets cascade",
  );
  await sql(
    "update core.lanes set watermark_utc = null, starts_utc = null, page_size = null, longest_page = 0, held_by = null, paused = false, pause_kind = null, reason = null",
  );
  // One call every two minutes, through an outage of twelve hours and on.
  listed = Array.from({ length: 24 * 30 }, (_, index) => call(`RGB${index}`, startMs + index * 2 * minute));
  await run(startMs);
});

const call = (id: string, callDt: number, more = {}): ListedCall => ({ inboundCallId: id, callDt, ...more });
const ringba = () =>
  createRingbaSource({ baseUrl: server.origin, accountId: "RA1", apiToken: "test", timeoutMs: 5000 });
const run = (atMs: number, source: CallSource = ringba(), clock = { now: () => new Date(atMs) }) =>
  ingestLane({ db, source, clock, log: quiet }, { worker: "ingest-1", budgetMs: 60_000, signal: never });
const count = async (text: string) => Number((await sql(`select count(*)::int as n from ${text}`))[0]?.["n"]);
const listedBefore = (atMs: number) => listed.filter(({ callDt }) => callDt < atMs).length;

/** Runs a beat a minute from twelve hours on; answers at which moment nothing was left to read, and what paused. */
async function afterOutage(beats: number, done: (atMs: number) => Promise<boolean>, source?: CallSource) {
  const pauses: string[] = [];
  for (let beat = 0; beat < beats; beat += 1) {
    const atMs = startMs + 12 * hour + beat * minute;
    const report = await run(atMs, source);
    if (report.paused !== null) pauses.push(report.paused);
    if (await done(atMs)) return { beats: beat + 1, pauses };
  }
  return { beats: Number.POSITIVE_INFINITY, pauses };
}
const everything = async (atMs: number) => (await count("core.calls")) === listedBefore(atMs);

test("stretches too long for the provider are read in smaller pieces, and pause nothing", async () => {
  fault = ({ fromMs, toMs }) => (toMs - fromMs > 2 * hour ? "500" : "none");
  const { beats, pauses } = await afterOutage(30, everything);
  expect(beats).toBeLessThan(15);
  expect(pauses).toEqual([]);
});

test("one second that fails is passed by and noted, and all around it is read; when it heals it is read", async () => {
  const badMs = startMs + 5 * hour + 1000;
  listed.push(call("RGB-bad", badMs + 500));
  let ill = true;
  fault = ({ fromMs, toMs }) => (ill && fromMs <= badMs && toMs > badMs ? "500" : "none");
  const allButOne = async (atMs: number) => (await count("core.calls")) === listedBefore(atMs) - 1;
  const { beats, pauses } = await afterOutage(40, allButOne);
  expect(beats).toBeLessThan(25);
  expect(pauses).toEqual([]);
  ill = false;
  await run(startMs + 16 * hour);
  await run(startMs + 16 * hour + minute);
  expect(await count("core.calls where ringba_call_id = 'RGB-bad'")).toBe(1);
});

test.each([
  { where: "long ago", agoMs: 7 * hour, most: 20 },
  { where: "in the newest half hour", agoMs: 10 * minute, most: 12 },
])(
  "a second $where that hangs for 30 s a try is passed by and noted, and what lies behind it is read",
  async ({ agoMs, most }) => {
    const outageEndMs = startMs + 12 * hour;
    const badMs = outageEndMs - agoMs + 1000;
    listed.push(call("RGB-bad", badMs + 500));
    let nowMs = outageEndMs;
    const source: CallSource = {
      ...ringba(),
      async page(slice, signal) {
        if (slice.fromUtc.getTime() > badMs || slice.toUtc.getTime() <= badMs)
          return ringba().page(slice, signal);
        nowMs += 30_000;
        throw transient("no answer within 30 s");
      },
    };
    const [badUtc, outageEndUtc] = [badMs, outageEndMs].map((ms) => new Date(ms).toISOString());
    const behind = `core.calls where start_time_utc > '${badUtc}' and start_time_utc < '${outageEndUtc}'`;
    const expected = listed.filter(({ callDt }) => callDt > badMs + 500 && callDt < outageEndMs).length;
    let beats = 0;
    for (; beats < 200 && (await count(behind)) < expected; beats += 1) {
      expect((await run(nowMs, source, { now: () => new Date(nowMs) })).paused).toBeNull();
      nowMs = Math.ceil((nowMs + 1) / minute) * minute;
    }
    expect(beats).toBeLessThan(most);
    expect(await sql("select from_utc, to_utc from core.ingest_passes where tier = 'gap'")).toEqual([
      { from_utc: new Date(badMs), to_utc: new Date(badMs + 1000) },
    ]);
  },
);

test("a second that fails is passed by though the request budget has room for one try of it a minute", async () => {
  const badMs = startMs + 5 * hour + 1000;
  listed.push(call("RGB-bad", badMs + 500));
  fault = ({ fromMs, toMs }) => (fromMs <= badMs && toMs > badMs ? "500" : "none");
  await sql("insert into core.rate_budgets (name, per_minute, tokens) values ('ringba', 5, 5)");
  const { beats, pauses } = await afterOutage(400, async () => {
    await sql("update core.rate_budgets set filled_at = filled_at - interval '1 minute'");
    return (await count("core.calls")) >= listedBefore(startMs + 12 * hour) - 1;
  });
  expect(beats).toBeLessThan(100);
  expect(pauses).toEqual([]);
  expect(await count("core.ingest_passes where tier = 'gap'")).toBe(1);
});

test("bad seconds in the newest half hour and before it hold up neither the newest calls nor each other", async () => {
  const nowMs = startMs + 12 * hour;
  const bad = [nowMs - 10 * minute, nowMs - 95 * minute, nowMs - 20 * hour];
  await sql("update core.lanes set starts_utc = $1 where lane = 'ingest'", new Date(nowMs - 3 * 24 * hour));
  fault = ({ fromMs, toMs }) => (bad.some((one) => fromMs <= one && toMs > one) ? "500" : "none");
  const newest = async (atMs: number) => {
    const [row] = await sql("select max(start_time_utc) as at from core.calls");
    return atMs - Number(row?.["at"]) <= 3 * minute;
  };
  const { beats, pauses } = await afterOutage(3, newest);
  expect(beats).toBe(1);
  expect(pauses).toEqual([]);
  await afterOutage(3, async () => false);
  expect(await count("core.ingest_passes where tier = 'gap'")).toBe(3);
  expect(await count("core.calls")).toBeGreaterThanOrEqual(listedBefore(nowMs) - 2);
});

test("pages of 20 records starve no wider tier of a busy account, and what is read is never older than 5 minutes", async () => {
  largestPage = 20;
  await sql("update core.lanes set page_size = 20 where lane = 'ingest'");
  await sql("insert into core.rate_budgets (name, per_minute, tokens) values ('ringba', 60, 60)");
  // 20,000 calls a day.
  listed = Array.from({ length: 1200 }, (_, index) => call(`RGB${index}`, startMs + index * 4300));
  let oldestMs = 0;
  for (let beat = 1; beat <= 45; beat += 1) {
    const atMs = startMs + beat * minute;
    expect((await run(atMs)).paused).toBeNull();
    const [lane] = await sql("select watermark_utc as at from core.lanes where lane = 'ingest'");
    oldestMs = Math.max(oldestMs, atMs - Number(lane?.["at"]));
    await sql("update core.rate_budgets set filled_at = filled_at - interval '1 minute'");
  }
  expect(oldestMs).toBeLessThanOrEqual(5 * minute);
  expect(await count("core.ingest_slices where tier = 'recent' and complete")).toBeGreaterThan(0);
}, 60_000);

test("a total that no account has is no total", async () => {
  listed = [call("RGB-1", startMs + minute)];
  const source: CallSource = {
    ...ringba(),
    page: async (slice, signal) => ({ ...(await ringba().page(slice, signal)), claimedTotal: null }),
  };
  const asked = createRingbaSource({
    baseUrl: server.origin,
    accountId: "RA1",
    apiToken: "test",
    timeoutMs: 5000,
  });
  fault = () => "huge_total";
  expect((await run(startMs + 2 * minute, asked)).paused).toBeNull();
  expect(await count("core.calls")).toBe(1);
  expect((await run(startMs + 4 * minute, source)).paused).toBeNull();
});

test("an answer that was asked for before the one that is stored changes nothing when it comes to be stored later", async () => {
  const version = async (revenue: string, askedAtMs: number) =>
    db.transaction(async (tx) => {
      const server = { ...call("RGB-1", startMs), conversionAmount: revenue };
      listed = [server];
      const { calls } = await ringba().page(
        { fromUtc: new Date(startMs), toUtc: new Date(startMs + minute), offset: 0, size: 1000 },
        never,
      );
      return storeCalls(tx, calls, { nowMs: startMs, askedAtUtc: new Date(askedAtMs), worker: "w" });
    });
  await version("61", startMs);
  await version("0", startMs + 2000);
  expect(await version("61", startMs + 1000)).toEqual({ inserted: 0, updated: 0 });
  expect((await sql("select revenue::text from core.calls"))[0]).toEqual({ revenue: "0.0000" });
  expect(await version("5", startMs + 3000)).toEqual({ inserted: 0, updated: 1 });
  // By the clock of a machine that was two days ahead.
  await version("6", Date.now() + 48 * hour);
  expect(await version("7", startMs + 4000)).toEqual({ inserted: 0, updated: 1 });
  expect(await version("6", startMs + 3000)).toEqual({ inserted: 0, updated: 0 });
});

test("a handful of unreadable records by themselves pause nothing", async () => {
  const odd = Array.from({ length: 5 }, (_, index) => ({
    ...call(`RGB-odd${index}`, startMs + 3 * hour + index),
    campaignId: "CA1",
  }));
  const source: CallSource = {
    ...ringba(),
    async page(slice, signal) {
      const page = await ringba().page(slice, signal);
      const isIn = ({ callDt }: ListedCall) =>
        callDt >= slice.fromUtc.getTime() && callDt < slice.toUtc.getTime();
      const unreadable = slice.offset === 0 ? odd.filter(isIn).map((raw) => ({ reason: "odd", raw })) : [];
      return { ...page, received: page.received + unreadable.length, unreadable };
    },
  };
  listed = listed.filter(({ callDt }) => callDt > startMs + 6 * hour);
  const { pauses } = await afterOutage(5, everything, source);
  expect(pauses).toEqual([]);
  expect(await count("core.unreadable_records")).toBe(5);
});

test("an account that ignores offsets pauses the lane after a bounded number of requests, and what came is stored", async () => {
  listed = Array.from({ length: 2000 }, (_, index) =>
    call(`RGB-burst${index}`, startMs + 2 * hour + (index % 900)),
  );
  const source: CallSource = {
    ...ringba(),
    page: (slice, signal) => ringba().page({ ...slice, offset: 0 }, signal),
  };
  server.pages.length = 0;
  const report = await run(startMs + 3 * hour, source);
  expect(report.paused).toBeNull();
  expect(await count("core.ingest_passes where tier = 'gap' and finished_at_utc is null")).toBe(1);
  expect(await count("core.calls")).toBe(1000);
  expect(server.pages.length).toBeLessThan(200);
});

test("the last look at a stretch finds what a page was silently cut by", async () => {
  const lateMs = startMs - 5 * 24 * hour;
  await sql("update core.lanes set starts_utc = $1 where lane = 'ingest'", new Date(lateMs - 20 * 24 * hour));
  listed = Array.from({ length: 40 }, (_, index) => call(`RGB-late${index}`, lateMs + index * minute));
  const cut = new Set<number>();
  fault = ({ fromMs, toMs }) => {
    const holdsAll = fromMs <= lateMs && toMs > lateMs + 40 * minute;
    if (!holdsAll || cut.has(fromMs)) return "none";
    cut.add(fromMs);
    return "cut";
  };
  await run(startMs + 2 * 24 * hour);
  expect(cut.size).toBeGreaterThan(0);
  expect(await count("core.calls where ringba_call_id like 'RGB-late%'")).toBe(40);
});

test("a campaign that was first seen without its name is named and tagged when the name comes", async () => {
  const named = { campaignId: "CA8", campaignName: "Medicare - Nationwide" };
  const facts = () =>
    sql(
      "select ringba_campaign_id as id, name, vertical, inference_source as source from core.campaigns order by 1",
    );
  listed = [
    call("RGB-1", startMs + minute, { campaignId: "CA8" }),
    call("RGB-2", startMs + minute, { campaignId: "CA9" }),
  ];
  await run(startMs + 2 * minute);
  expect(await facts()).toMatchObject([
    { name: "CA8", vertical: "General", source: "unknown" },
    { name: "CA9", vertical: "General", source: "unknown" },
  ]);
  await sql(
    "update core.campaigns set vertical = 'Solar', inference_source = 'manual' where ringba_campaign_id = 'CA9'",
  );
  // The newest record of a page lacks the name, an older one has it.
  listed.push(
    call("RGB-3", startMs + 2 * minute, named),
    call("RGB-4", startMs + 3 * minute, { campaignId: "CA8" }),
    call("RGB-5", startMs + 3 * minute, { ...named, campaignId: "CA9" }),
  );
  await run(startMs + 5 * minute);
  expect(await facts()).toMatchObject([
    { name: "Medicare - Nationwide", vertical: "Medicare", source: "regex" },
    { name: "Medicare - Nationwide", vertical: "Solar", source: "manual" },
  ]);
});

test("the hold is renewed while a run waits for an answer, and a run that lost it stops", async () => {
  const heldFor = async () => {
    const [row] = await sql(
      "select extract(epoch from held_until - clock_timestamp())::float8 as s from core.lanes where lane = 'ingest'",
    );
    return Number(row?.["s"]);
  };
  await holdIngest.run(db, "slow", 20);
  vi.useFakeTimers({ toFake: ["setInterval"] });
  const hold = keepHold({ db, log: quiet }, "slow", never);
  vi.advanceTimersByTime(5_000);
  vi.useRealTimers();
  await sql(
    "update core.lanes set held_until = clock_timestamp() + interval '1 second' where lane = 'ingest'",
  );
  await expect.poll(heldFor).toBeGreaterThan(0);
  hold.stop();

  vi.useFakeTimers({ toFake: ["setInterval"] });
  const late = keepHold({ db, log: quiet }, "late", never);
  vi.advanceTimersByTime(5_000);
  vi.useRealTimers();
  await expect.poll(() => late.signal.aborted).toBe(true);
  late.stop();
});
