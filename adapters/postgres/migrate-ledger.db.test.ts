import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { failureOf } from "@callscript/core/failure.ts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { migrations } from "../../test/support/global-setup.ts";
import { migrate } from "./migrate.ts";

const { sql, url } = await testDatabase();
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "callscript-migrations-"));
  await sql("delete from supabase_migrations.schema_migrations where version > '2090'");
  await sql("drop schema if exists later cascade");
  await sql("create schema later");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const given = (file: string, text: string) => writeFileSync(path.join(folder, file), text);
const run = () => migrate({ url, folder, log });
const later = () =>
  sql("select tablename::text as name from pg_tables where schemaname = 'later' order by 1").then((tables) =>
    tables.map((table) => table["name"]),
  );

test("a migration of a newer CallScript that this one does not know is left alone", async () => {
  await sql(
    "insert into supabase_migrations.schema_migrations (version, name, statements) values ('20991231000000', 'of_a_newer_version', '{}')",
  );
  expect(await migrate({ url, folder: migrations, log })).toEqual([]);
  expect(
    await sql("select name from supabase_migrations.schema_migrations where version = '20991231000000'"),
  ).toEqual([{ name: "of_a_newer_version" }]);
});

test("a migration that was applied is known by its version: an edited or renamed file is not run again", async () => {
  given("20990101000000_first.sql", "create table later.first ()");
  expect(await run()).toEqual(["20990101000000_first.sql"]);
  given("20990101000000_first.sql", "create table later.edited ()");
  expect(await run()).toEqual([]);
  rmSync(path.join(folder, "20990101000000_first.sql"));
  given("20990101000000_renamed.sql", "create table later.renamed ()");
  expect(await run()).toEqual([]);
  expect(await later()).toEqual(["first"]);
});

test("migrations run in the order of their versions, and one that arrives late still runs", async () => {
  given("20990103000000_third.sql", "alter table later.second rename to third");
  given("20990102000000_second.sql", "create table later.second ()");
  expect(await run()).toEqual(["20990102000000_second.sql", "20990103000000_third.sql"]);
  given("20990101000000_first.sql", "create table later.first ()");
  expect(await run()).toEqual(["20990101000000_first.sql"]);
  expect(await later()).toEqual(["first", "third"]);
});

test("files that are not named like migrations are not run", async () => {
  for (const name of ["README.md", "2099_short.sql", "20990101000000_Upper.sql", "20990101000000_a.sql.bak"])
    given(name, "create table later.never ()");
  expect(await run()).toEqual([]);
  expect(await later()).toEqual([]);
});

test("the text of each file is kept in the ledger", async () => {
  const text = "create table later.one ();\ncreate table later.two ();\n";
  given("20990101000000_two_tables.sql", text);
  await run();
  expect(
    await sql("select name, statements from supabase_migrations.schema_migrations where version > '2090'"),
  ).toEqual([{ name: "two_tables", statements: [text] }]);
});

test("a migrator that loses its connection changes nothing, and is told to come again", async () => {
  given(
    "20990101000000_cut.sql",
    "create table later.half (); select pg_terminate_backend(pg_backend_pid());",
  );
  expect(await run().catch(failureOf)).toMatchObject({ kind: "transient" });
  expect(await later()).toEqual([]);
  given("20990101000000_cut.sql", "create table later.half ()");
  expect(await run()).toEqual(["20990101000000_cut.sql"]);
});
