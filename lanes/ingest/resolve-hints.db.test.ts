import { createRingbaSource } from "@callscript/adapters/ringba/ringba-source.ts";
import { callFailure, laneFailure, PortError, transient } from "@callscript/core/failure.ts";
import type { CallSource } from "@callscript/core/ports.ts";
import { ringbaBudget, setBudget } from "@callscript/core/rate-budget.sql.ts";
import { sha256Hex } from "@callscript/core/sha256-hex.ts";
import { takeHint } from "@callscript/core/take-hint.sql.ts";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { type CallLogServer, callLogServer } from "../../test/fakes/call-log-server.ts";
import { testDatabase } from "../../test/support/database.ts";
import { resolveHints } from "./resolve-hints.ts";

const { db, sql } = await testDatabase();
const keyHash = await sha256Hex("key");
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const never = new AbortController().signal;
const link = "https://media.ringba.com/recording-public?v=v1&k=true";

/** What Ringba's detail knows, by call. */
let known = new Map<string, Record<string, unknown>>();
let server: CallLogServer;
let ringba: CallSource;
beforeAll(async () => {
  server = await callLogServer({ calls: () => [], detail: (id) => known.get(id) ?? null });
  ringba = createRingbaSource({
    baseUrl: server.origin,
    accountId: "RA1",
    apiToken: "test",
    timeoutMs: 5000,
  });
});
afterAll(() => server.close());
beforeEach(async () => {
  known = new Map();
  server.requests.length = 0;
  await sql("truncate core.pixel_hints, core.ingest_keys, core.rate_budgets");
  await sql("truncate core.calls, core.campaigns cascade");
  await sql("insert into core.ingest_keys (name, key_hash, created_by) values ('test', $1, 'test')", keyHash);
});

const tell = (id: string, more: Record<string, unknown> = { recordingUrl: link }) =>
  known.set(id, {
    inboundCallId: id,
    callDt: Date.parse("2026-11-24T10:00:00Z"),
    campaignId: "CA1",
    campaignName: "Solar - Nationwide",
    callLengthInSeconds: 90,
    hasConnected: true,
    ...more,
  });
const hint = (id: string, claimed: string | null = null) => takeHint.run(db, keyHash, id, claimed);
const run = (
  more: { source?: CallSource; limit?: number; signal?: AbortSignal; isAnswering?: boolean } = {},
) =>
  resolveHints(
    { db, source: more.source ?? ringba, clock: { now: () => new Date() }, log: quiet },
    {
      worker: "ingest-1",
      signal: more.signal ?? never,
      limit: more.limit ?? 100,
      untilMs: Date.now() + 60_000,
      isAnswering: more.isAnswering ?? false,
    },
  );
/** The same API, but for the requests that `before` refuses by throwing. */
const failing = (before: (ids: readonly string[]) => void): CallSource => ({
  ...ringba,
  async detail(ids, signal) {
    before(ids);
    return ringba.detail(ids, signal);
  },
});
const Asked = z.object({ InboundCallIds: z.array(z.string()) });
const asked = () => server.requests.map((one) => Asked.parse(JSON.parse(one.body)).InboundCallIds);
const hints = () =>
  sql(
    `select ringba_call_id as id, outcome, attempts,
       case when resolved_at_utc is null then round(extract(epoch from next_try_at - now()) / 60)::int end as minutes
     from core.pixel_hints order by 1`,
  );
const later = (minutes: number) =>
  sql(
    `update core.pixel_hints set next_try_at = next_try_at - make_interval(mins => $1),
       hinted_at_utc = hinted_at_utc - make_interval(mins => $1)`,
    minutes,
  );

test("a pixel before the call is in the log: the API tells the call, whole, and the vault may go", async () => {
  tell("RGB1");
  await hint("RGB1", "https://evil.test/claimed");
  expect(await run()).toEqual({ asked: 1, resolved: 1, inserted: 1, updated: 0, left: null });
  expect(
    await sql(
      "select ringba_call_id, status, audio_url, duration_seconds, vertical from core.calls c join core.campaigns g on g.id = c.campaign_id",
    ),
  ).toEqual([
    { ringba_call_id: "RGB1", status: "pending", audio_url: link, duration_seconds: 90, vertical: "Solar" },
  ]);
  expect(await hints()).toEqual([{ id: "RGB1", outcome: "recording", attempts: 1, minutes: null }]);
});

