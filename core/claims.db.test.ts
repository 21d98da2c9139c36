import pg from "pg";
import { beforeEach, expect, test } from "vitest";
import { testDatabase } from "../test/support/database.ts";
import { callOf, clearCalls, eventsOf, givenCall } from "../test/support/given-calls.ts";
import { claimCalls, failCall, giveBack, renewLeases } from "./call-verbs.sql.ts";

const database = await testDatabase();
const { db, sql, url } = database;
beforeEach(() => clearCalls(database));
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

test("the newest call is claimed first, and the attempt counts at once", async () => {
  const old = await givenCall(database, { status: "downloaded", start_time_utc: minutesAgo(9) });
  const young = await givenCall(database, { status: "downloaded", start_time_utc: minutesAgo(1) });
  const claimed = await claimCalls.run(db, "factory", "w", 10);
  expect(claimed.map((call) => [call.id, call.attempt])).toEqual([
    [young, 1],
    [old, 1],
  ]);
  expect((await callOf(database, young))["status"]).toBe("processing");
});

test("eight claimers at once: 200 calls, each owned once", async () => {
  await sql(
    `insert into core.calls (ringba_call_id, start_time_utc, status, storage_path)
     select 'many' || n, now() - make_interval(secs => n), 'downloaded', 'x' from generate_series(1, 200) n`,
  );
  const claimer = async (worker: string) => {
    const mine: string[] = [];
    for (;;) {
      const batch = await claimCalls.run(db, "factory", worker, 5);
      if (batch.length === 0) return mine;
      mine.push(...batch.map((call) => call.id));
    }
  };
  const all = (await Promise.all(Array.from({ length: 8 }, (_, n) => claimer(`w${n}`)))).flat();
  expect(all).toHaveLength(200);
  expect(new Set(all).size).toBe(200);
});

test("a child row being inserted does not hide the newest call", async () => {
  const newest = await givenCall(database, { status: "downloaded" });
  const other = new pg.Client({ connectionString: url });
  await other.connect();
  await other.query("begin");
  await other.query("insert into core.call_events (call_id, kind, actor) values ($1, 'updated', 'test')", [
    newest,
  ]);
  expect((await claimCalls.run(db, "factory", "w", 1)).map((call) => call.id)).toEqual([newest]);
  await other.query("rollback");
  await other.end();
});

test("who lost the lease writes nothing", async () => {
  const id = await givenCall(database, { status: "downloaded" });
  await claimCalls.run(db, "factory", "slow", 1);
  await sql("update core.calls set lease_expires_at = now() - interval '1 second' where id = $1", id);
  await sql("select * from core.rescue_zombies()");
  const [again] = await claimCalls.run(db, "factory", "quick", 1);
  expect(again?.attempt).toBe(2);
  const finish = (worker: string, attempt: number) =>
    sql("select id from core.finish_factory($1, $2) as id", worker, JSON.stringify([result(id, attempt)]));
  expect(await finish("slow", 1)).toEqual([]);
  expect(await finish("slow", 2)).toEqual([]);
  expect(await finish("quick", 2)).toEqual([{ id }]);
  expect(await renewLeases.run(db, "quick", [id])).toEqual([]);
});

test("of a batch of results, those whose calls were lost are left out, and each other is written with its event", async () => {
  const ids = [
    await givenCall(database, { status: "downloaded" }),
    await givenCall(database, { status: "downloaded" }),
    await givenCall(database, { status: "downloaded" }),
  ];
  await claimCalls.run(db, "factory", "w", 3);
  await sql("update core.calls set locked_by = 'somebody' where id = $1", ids[1]);
  const written = await sql(
    "select id from core.finish_factory('w', $1) as id",
    JSON.stringify(ids.map((id) => result(id, 1))),
  );
  expect(written.map((row) => row["id"]).sort()).toEqual([ids[0], ids[2]].sort());
  expect(
    await sql(
      `select c.status, c.transcript_text, (select count(*)::int from core.call_events e where e.call_id = c.id and e.kind = 'finished' and e.lane = 'factory') as events
       from core.calls c where c.id = any ($1) order by c.status, c.id`,
      ids,
    ),
  ).toEqual([
    { status: "processing", transcript_text: null, events: 0 },
    { status: "transcribed", transcript_text: "agent: hi", events: 1 },
    { status: "transcribed", transcript_text: "agent: hi", events: 1 },
  ]);
});

