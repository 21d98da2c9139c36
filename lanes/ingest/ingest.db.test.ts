import { createRingbaSource } from "@callscript/adapters/ringba/ringba-source.ts";
import { laneFailure, transient } from "@callscript/core/failure.ts";
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
import type { Tiers } from "./tiers.ts";

/** Within a second, on the day of the run: some of what is tested reads the database's clock. */
const now = new Date(Math.floor(Date.now() / 1000) * 1000 + 400);
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const never = new AbortController().signal;

const { db, sql } = await testDatabase();

let listed: ListedCall[] = [];
let faults: readonly Fault[] = [];
let largestPage = 1000;
let server: CallLogServer;
beforeAll(async () => {
  server = await callLogServer({
    calls: () => listed,
    fault: (request) => faults[request] ?? "none",
    largestPage: () => largestPage,
  });
});
afterAll(() => server.close());

beforeEach(() => reset());
async function reset() {
  listed = [];
  faults = [];
  largestPage = 1000;
  server.pages.length = 0;
  await sql(
    "truncate core.calls, core.campaigns, core.ingest_slices, core.ingest_passes, core.ingest_hours cascade",
  );
  await sql(
    "update core.lanes set watermark_utc = null, starts_utc = null, page_size = null, longest_page = 0, held_by = null, paused = false, pause_kind = null, reason = null",
  );
}

/** An account whose pages hold so many records, which is known already. */
async function pagesOf(size: number) {
  largestPage = size;
  await sql("update core.lanes set page_size = $1 where lane = 'ingest'", size);
}

function source() {
  return createRingbaSource({ baseUrl: server.origin, accountId: "RA1", apiToken: "test", timeoutMs: 5000 });
}

function run(
  options: {
    source?: CallSource;
    budgetMs?: number;
    signal?: AbortSignal;
    now?: Date;
    worker?: string;
    tiers?: Tiers;
  } = {},
) {
  const { source: given, now: at = now, ...rest } = options;
  return ingestLane(
    { db, source: given ?? source(), clock: { now: () => at }, log: quiet },
    { worker: "ingest-1", budgetMs: 60_000, signal: never, ...rest },
  );
}

/** So many minutes later, when the hot window is due again. */
const later = (minutes: number) => ({ now: new Date(now.getTime() + minutes * 60_000) });
const secondsAgo = (seconds: number) => Math.floor(now.getTime() / 1000) * 1000 - seconds * 1000;
const call = (id: string, seconds: number, more: Record<string, unknown> = {}): ListedCall => ({
  inboundCallId: id,
  callDt: secondsAgo(seconds),
  campaignId: "CA1",
  campaignName: "Solar - Nationwide",
  ...more,
});
const stored = () => sql("select * from core.calls order by ringba_call_id");
const one = async (text: string) => (await sql(text))[0];
const events = () => sql("select kind, count(*)::int as n from core.call_events group by kind order by kind");

test("stores a call with its facts, its campaign tagged on sight, and says so in the log", async () => {
  listed = [
    call("RGB1", 600, {
      callCompletedDt: secondsAgo(480),
      callLengthInSeconds: "120",
      connectedCallLengthInSeconds: 100,
      hasConnected: "yes",
      isDuplicate: false,
      conversionAmount: "61.00",
      payoutAmount: 45.5,
      publisherName: "Pub",
      buyer: "Buy",
      targetName: "Tar",
      endCallSource: "Caller",
      inboundPhoneNumber: "+15550100123",
      recordingUrl: "https://media.ringba.com/recording-public?v=v1&k=abc",
    }),
  ];
  const report = await run();
  expect(report).toEqual({ lane: "ingest", claimed: 1, done: 1, failed: 0, more: false, paused: null });
  const [row] = await stored();
  expect(row).toMatchObject({
    ringba_call_id: "RGB1",
    status: "pending",
    start_time_utc: new Date(secondsAgo(600)),
    ended_at_utc: new Date(secondsAgo(480)),
    duration_seconds: 120,
    connected_seconds: 100,
    has_connected: true,
    is_duplicate: false,
    revenue: "61.0000",
    payout: "45.5000",
    publisher: "Pub",
    buyer: "Buy",
    target: "Tar",
    end_call_source: "Caller",
    caller_number: "+15550100123",
    audio_url: "https://media.ringba.com/recording-public?v=v1&k=abc",
    provider_record: listed[0],
  });
  expect(String(row?.["id"]).at(14)).toBe("7");
  expect(await one("select vertical, inference_source from core.campaigns")).toEqual({
    vertical: "Solar",
    inference_source: "regex",
  });
  expect(await one("select kind, to_status, lane, actor from core.call_events")).toEqual({
    kind: "created",
    to_status: "pending",
    lane: "ingest",
    actor: "ingest-1",
  });
});