test("the pixel's own link is never a fact, not even where the API has none", async () => {
  tell("RGB1", {});
  await hint("RGB1", "https://evil.test/claimed");
  expect(await run()).toMatchObject({ asked: 1, resolved: 0, inserted: 1 });
  expect(await sql("select audio_url from core.calls")).toEqual([{ audio_url: null }]);
  expect(await sql("select from core.calls where provider_record::text like '%evil%'")).toEqual([]);
});

test("a hint a second time asks again, changes nothing and writes no row", async () => {
  tell("RGB1");
  await hint("RGB1");
  await run();
  const before = await sql("select xmin::text, * from core.calls");
  expect(await run()).toMatchObject({ asked: 0 });
  await hint("RGB1");
  expect(await run()).toEqual({ asked: 1, resolved: 1, inserted: 0, updated: 0, left: null });
  expect(await sql("select xmin::text, * from core.calls")).toEqual(before);
  expect(await sql("select kind from core.call_events")).toEqual([{ kind: "created" }]);
});

test("a skipped call whose recording came goes on", async () => {
  await sql(
    "insert into core.calls (ringba_call_id, start_time_utc, status, skip_reason) values ('RGB1', '2026-11-24T10:00Z', 'skipped', 'no_recording')",
  );
  tell("RGB1");
  await hint("RGB1");
  expect(await run()).toMatchObject({ resolved: 1, updated: 1 });
  expect(await sql("select status, audio_url from core.calls")).toEqual([
    { status: "pending", audio_url: link },
  ]);
});

test("a call that is vaulted already resolves its hint and keeps its recording", async () => {
  await sql(
    "insert into core.calls (ringba_call_id, start_time_utc, status, storage_path, audio_url) values ('RGB1', '2026-11-24T10:00Z', 'downloaded', 'r/1.mp3', 'https://media.ringba.com/old')",
  );
  tell("RGB1", {});
  await hint("RGB1");
  expect(await run()).toMatchObject({ resolved: 1 });
  expect(await sql("select status, storage_path, audio_url from core.calls")).toEqual([
    { status: "downloaded", storage_path: "r/1.mp3", audio_url: "https://media.ringba.com/old" },
  ]);
});

test("what the log has told stays: of its calls only the link and unknown facts are taken", async () => {
  await sql(
    `insert into core.calls (ringba_call_id, start_time_utc, revenue, buyer, has_connected, provider_record, provider_digest)
     values ('RGB1', '2026-11-24T10:00:00Z', 30, 'Buyer', true, '{"from": "the log"}', 'abc')`,
  );
  tell("RGB1", { recordingUrl: link, hasConverted: "no", buyer: "Other", callLengthInSeconds: 95 });
  for (let times = 0; times < 2; times += 1) {
    await hint("RGB1");
    expect(await run()).toMatchObject({ resolved: 1, inserted: 0, updated: times === 0 ? 1 : 0 });
  }
  expect(
    await sql(
      "select revenue, buyer, duration_seconds, audio_url, provider_record, provider_digest from core.calls",
    ),
  ).toEqual([
    {
      revenue: "30.0000",
      buyer: "Buyer",
      duration_seconds: 95,
      audio_url: link,
      provider_record: { from: "the log" },
      provider_digest: "abc",
    },
  ]);
});

test("a call that the API does not know is asked for ever more slowly, and given up after a day", async () => {
  await hint("RGB1");
  const waits: unknown[] = [];
  for (let spent = 0; spent < 300; ) {
    await run();
    const [one] = await hints();
    waits.push(one?.["minutes"]);
    expect(await run()).toMatchObject({ asked: 0 });
    await later(Number(one?.["minutes"]));
    spent += Number(one?.["minutes"]);
  }
  expect(waits).toEqual([1, 2, 5, 10, 20, 40, 60, 60, 60, 60]);
  await later(24 * 60);
  await run();
  expect(await hints()).toEqual([{ id: "RGB1", outcome: "unknown", attempts: 11, minutes: null }]);
  tell("RGB1");
  await hint("RGB1");
  expect(await run()).toMatchObject({ resolved: 1, inserted: 1 });
});

