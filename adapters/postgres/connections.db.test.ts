import { connect, createServer } from "node:net";
import { failureOf } from "@callscript/core/failure.ts";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { testDatabase } from "../../test/support/database.ts";
import { databaseFailure } from "./database-failure.ts";
import { listen } from "./listen.ts";
import { openPool } from "./pool.ts";
import { stayConnected } from "./stay-connected.ts";

const { db, sql, url } = await testDatabase();
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});
const pool = (at = url) => {
  const opened = openPool({ url: at, max: 2, applicationName: "victim" });
  closers.push(() => opened.close());
  return opened;
};
const end = (applicationName: string) =>
  sql(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1 and datname = current_database()",
    applicationName,
  );
const sqlError = (code: string) => Object.assign(new Error("as the driver says it"), { code });

test("a pool whose connections are ended serves the next query", async () => {
  const victim = pool();
  await victim.rows("select 1", []);
  await end("victim");
  await expect.poll(() => victim.rows("select 2 as n", []).catch(failureOf)).toEqual([{ n: 2 }]);
});

test("a query or a transaction that loses its connection is the outside's trouble, not the caller's", async () => {
  const victim = pool();
  const asleep = victim.rows("select pg_sleep(20)", []).catch(failureOf);
  const inside = victim
    .transaction(async (tx) => {
      await tx.rows("select 1", []);
      await tx.rows("select pg_sleep(20)", []);
    })
    .catch(failureOf);
  await expect
    .poll(() =>
      sql(
        "select count(*)::int as n from pg_stat_activity where query like 'select pg_sleep%' and state = 'active'",
      ),
    )
    .toEqual([{ n: 2 }]);
  await end("victim");
  expect(await asleep).toMatchObject({ kind: "transient" });
  expect(await inside).toMatchObject({ kind: "transient" });
  expect(await victim.rows("select 3 as n", [])).toEqual([{ n: 3 }]);
});

test("a transaction that throws leaves nothing behind, and its connection is good for the next", async () => {
  const victim = pool();
  await sql("create table tx_test (n int)");
  await expect(
    victim.transaction(async (tx) => {
      await tx.rows("insert into tx_test values (1)", []);
      throw new Error("changed my mind");
    }),
  ).rejects.toThrow("changed my mind");
  expect(await victim.rows("select * from tx_test", [])).toEqual([]);
});

test("a server that is not there, full or restarting is waited for; a fault of ours is not", async () => {
  expect(await pool("postgresql://x@127.0.0.1:9/x").rows("select 1", []).catch(failureOf)).toMatchObject({
    kind: "transient",
    reason: expect.stringContaining("out of reach"),
  });
  for (const code of ["57P01", "57P03", "53100", "53300", "40P01", "08006"])
    expect(failureOf(databaseFailure(sqlError(code))), code).toMatchObject({ kind: "transient" });
  for (const code of ["23505", "42P01", "22P02", "42501"]) {
    const error = sqlError(code);
    expect(databaseFailure(error), code).toBe(error);
  }
});

test("a listener whose connection is ended says so, comes back by itself and hears again", async () => {
  const heard: string[] = [];
  const states: string[] = [];
  const listener = listen({
    url,
    channel: "test_channel",
    onPayload: (payload) => heard.push(payload),
    onState: (state) => states.push(state),
    log,
  });
  closers.push(() => listener.close());
  await expect.poll(() => states).toEqual(["listening"]);
  await db.rows("select pg_notify('test_channel', 'one')", []);
  await expect.poll(() => heard).toEqual(["one"]);
  await end("callscript-listen");
  await expect.poll(() => states, { timeout: 10_000 }).toEqual(["listening", "lost", "listening"]);
  await db.rows("select pg_notify('test_channel', 'two')", []);
  await expect.poll(() => heard).toEqual(["one", "two"]);
  await listener.close();
  await db.rows("select pg_notify('test_channel', 'three')", []);
  await expect
    .poll(() =>
      sql(
        "select count(*)::int as n from pg_stat_activity where application_name = 'callscript-listen' and datname = current_database()",
      ),
    )
    .toEqual([{ n: 0 }]);
  expect(heard).toEqual(["one", "two"]);
});

test("whoever stays is seen until it leaves, also when its connection is ended meanwhile", async () => {
  const seen = async () => {
    const [row] = await sql(
      "select count(*)::int as n from pg_stat_activity where query like '%callscript_presence%' and application_name = 'callscript-listen' and datname = current_database()",
    );
    return row?.["n"];
  };
  const presence = await stayConnected({ url, log });
  expect(await seen()).toBe(1);
  await end("callscript-listen");
  await expect.poll(seen).toBe(0);
  await expect.poll(seen, { timeout: 10_000 }).toBe(1);
  await presence.close();
  await expect.poll(seen).toBe(0);
});

test("who is not let in does not stay", async () => {
  const nobody = "postgresql://x@127.0.0.1:9/x";
  expect(await stayConnected({ url: nobody, log }).catch(failureOf)).toMatchObject({ kind: "transient" });
});

test("a presence that is refused at first is let in by a later try", async () => {
  let refused = 0;
  const { hostname, port } = new URL(url);
  const door = createServer((socket) => {
    refused += 1;
    if (refused === 1) return void socket.destroy();
    const through = connect(Number(port), hostname);
    socket.pipe(through).pipe(socket);
    for (const end of [socket, through]) end.on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve));
  closers.push(() => new Promise((resolve) => door.close(() => resolve())));
  const behind = new URL(url);
  behind.port = String(z.object({ port: z.int() }).parse(door.address()).port);
  behind.hostname = "127.0.0.1";
  const presence = await stayConnected({ url: behind.href, log });
  await presence.close();
  expect(refused).toBe(2);
});