test("the first run reads a day, the next ones the hot window; the watermark stands at the last whole second", async () => {
  listed = [call("old", 23 * 3600), call("older", 25 * 3600), call("new", 5)];
  await run();
  expect((await stored()).map((row) => row["ringba_call_id"])).toEqual(["new", "old"]);
  expect(await one("select watermark_utc from core.lanes where lane = 'ingest'")).toEqual({
    watermark_utc: new Date(secondsAgo(0)),
  });
  server.pages.length = 0;
  await run(later(1));
  expect(server.pages.map((page) => [Date.parse(page.reportStart), page.offset])).toEqual([
    [secondsAgo(1740), 0],
    [secondsAgo(1740), 1000],
  ]);
});

test("an unchanged call is not written again, a fresh signature writes nothing, a change is an event", async () => {
  const link = "https://media.ringba.com/recording-public?v=v1&k=";
  listed = [call("RGB1", 60, { recordingUrl: `${link}1`, conversionAmount: 10 })];
  await run();
  const before = await one("select xmin::text, updated_at from core.calls");
  listed = [call("RGB1", 60, { recordingUrl: `${link}2`, conversionAmount: 10 })];
  expect((await run(later(1))).done).toBe(0);
  expect(await one("select xmin::text, updated_at from core.calls")).toEqual(before);

  listed = [call("RGB1", 60, { recordingUrl: `${link}3`, conversionAmount: 0 })];
  expect((await run(later(2))).done).toBe(1);
  expect(await one("select revenue, audio_url from core.calls")).toEqual({
    revenue: "0.0000",
    audio_url: `${link}3`,
  });
  expect(await events()).toEqual([
    { kind: "created", n: 1 },
    { kind: "updated", n: 1 },
  ]);
});

test("a fact that is missing later is not unlearnt, and the lanes' own columns are never touched", async () => {
  const link = "http://127.0.0.1:4010/rec/1";
  listed = [call("RGB1", 60, { recordingUrl: link, buyer: "Buy", hasConnected: true })];
  await run();
  await sql(`update core.calls set status = 'downloaded', storage_path = 'recordings/x.wav', retry_count = 1,
       locked_by = 'w', processing_error = 'before'`);
  listed = [call("RGB1", 60, { recordingUrl: "http://127.0.0.1:4999/rec/1", targetName: "Tar" })];
  expect((await run(later(1))).done).toBe(1);
  expect((await stored())[0]).toMatchObject({
    status: "downloaded",
    storage_path: "recordings/x.wav",
    retry_count: 1,
    locked_by: "w",
    processing_error: "before",
    audio_url: link,
    buyer: "Buy",
    target: "Tar",
  });
});

test("a pending call takes the link at its provider's new address", async () => {
  listed = [call("RGB1", 60, { recordingUrl: "http://127.0.0.1:4010/rec/1" })];
  await run();
  listed = [call("RGB1", 60, { recordingUrl: "http://127.0.0.1:4999/rec/1" })];
  await run(later(1));
  expect((await stored())[0]).toMatchObject({ audio_url: "http://127.0.0.1:4999/rec/1" });
});

test("a campaign that a person mapped stays mapped; a call without a campaign has none", async () => {
  await sql(
    "insert into core.campaigns (ringba_campaign_id, name, vertical, inference_source) values ('CA1', 'Mine', 'Legal', 'manual')",
  );
  listed = [call("RGB1", 60), call("RGB2", 61, { campaignId: "-no value-" })];
  await run();
  expect(await one("select name, vertical from core.campaigns")).toEqual({ name: "Mine", vertical: "Legal" });
  expect((await stored()).map((row) => row["campaign_id"] === null)).toEqual([false, true]);
});