test("a heartbeat renews what is still owned", async () => {
  const [mine, lost] = [
    await givenCall(database, { status: "downloaded" }),
    await givenCall(database, { status: "downloaded" }),
  ];
  await claimCalls.run(db, "factory", "w", 2);
  await sql("update core.calls set locked_by = 'somebody' where id = $1", lost);
  expect(await renewLeases.run(db, "w", [mine, lost])).toEqual([{ heartbeat: mine }]);
});

test("a call given back keeps its attempt", async () => {
  const id = await givenCall(database, { status: "downloaded" });
  const [claimed] = await claimCalls.run(db, "factory", "w", 1);
  expect(await giveBack.run(db, id, "w", claimed?.attempt ?? 0, "stopping")).toEqual([{ written: true }]);
  expect(await callOf(database, id)).toMatchObject({
    status: "downloaded",
    retry_count: 0,
    locked_by: null,
    lease_expires_at: null,
  });
  expect(await eventsOf(database, id)).toEqual([
    "claimed downloaded>processing",
    "given_back processing>downloaded",
  ]);
});

test("the third failed attempt writes failed; before it, the call waits", async () => {
  const id = await givenCall(database, { status: "downloaded" });
  for (const attempt of [1, 2, 3]) {
    await sql("update core.calls set next_attempt_at = null where id = $1", id);
    const [claimed] = await claimCalls.run(db, "factory", "w", 1);
    expect(claimed?.attempt).toBe(attempt);
    expect(await failCall.run(db, id, "w", attempt, "unreadable", null, false)).toEqual([
      { status: attempt === 3 ? "failed" : "downloaded" },
    ]);
    expect(await claimCalls.run(db, "factory", "w", 1)).toEqual([]);
  }
  expect(await callOf(database, id)).toMatchObject({
    status: "failed",
    retry_count: 3,
    processing_error: "unreadable",
  });
});

test("a final failure is not tried again", async () => {
  const id = await givenCall(database);
  await claimCalls.run(db, "vault", "w", 1);
  expect(await failCall.run(db, id, "w", 1, "not audio", null, true)).toEqual([{ status: "failed" }]);
});

test("the vault waits for a link, and the judge gets only what it needs", async () => {
  await givenCall(database, { audio_url: null });
  expect(await claimCalls.run(db, "vault", "w", 5)).toEqual([]);
  await givenCall(database, {
    status: "transcribed",
    transcript_segments: JSON.stringify([{ speaker: "agent", start: 0, end: 1, text: "hi" }]),
  });
  const [call] = await claimCalls.run(db, "judge", "j", 5);
  expect(call).toMatchObject({ audio_url: null, vertical: "General", transcript_segments: [{ text: "hi" }] });
});

test("zombies: fresh stays, stuck goes back, spent is failed, a row nobody holds waits 30 minutes", async () => {
  const held = (ago: string, retries: number) => ({
    status: "processing",
    locked_by: "w",
    retry_count: retries,
    lease_expires_at: new Date(Date.now() + Number(ago) * 1000),
  });
  const fresh = await givenCall(database, held("60", 1));
  const stuck = await givenCall(database, held("-1", 1));
  const spent = await givenCall(database, held("-1", 3));
  const foreign = await givenCall(database, { status: "processing" });
  const vaulting = await givenCall(database, {
    locked_by: "v",
    retry_count: 1,
    lease_expires_at: new Date(Date.now() - 1000),
  });
  await sql("select * from core.rescue_zombies()");
  const statuses = async () =>
    Promise.all(
      [fresh, stuck, spent, foreign, vaulting].map(async (id) => (await callOf(database, id))["status"]),
    );
  expect(await statuses()).toEqual(["processing", "downloaded", "failed", "processing", "pending"]);
  expect(await eventsOf(database, spent)).toEqual(["failed processing>failed"]);
  expect(await eventsOf(database, vaulting)).toEqual(["lease_lost pending>pending"]);
  await sql("alter table core.calls disable trigger touch_updated_at");
  await sql("update core.calls set updated_at = now() - interval '31 minutes' where id = $1", foreign);
  await sql("alter table core.calls enable trigger touch_updated_at");
  await sql("select * from core.rescue_zombies()");
  expect((await callOf(database, foreign))["status"]).toBe("downloaded");
});

function result(call: string, attempt: number) {
  return { call, attempt, text: "agent: hi", segments: [], model: "model", stand_in: false };
}