test("a call without its recording yet is stored and asked for again, for a day", async () => {
  tell("RGB1", {});
  tell("RGB2", {});
  await hint("RGB1");
  await hint("RGB2");
  expect(await run()).toMatchObject({ asked: 2, resolved: 0, inserted: 2 });
  await later(1);
  tell("RGB1");
  expect(await run()).toMatchObject({ asked: 2, resolved: 1, updated: 1 });
  await later(25 * 60);
  await run();
  expect(await hints()).toMatchObject([
    { id: "RGB1", outcome: "recording" },
    { id: "RGB2", outcome: "no_recording" },
  ]);
});

test("newest first, ten a request, one token each, no more than asked", async () => {
  await setBudget.run(db, ringbaBudget, 60);
  for (let index = 0; index < 35; index += 1) {
    tell(`RGB${index}`);
    await hint(`RGB${index}`);
    await sql(
      "update core.pixel_hints set hinted_at_utc = now() - make_interval(secs => $1) where ringba_call_id = $2",
      1000 - index,
      `RGB${index}`,
    );
  }
  expect(await run({ limit: 25 })).toMatchObject({ asked: 25, resolved: 25, inserted: 25 });
  expect(asked().map((ids) => [ids.length, ids[0]])).toEqual([
    [10, "RGB34"],
    [10, "RGB24"],
    [5, "RGB14"],
  ]);
  const [budget] = await sql("select tokens from core.rate_budgets where name = 'ringba'");
  expect(Math.floor(Number(budget?.["tokens"]))).toBe(57);
});

test("without room in the budget nothing is asked and nothing lost", async () => {
  await setBudget.run(db, ringbaBudget, 60);
  await sql("update core.rate_budgets set tokens = -60, filled_at = clock_timestamp() where name = 'ringba'");
  tell("RGB1");
  await hint("RGB1");
  expect(await run()).toMatchObject({
    asked: 0,
    left: expect.stringMatching(/no request is free for \d+ s/),
  });
  expect(asked()).toEqual([]);
  await sql("update core.rate_budgets set tokens = 1, filled_at = clock_timestamp() where name = 'ringba'");
  expect(await run()).toMatchObject({ resolved: 1, left: null });
});

test("a refusal for want of room lowers the budget and leaves the hints as they are", async () => {
  await setBudget.run(db, ringbaBudget, 60);
  await hint("RGB1");
  const source = failing(() => {
    throw new PortError({
      kind: "transient",
      reason: "rate limit",
      retryAfterSeconds: 30,
      rateLimit: { perMinute: 20 },
    });
  });
  expect(await run({ source })).toMatchObject({ asked: 0, left: expect.stringContaining("30 s") });
  expect(await sql("select learnt_per_minute from core.rate_budgets where name = 'ringba'")).toEqual([
    { learnt_per_minute: 16 },
  ]);
  expect(await hints()).toEqual([{ id: "RGB1", outcome: null, attempts: 0, minutes: 0 }]);
});

test("an outage ends the run, costs no attempt and puts others first", async () => {
  await hint("RGB1");
  const source = failing(() => {
    throw transient("status 503");
  });
  expect(await run({ source })).toMatchObject({ asked: 0, left: "status 503" });
  expect(await hints()).toEqual([{ id: "RGB1", outcome: null, attempts: 0, minutes: 1 }]);
});

test("one call that makes every request fail holds up no other, also where the run is small", async () => {
  for (const id of ["RGB1", "RGB2", "RGB3", "poison"]) {
    tell(id);
    await hint(id);
  }
  const source = failing((ids) => {
    if (ids.includes("poison")) throw callFailure("the answer is too large");
  });
  expect(await run({ source, limit: 4 })).toMatchObject({ asked: 4, resolved: 3, left: null });
  expect(await hints()).toMatchObject([
    { id: "RGB1", outcome: "recording" },
    { id: "RGB2", outcome: "recording" },
    { id: "RGB3", outcome: "recording" },
    { id: "poison", outcome: null, attempts: 1 },
  ]);
});

