import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { testDatabase } from "../test/support/database.ts";
import { sha256Hex } from "./sha256-hex.ts";
import { ringForHints, takeHint, takeHints } from "./take-hint.sql.ts";

const { db, sql, url } = await testDatabase();
const good = await sha256Hex("good");
const other = await sha256Hex("other");
const revoked = await sha256Hex("revoked");
const unknown = await sha256Hex("unknown");

const listener = new pg.Client({ connectionString: url });
let heard: (string | undefined)[] = [];
beforeAll(async () => {
  await listener.connect();
  listener.on("notification", (message) => heard.push(message.payload));
  await listener.query("listen callscript_calls");
});
afterAll(() => listener.end());

beforeEach(async () => {
  await sql("truncate core.pixel_hints, core.ingest_keys");
  await sql(
    `insert into core.ingest_keys (name, key_hash, created_by, revoked_at_utc) values
     ('a', $1, 'test', null), ('b', $2, 'test', now() + interval '1 hour'), ('c', $3, 'test', now() - interval '1 second')`,
    good,
    other,
    revoked,
  );
  await listener.query("select 1");
  heard = [];
});

const take = async (id: string | null, link: string | null = null, hash = good) =>
  (await takeHint.run(db, hash, id, link))[0]?.taken;
const hint = async (id: string) =>
  (await sql("select * from core.pixel_hints where ringba_call_id = $1", id))[0];
const rang = async () => {
  await listener.query("select 1");
  return heard;
};

test("a good key's hint is kept and rings; also a rotated key's, until its end", async () => {
  expect(await take("RGB1", "https://media.ringba.com/r", other)).toBe(true);
  expect(await hint("RGB1")).toMatchObject({
    recording_url: "https://media.ringba.com/r",
    times: 1,
    attempts: 0,
    resolved_at_utc: null,
    outcome: null,
  });
  expect(await rang()).toEqual(["hint"]);
});

test.each([
  ["an unknown", unknown],
  ["a revoked", revoked],
])("%s key changes nothing and rings nobody", async (_what, hash) => {
  expect(await take("RGB1", null, hash)).toBe(false);
  expect(await sql("select from core.pixel_hints")).toEqual([]);
  expect(await sql("select from core.ingest_keys where last_used_at_utc is not null")).toEqual([]);
  expect(await rang()).toEqual([]);
});

test("without a call only the key is asked about", async () => {
  expect(await take(null, "https://x.test/r")).toBe(true);
  expect(await sql("select from core.pixel_hints")).toEqual([]);
  expect(await rang()).toEqual([]);
});

test("a hint again is counted, keeps its time and the last link, and is tried at once", async () => {
  await take("RGB1", "https://x.test/1");
  await sql(
    "update core.pixel_hints set attempts = 3, hinted_at_utc = '2026-11-20', next_try_at = now() + interval '1 hour'",
  );
  await take("RGB1", "https://x.test/2");
  await take("RGB1");
  expect(await hint("RGB1")).toMatchObject({
    times: 3,
    attempts: 3,
    recording_url: "https://x.test/2",
    hinted_at_utc: new Date("2026-11-20"),
  });
  expect(await sql("select next_try_at <= clock_timestamp() as due from core.pixel_hints")).toEqual([
    { due: true },
  ]);
});

test("a hint after it was resolved opens it again", async () => {
  await take("RGB1");
  await sql(
    "update core.pixel_hints set attempts = 5, hinted_at_utc = '2026-11-20', resolved_at_utc = now(), outcome = 'recording'",
  );
  await take("RGB1");
  const opened = await hint("RGB1");
  expect(opened).toMatchObject({ times: 2, attempts: 0, resolved_at_utc: null, outcome: null });
  expect(Number(opened?.["hinted_at_utc"])).toBeGreaterThan(Date.parse("2026-11-21"));
});

test("many hints are one statement: each under its own key, one call often; the ring comes after them", async () => {
  const [row] = await takeHints.run(
    db,
    [good, unknown, good, other, good],
    ["RGB1", "RGB2", "RGB1", "RGB3", "RGB1"],
    [null, null, "https://x.test/1", null, null],
  );
  expect(row?.taken).toEqual([true, false, true, true, true]);
  expect(await sql("select ringba_call_id, times, recording_url from core.pixel_hints order by 1")).toEqual([
    { ringba_call_id: "RGB1", times: 3, recording_url: "https://x.test/1" },
    { ringba_call_id: "RGB3", times: 1, recording_url: null },
  ]);
  expect(await rang()).toEqual([]);
  await ringForHints.run(db);
  expect(await rang()).toEqual(["hint"]);
});

test("a hundred pixels of one call at a time are one hint, counted a hundred times", async () => {
  const taken = await Promise.all(Array.from({ length: 100 }, () => take("RGB1")));
  expect(taken).toEqual(Array(100).fill(true));
  expect(await sql("select ringba_call_id, times from core.pixel_hints")).toEqual([
    { ringba_call_id: "RGB1", times: 100 },
  ]);
});

test("batches of the same calls in opposite order do not deadlock", async () => {
  const ids = Array.from({ length: 50 }, (_, index) => `RGB${index}`);
  const hashes = ids.map(() => good);
  const links = ids.map(() => null);
  await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      takeHints.run(db, hashes, index % 2 ? ids : [...ids].reverse(), links),
    ),
  );
  expect(await sql("select distinct times from core.pixel_hints")).toEqual([{ times: 40 }]);
});

test("when a key was last used is written once a minute", async () => {
  const used = async () => (await sql("select last_used_at_utc from core.ingest_keys where name = 'a'"))[0];
  await take("RGB1");
  const first = await used();
  expect(first?.["last_used_at_utc"]).toBeInstanceOf(Date);
  await take("RGB2");
  expect(await used()).toEqual(first);
  await sql("update core.ingest_keys set last_used_at_utc = last_used_at_utc - interval '61 seconds'");
  await take("RGB3");
  expect(Number((await used())?.["last_used_at_utc"])).toBeGreaterThanOrEqual(
    Number(first?.["last_used_at_utc"]),
  );
});

test("a hint is durable also in a database that says so before it is", async () => {
  const settings = await db.transaction(async (tx) => {
    await tx.rows("set local synchronous_commit = off", []);
    await takeHint.run(tx, unknown, "RGB1", null);
    const before = await tx.rows("select current_setting('synchronous_commit') as mode", []);
    await takeHint.run(tx, good, "RGB1", null);
    return [...before, ...(await tx.rows("select current_setting('synchronous_commit') as mode", []))];
  });
  expect(settings).toEqual([{ mode: "off" }, { mode: "local" }]);
});