test("the same call twice on a page is stored once; text that Postgres refuses costs nothing", async () => {
  listed = [
    call("RGB1", 60),
    call("RGB1", 61),
    call("RGB2", 62, { buyer: "nul\0 half \ud800", "odd\0key": "\0" }),
    { inboundCallId: "", callDt: secondsAgo(63) },
  ];
  const report = await run();
  expect(report).toMatchObject({ claimed: 4, done: 2, failed: 1 });
  expect((await stored()).map((row) => row["ringba_call_id"])).toEqual(["RGB1", "RGB2"]);
  expect(await one("select received, inserted, unreadable from core.ingest_slices order by id desc")).toEqual(
    {
      received: 0,
      inserted: 0,
      unreadable: 0,
    },
  );
  expect(await one("select sum(unreadable)::int as n from core.ingest_slices")).toEqual({ n: 1 });
});

test("a call with nothing to transcribe is skipped, a late recording revives it", async () => {
  listed = [
    call("dead", 60, { hasConnected: false }),
    call("silent", 80_000 + 7200, { callCompletedDt: secondsAgo(86_500) }),
    call("early", 600),
  ];
  await sql("update core.lanes set watermark_utc = $1 where lane = 'ingest'", new Date(secondsAgo(90_000)));
  // The database's clock decides on a recording that never came: the calls are moved to its time.
  await run();
  await sql(
    "update core.calls set ended_at_utc = now() - interval '25 hours' where ringba_call_id = 'silent'",
  );
  await sql("update core.calls set ended_at_utc = now() where ringba_call_id = 'early'");
  await run();
  const states = async () =>
    Object.fromEntries(
      (await stored()).map((row) => [row["ringba_call_id"], row["skip_reason"] ?? row["status"]]),
    );
  expect(await states()).toEqual({ dead: "not_connected", silent: "no_recording", early: "pending" });
  listed = [call("dead", 60, { hasConnected: true, recordingUrl: "https://media.ringba.com/r?k=1" })];
  await run(later(1));
  expect(await states()).toMatchObject({ dead: "pending" });
});

test("a full page is stored at once and its slice halved; every request is frozen", async () => {
  listed = Array.from({ length: 25 }, (_, index) => call(`RGB${index}`, 1 + index * 60));
  await pagesOf(10);
  await run();
  expect(await stored()).toHaveLength(25);
  expect(server.pages.every((page) => [0, 10].includes(page.offset) && page.size === 1000)).toBe(true);
  const hot = server.pages.filter((page) => Date.parse(page.reportStart) >= secondsAgo(1800));
  expect(hot.slice(0, 3).map((page) => [Date.parse(page.reportStart), Date.parse(page.reportEnd)])).toEqual([
    [secondsAgo(1800), secondsAgo(0)],
    [secondsAgo(1800), secondsAgo(900)],
    [secondsAgo(1800), secondsAgo(1350)],
  ]);
  expect(
    await one("select count(*)::int as n from core.ingest_slices where not complete and received = 10"),
  ).toEqual({ n: 4 });
});

test("only one second is paged, by fixed offsets", async () => {
  listed = Array.from({ length: 25 }, (_, index) =>
    call(`RGB${index}`, 60, { callDt: secondsAgo(60) + index }),
  );
  await pagesOf(10);
  await run();
  expect(await stored()).toHaveLength(25);
  const second = server.pages.filter(
    (page) =>
      Date.parse(page.reportStart) === secondsAgo(60) &&
      Date.parse(page.reportEnd) === secondsAgo(59) &&
      page.offset > 0,
  );
  expect(second.map((page) => page.offset)).toEqual([10, 20, 30]);
  expect(server.pages.every((page) => page.offset % 10 === 0)).toBe(true);
  expect(
    await one("select pages, received, complete from core.ingest_slices where received = 25 and complete"),
  ).toEqual({ pages: 3, received: 25, complete: true });
});