test("nor does one whose request fails like an outage while the provider answers; it uses up its tries", async () => {
  for (const id of ["RGB1", "RGB2", "RGB3", "poison"]) {
    tell(id);
    await hint(id);
  }
  const source = failing((ids) => {
    if (ids.includes("poison")) throw transient("Ringba answered with status 500");
  });
  expect(await run({ source, isAnswering: true })).toMatchObject({ resolved: 3, left: null });
  expect((await hints()).find(({ id }) => id === "poison")).toMatchObject({ outcome: null, attempts: 1 });
});

test("whoever floods the pixel takes a third of the requests at most", async () => {
  await setBudget.run(db, ringbaBudget, 60);
  await sql(
    `insert into core.pixel_hints (ringba_call_id, hinted_at_utc) select 'RGBX' || n, now() from generate_series(1, 1000) n`,
  );
  expect(await run({ limit: 1000 })).toMatchObject({
    left: expect.stringContaining("share of the requests"),
  });
  expect(asked()).toHaveLength(20);
  const [budget] = await sql("select tokens from core.rate_budgets where name = 'ringba'");
  expect(Number(budget?.["tokens"])).toBeGreaterThanOrEqual(40);
});

test("an account that is refused ends the run after a few requests, and throws nothing", async () => {
  for (let index = 0; index < 20; index += 1) await hint(`RGB${index}`);
  let requests = 0;
  const source = failing(() => {
    requests += 1;
    throw laneFailure("Ringba refused the API token (401)");
  });
  expect(await run({ source })).toMatchObject({ resolved: 0, left: "Ringba refused the API token (401)" });
  expect(requests).toBe(4);
});

test("a pixel that comes while its call is asked for keeps the hint open", async () => {
  tell("RGB1");
  await hint("RGB1");
  let again = true;
  const source: CallSource = {
    ...ringba,
    async detail(ids, signal) {
      const answer = await ringba.detail(ids, signal);
      if (again) await hint("RGB1");
      again = false;
      return answer;
    },
  };
  expect(await run({ source, limit: 1 })).toMatchObject({ asked: 1, resolved: 0, inserted: 1 });
  expect(await hints()).toMatchObject([{ outcome: null, attempts: 0 }]);
  expect(await run()).toMatchObject({ asked: 1, resolved: 1, inserted: 0 });
});

test("calls that nobody asked for are not believed", async () => {
  tell("RGB1");
  tell("RGB2");
  await hint("RGB1");
  const source = {
    ...ringba,
    detail: (_ids: readonly string[], signal: AbortSignal) => ringba.detail(["RGB1", "RGB2"], signal),
  };
  expect(await run({ source })).toMatchObject({ inserted: 1 });
  expect(await sql("select ringba_call_id from core.calls")).toEqual([{ ringba_call_id: "RGB1" }]);
});

test("calls and hints are written together or not at all", async () => {
  tell("RGB1");
  await hint("RGB1");
  await sql(
    `create function core.refuse() returns trigger language plpgsql as $$ begin raise exception 'no room'; end $$`,
  );
  await sql(
    "create trigger refuse before update on core.pixel_hints for each row execute function core.refuse()",
  );
  await expect(run()).rejects.toThrow("no room");
  await sql("drop trigger refuse on core.pixel_hints");
  expect(await sql("select from core.calls")).toEqual([]);
  expect(await run()).toMatchObject({ resolved: 1, inserted: 1 });
});

test("an abort asks nothing more", async () => {
  await hint("RGB1");
  const stop = new AbortController();
  stop.abort();
  expect(await run({ signal: stop.signal })).toMatchObject({ asked: 0 });
  expect(asked()).toEqual([]);
});

test("a hundred pixels of one call at a time make one call", async () => {
  tell("RGB1");
  await Promise.all([...Array.from({ length: 100 }, () => hint("RGB1")), run(), run()]);
  await run();
  expect(await sql("select ringba_call_id from core.calls")).toEqual([{ ringba_call_id: "RGB1" }]);
  expect(await sql("select times, outcome from core.pixel_hints")).toEqual([
    { times: 100, outcome: "recording" },
  ]);
});
