import { createServer } from "node:net";
import { failureOf } from "@callscript/core/failure.ts";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { leavingPostgres } from "../../test/fakes/leaving-postgres.ts";
import { testDatabase } from "../../test/support/database.ts";
import { migrations } from "../../test/support/global-setup.ts";
import { migrate } from "./migrate.ts";
import { openPool, type PostgresDb } from "./pool.ts";

const { sql, url } = await testDatabase();
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
let pool: PostgresDb;
beforeEach(() => {
  pool = openPool({ url, max: 2, applicationName: "hanging" });
});
afterEach(async () => {
  vi.useRealTimers();
  await sql(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'hanging' and datname = current_database()",
  );
  await pool.close();
});
/** Polls on the real clock; `expect.poll` would move a faked one. */
const realTimeout = setTimeout;
async function until(check: () => unknown): Promise<void> {
  for (const begun = performance.now(); !(await check()); ) {
    if (performance.now() - begun > 10_000) throw new Error(`never came true: ${check}`);
    await new Promise((resolve) => realTimeout(resolve, 5));
  }
}
const fakeTimers = () => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
/** Another pool asks: its own connection has no faked deadline running. */
const bothAreAsleep = () =>
  until(async () => {
    const hanging = await sql(
      "select from pg_stat_activity where query = 'select pg_sleep(600)' and state = 'active' and datname = current_database()",
    );
    return hanging.length === 2;
  });
/** The failures of those that have failed when so many faked seconds are over. */
async function failuresWithin(seconds: number, works: readonly Promise<unknown>[]): Promise<unknown[]> {
  const failures: unknown[] = [];
  for (const work of works) work.catch((error: unknown) => failures.push(failureOf(error)));
  await vi.advanceTimersByTimeAsync(seconds * 1000);
  return failures;
}

test("a hung query and a transaction with a hung query both end within 30 seconds, as the outside's trouble", async () => {
  fakeTimers();
  const query = pool.rows("select pg_sleep(600)", []);
  const transaction = pool.transaction((tx) => tx.rows("select pg_sleep(600)", []));
  await bothAreAsleep();
  const timeout = { kind: "transient", reason: "the database is out of reach (Query read timeout)" };
  expect(await failuresWithin(30, [query, transaction])).toEqual([timeout, timeout]);
});

test("after hung work the pool hands out connections that answer", async () => {
  fakeTimers();
  const hung = [1, 2].map(() => pool.transaction((tx) => tx.rows("select pg_sleep(600)", [])));
  await bothAreAsleep();
  expect(await failuresWithin(30, hung)).toHaveLength(2);
  vi.useRealTimers();
  expect(await Promise.all([1, 2].map((n) => pool.rows("select $1::int as n", [n])))).toEqual([
    [{ n: 1 }],
    [{ n: 2 }],
  ]);
});

test("a server that takes the connection and says nothing is out of reach, for a pool and for a migrator", async () => {
  const silent = createServer((socket) => socket.on("error", () => undefined));
  const port = await new Promise<number>((resolve) => {
    silent.listen(0, "127.0.0.1", () => {
      const address = silent.address();
      resolve(address !== null && typeof address === "object" ? address.port : 0);
    });
  });
  const mute = `postgresql://x:y@127.0.0.1:${port}/x`;
  const unheard = openPool({ url: mute, max: 1, applicationName: "unheard" });
  const connected = vi.fn();
  silent.on("connection", connected);
  fakeTimers();
  const query = unheard.rows("select 1", []).catch(failureOf);
  const migration = migrate({ url: mute, folder: migrations, log }).catch(failureOf);
  await until(() => connected.mock.calls.length === 2);
  await vi.advanceTimersByTimeAsync(6_000);
  const outOfReach = { kind: "transient", reason: expect.stringContaining("the database is out of reach") };
  expect(await Promise.all([query, migration])).toEqual([outOfReach, outOfReach]);
  vi.useRealTimers();
  await unheard.close();
  silent.close();
});

test("a server that lets in and shuts down in one breath is out of reach, and nothing is thrown where nobody can catch it", async () => {
  const { url, close } = await leavingPostgres();
  const left = openPool({ url, max: 1, applicationName: "left" });
  const transient = expect.objectContaining({ kind: "transient" });
  expect(await left.transaction((tx) => tx.rows("select 1", [])).catch(failureOf)).toEqual(transient);
  expect(await left.rows("select 1", []).catch(failureOf)).toEqual(transient);
  await left.close();
  close();
});

test("a value that is there already stays the driver's own error, and leaves the transaction undone", async () => {
  await sql("create table once (n int primary key)");
  const twice = pool.transaction(async (tx) => {
    await tx.rows("insert into once values (1)", []);
    await tx.rows("insert into once values (1)", []);
  });
  await expect(twice).rejects.toMatchObject({ name: "error", code: "23505", constraint: "once_pkey" });
  expect(await pool.rows("select * from once", [])).toEqual([]);
});

test("a statement that the server's own statement_timeout ends is tried again later", async () => {
  const slow = pool.transaction(async (tx) => {
    await tx.rows("set local statement_timeout = '50ms'", []);
    await tx.rows("select pg_sleep(600)", []);
  });
  expect(await slow.catch(failureOf)).toEqual({
    kind: "transient",
    reason: "the database is not ready (57014: canceling statement due to statement timeout)",
  });
});

test("a transaction inside a transaction is refused", async () => {
  await expect(pool.transaction((tx) => tx.transaction(() => Promise.resolve()))).rejects.toThrow(
    "a transaction is already open",
  );
});
