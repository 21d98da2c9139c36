import { transient } from "@callscript/core/failure.ts";
import type { Alert } from "@callscript/core/ports.ts";
import { beforeEach, expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { createWatchdogMemory, upkeepLane, type WatchdogMemory } from "./upkeep.lane.ts";

const { db, sql } = await testDatabase();
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const never = new AbortController().signal;

let told: Alert[];
let memory: WatchdogMemory;
let slackIsDown: boolean;
beforeEach(async () => {
  told = [];
  memory = createWatchdogMemory();
  slackIsDown = false;
  await sql("truncate core.calls, core.pixel_hints cascade");
  await sql("update core.lanes set paused = false, pause_kind = null, reason = null, paused_at_utc = null");
});

const run = (more: { promiseMinutes?: number } = {}) =>
  upkeepLane(
    {
      db,
      clock: { now: () => new Date() },
      log: quiet,
      alerter: {
        to: "slack",
        async send(alert) {
          if (slackIsDown) throw transient("Slack cannot be reached");
          told.push(alert);
        },
      },
    },
    { memory, signal: never, ...more },
  );
const keys = () => told.map((alert) => alert.key);

/** `count` calls that hung up `minutes` ago. */
const calls = (count: number, minutes: number, more: { status?: string; audio?: string | null } = {}) =>
  sql(
    `insert into core.calls (ringba_call_id, start_time_utc, ended_at_utc, status, audio_url, storage_path)
     select gen_random_uuid()::text, now() - make_interval(mins => $2 + 3), now() - make_interval(mins => $2), $3, $4, 'x'
     from generate_series(1, $1)`,
    count,
    minutes,
    more.status ?? "pending",
    more.audio === undefined ? "https://media.ringba.com/r" : more.audio,
  );

test("a dead worker's calls are returned, in as many batches as it takes", async () => {
  await calls(1201, 1, { status: "downloaded" });
  await sql(
    `update core.calls set status = 'processing', locked_by = 'dead', retry_count = 1, lease_expires_at = now() - interval '1 second'`,
  );
  expect(await run()).toMatchObject({ claimed: 1201, done: 1201, more: false });
  expect(await sql("select status, count(*)::int as n from core.calls group by status")).toEqual([
    { status: "downloaded", n: 1201 },
  ]);
});

test("a living worker's call is left alone", async () => {
  await calls(1, 1, { status: "downloaded" });
  await sql(
    "update core.calls set status = 'processing', locked_by = 'alive', retry_count = 1, lease_expires_at = now() + interval '1 minute'",
  );
  expect(await run()).toMatchObject({ claimed: 0 });
});

test("over 100 calls that wait over an hour are told once, and again after it was over", async () => {
  await calls(100, 61);
  await run({ promiseMinutes: 1e6 });
  expect(keys()).toEqual([]);
  await calls(1, 61);
  await run({ promiseMinutes: 1e6 });
  await run({ promiseMinutes: 1e6 });
  expect(told).toEqual([
    {
      key: "waiting:pending",
      title: "101 calls wait for the vault lane",
      detail: "They ended more than an hour ago and are still pending.",
    },
  ]);
  await sql("update core.calls set next_attempt_at = now() + interval '1 hour'");
  await run({ promiseMinutes: 1e6 });
  await sql("update core.calls set next_attempt_at = null");
  await run({ promiseMinutes: 1e6 });
  expect(keys()).toEqual(["waiting:pending", "waiting:pending"]);
});

test("every lane's backlog is watched; calls that wait for a recording are not a lane's", async () => {
  await calls(200, 90, { audio: null });
  await calls(101, 90, { status: "downloaded" });
  await calls(101, 90, { status: "transcribed" });
  await calls(1500, 20, { status: "safe" });
  await run({ promiseMinutes: 1e6 });
  expect(keys().sort()).toEqual(["waiting:downloaded", "waiting:transcribed"]);
});

test("a call older than its promise is told; an imported one waits since it was imported", async () => {
  await calls(1, 14, { status: "downloaded" });
  await run();
  expect(keys()).toEqual([]);
  await calls(1, 16, { status: "transcribed" });
  await run();
  expect(told).toEqual([
    {
      key: "oldest-call",
      title: "The oldest unfinished call is late",
      detail: "It ended 16 minutes ago; 15 are promised.",
    },
  ]);
  await sql("update core.calls set source = 'import'");
  await run();
  expect(memory.told.size).toBe(0);
});

test("a paused lane is told with its reason, an outage only when it lasts", async () => {
  await sql("select core.pause_lane('judge', 'trouble', 'no balance (402)')");
  await sql("select core.pause_lane('vault', 'outage', 'status 503')");
  await run();
  expect(told).toEqual([
    {
      key: "lane-paused:judge",
      title: "The judge lane is paused",
      detail: "no balance (402) (trouble, for 0 minutes)",
    },
  ]);
  await sql("update core.lanes set paused_at_utc = now() - interval '6 minutes' where lane = 'vault'");
  await run();
  expect(keys()).toEqual(["lane-paused:judge", "lane-paused:vault"]);
});

test("hints of the pixel that stay open for over an hour are told with their number and what to do", async () => {
  const hint = (id: string, minutes: number, outcome: string | null = null) =>
    sql(
      `insert into core.pixel_hints (ringba_call_id, hinted_at_utc, outcome, resolved_at_utc)
       values ($1, now() - make_interval(mins => $2), $3, case when $3::text is not null then now() end)`,
      id,
      minutes,
      outcome,
    );
  await hint("RGB1", 59);
  await hint("RGB2", 300, "recording");
  await run();
  expect(keys()).toEqual([]);
  await hint("RGB3", 61);
  await hint("RGB4", 1000);
  await run();
  await run();
  expect(told).toEqual([
    {
      key: "hints-open",
      title: "2 of the pixel's hints are open for over an hour",
      detail: expect.stringMatching(/callscript status.*docs\/pixel\.md/),
    },
  ]);
  await sql("update core.pixel_hints set outcome = 'unknown', resolved_at_utc = now() where outcome is null");
  await run();
  expect(memory.told.size).toBe(0);
});

test("what only the last re-read found, seconds that cannot be read whole and counts that differ are told", async () => {
  const pass = (key: string, tier: string, inserted: number, minutes: number) =>
    sql(
      `insert into core.ingest_passes (key, tier, from_utc, to_utc, position_utc, opened_at_utc, read_after_utc, inserted)
       values ($1, $2, now() - interval '1 day', now(), now(), now() - make_interval(mins => $4), now(), $3)`,
      key,
      tier,
      inserted,
      minutes,
    );
  const hour = (ageHours: number, theirs: number, ours: number) =>
    sql(
      `insert into core.ingest_hours (hour_utc, provider_calls, our_calls, compared_at_utc)
       values (date_trunc('hour', now()) - make_interval(hours => $1), $2, $3, now())`,
      ageHours,
      theirs,
      ours,
    );
  await pass("week", "week", 0, 1);
  await pass("gap young", "gap", 0, 59);
  await hour(3, 9, 8);
  await hour(26, 8, 9);
  await run();
  expect(keys()).toEqual([]);
  await sql("update core.ingest_passes set inserted = 2 where key = 'week'");
  await pass("gap old", "gap", 0, 61);
  await hour(27, 12, 9);
  await run();
  await run();
  expect(told.map(({ title }) => title)).toEqual([
    "2 calls were listed more than a day late",
    "1 second of the call log cannot be read whole",
    "Ringba counts 3 calls more than we have",
  ]);
  await sql("truncate core.ingest_passes, core.ingest_hours");
});

test("who comes to a limit of the desk is told of, each once, without a name", async () => {
  const reach = (actor: string, minutesAgo: number) =>
    sql(
      `insert into core.desk_events (actor, kind, at_utc, detail)
       values ($1, 'limit_reached', now() - make_interval(mins => $2), '{"of": "number_copied"}')`,
      actor,
      minutesAgo,
    );
  await reach("gone@example.com", 61);
  await run();
  expect(told).toEqual([]);
  await reach("maya@example.com", 5);
  await run();
  await run();
  await reach("jon@example.com", 1);
  await run();
  expect(told.map(({ title }) => title)).toEqual([
    "A person came to the hourly limit of callers' numbers copied",
    "2 people came to the hourly limit of callers' numbers copied",
  ]);
  expect(told[0]?.detail).toMatch(/^More than 60 in an hour\./);
  expect(JSON.stringify(told)).not.toContain("@");
  await sql("truncate core.desk_events");
});

test("an alert that cannot be sent stops nothing and is tried again", async () => {
  await calls(1, 1, { status: "downloaded" });
  await sql(
    "update core.calls set status = 'processing', locked_by = 'dead', retry_count = 1, lease_expires_at = now() - interval '1 second'",
  );
  await sql("select core.pause_lane('judge', 'trouble', 'no balance (402)')");
  slackIsDown = true;
  expect(await run()).toMatchObject({ done: 1, failed: 1 });
  slackIsDown = false;
  expect(await run()).toMatchObject({ failed: 0 });
  expect(keys()).toEqual(["lane-paused:judge"]);
});

test("the dashboard's figures are counted again, in as many batches as it takes", async () => {
  await sql(
    `insert into core.calls (ringba_call_id, start_time_utc, status, storage_path)
     select 'half hour ' || n, now() - n * interval '30 minutes', 'safe', 'x' from generate_series(1, 200) n`,
  );
  await run({ promiseMinutes: 1e6 });
  expect(
    await sql(
      "select sum(safe)::int as safe, count(*)::int as half_hours from core.call_figures where cut = 'all'",
    ),
  ).toEqual([{ safe: 200, half_hours: 200 }]);
  expect(await sql("select count(*)::int as marks from core.stale_figures")).toEqual([{ marks: 0 }]);
});

test("a test message goes where alerts go, once, and how it went is told", async () => {
  await sql("update core.lanes set paused = false, pause_kind = null, reason = null where lane = 'judge'");
  await sql("insert into core.alert_tests (asked_by) values ('maya@example.com')");
  await sql(
    "insert into core.alert_tests (asked_by, asked_at_utc) values ('late@example.com', now() - interval '11 minutes')",
  );
  await run({ promiseMinutes: 1e6 });
  await run({ promiseMinutes: 1e6 });
  expect(told.map(({ title, detail }) => ({ title, detail }))).toEqual([
    { title: "A test message of CallScript", detail: "maya@example.com asked for it. Alerts arrive here." },
  ]);
  slackIsDown = true;
  await sql("insert into core.alert_tests (asked_by) values ('jon@example.com')");
  await run({ promiseMinutes: 1e6 });
  slackIsDown = false;
  expect(await sql("select asked_by, is_sent, detail from core.alert_tests order by asked_at_utc")).toEqual([
    { asked_by: "late@example.com", is_sent: null, detail: null },
    { asked_by: "maya@example.com", is_sent: true, detail: "Slack took it." },
    { asked_by: "jon@example.com", is_sent: false, detail: expect.stringMatching(/\S/) },
  ]);
});