test("a call log that fails opens the breaker, leaves its slices open and the watermark before them, and heals", async () => {
  listed = [call("RGB1", 60), call("RGB2", 20_000)];
  faults = ["none", "500", "500"];
  const report = await run();
  expect(report.paused).toBe("Ringba answered with status 500");
  expect((await stored()).map((row) => row["ringba_call_id"])).toEqual(["RGB1"]);
  expect(await one("select paused, pause_kind, watermark_utc from core.lanes where lane = 'ingest'")).toEqual(
    {
      paused: true,
      pause_kind: "outage",
      watermark_utc: new Date(secondsAgo(86_400)),
    },
  );
  expect(await run()).toMatchObject({ claimed: 0, paused: "Ringba answered with status 500" });
  await sql("update core.lanes set next_probe_at = now() where lane = 'ingest'");
  expect((await run()).paused).toBeNull();
  expect(await stored()).toHaveLength(2);
  expect(await one("select paused, watermark_utc from core.lanes where lane = 'ingest'")).toEqual({
    paused: false,
    watermark_utc: new Date(secondsAgo(0)),
  });
});

test("a rate limit is waited for as long as told, a refused account pauses the lane", async () => {
  const refusing = (error: Error): CallSource => ({
    page: () => Promise.reject(error),
    count: () => Promise.reject(error),
    detail: () => Promise.reject(error),
  });
  await run({ source: refusing(transient("slow down", 900)) });
  expect(
    await one(
      "select pause_kind, round(extract(epoch from next_probe_at - now()))::int as wait from core.lanes where lane = 'ingest'",
    ),
  ).toEqual({ pause_kind: "outage", wait: 900 });
  await sql("update core.lanes set next_probe_at = now() where lane = 'ingest'");
  await run({ source: refusing(laneFailure("Ringba refused the API token (401)")) });
  expect(await one("select pause_kind, reason from core.lanes where lane = 'ingest'")).toEqual({
    pause_kind: "trouble",
    reason: "Ringba refused the API token (401)",
  });
});

test("totals that claim more than ever comes cost a bounded number of requests and stop nothing", async () => {
  listed = Array.from({ length: 60 }, (_, index) =>
    call(`RGB${String(index).padStart(2, "0")}`, 1 + index * 20),
  );
  faults = Array(5000).fill("high_total");
  const report = await run();
  expect(report).toMatchObject({ paused: null, more: false });
  expect(await stored()).toHaveLength(60);
  expect(server.pages.length).toBeLessThan(120);
  expect(await one("select watermark_utc from core.lanes where lane = 'ingest'")).toEqual({
    watermark_utc: new Date(secondsAgo(0)),
  });
});

test("a call log that is partial for ever pauses the lane, after what came was stored", async () => {
  listed = [call("RGB1", 60), call("RGB2", 90)];
  faults = Array(5000).fill("partial");
  const report = await run();
  expect(report.paused).toMatch(/even single seconds of the call log cannot be read whole/);
  expect(await one("select pause_kind, watermark_utc from core.lanes where lane = 'ingest'")).toEqual({
    pause_kind: "trouble",
    watermark_utc: new Date(secondsAgo(86_400)),
  });
  expect(
    await one(
      "select count(*)::int as n from core.ingest_passes where tier = 'gap' and finished_at_utc is null",
    ),
  ).toEqual({ n: 8 });
});

test("without time it reads nothing and asks to be run again; told to stop, it stops", async () => {
  listed = [call("RGB1", 60)];
  expect(await run({ budgetMs: 0 })).toMatchObject({ claimed: 0, more: true });
  expect(await run({ signal: AbortSignal.abort() })).toMatchObject({ claimed: 0, more: false });
  expect(await stored()).toHaveLength(0);
});

test("of two that begin at once one reads, and the other says who does", async () => {
  listed = Array.from({ length: 200 }, (_, index) => call(`RGB${index}`, 1 + index * 7));
  await pagesOf(20);
  await Promise.all([run({ worker: "one" }), run({ worker: "two" })]);
  expect(await stored()).toHaveLength(200);
  expect(await events()).toEqual([{ kind: "created", n: 200 }]);
});
