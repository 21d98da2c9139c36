import { randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, expect, inject, test } from "vitest";
import { databaseOf, migrations } from "../../test/support/global-setup.ts";
import { migrate } from "./migrate.ts";
import { openPool } from "./pool.ts";
import { stampInstallation } from "./stamp-installation.sql.ts";

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const admin = new pg.Client({ connectionString: inject("clusterUrl") });
await admin.connect();
afterAll(() => admin.end());
const files = readdirSync(migrations).sort();

async function emptyDatabase(): Promise<string> {
  const name = `m_${randomBytes(6).toString("hex")}`;
  await admin.query(`create database ${name}`);
  return databaseOf(inject("clusterUrl"), name);
}
async function rows(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test("two migrators at once apply every file once; a later one finds nothing to do", async () => {
  const url = await emptyDatabase();
  const applied = await Promise.all([
    migrate({ url, folder: migrations, log }),
    migrate({ url, folder: migrations, log }),
  ]);
  expect(applied.flat().sort()).toEqual(files);
  expect(await migrate({ url, folder: migrations, log })).toEqual([]);
});

test("the ledger is the one that `supabase db push` keeps: version, name and statements", async () => {
  const url = await emptyDatabase();
  await migrate({ url, folder: migrations, log });
  expect(
    await rows(
      url,
      `select column_name, data_type from information_schema.columns
       where table_schema = 'supabase_migrations' and table_name = 'schema_migrations' order by column_name`,
    ),
  ).toEqual([
    { column_name: "name", data_type: "text" },
    { column_name: "statements", data_type: "ARRAY" },
    { column_name: "version", data_type: "text" },
  ]);
  expect(
    await rows(
      url,
      "select version || '_' || name || '.sql' as file from supabase_migrations.schema_migrations order by 1",
    ),
  ).toEqual(files.map((file) => ({ file })));
});

test("a migration that fails changes nothing and is tried again", async () => {
  const url = await emptyDatabase();
  const folder = mkdtempSync(path.join(tmpdir(), "callscript-migrations-"));
  try {
    cpSync(path.join(migrations, files[0] ?? ""), path.join(folder, files[0] ?? ""));
    const faulty = path.join(folder, "20991231000000_break.sql");
    writeFileSync(faulty, "create table core.half (n int); select 1 / 0;");
    await expect(migrate({ url, folder, log })).rejects.toThrow(/division by zero/);
    expect(
      await rows(url, "select to_regclass('core.half') as half, to_regclass('core.calls')::text as calls"),
    ).toEqual([{ half: null, calls: "core.calls" }]);
    writeFileSync(faulty, "create table core.half (n int);");
    expect(await migrate({ url, folder, log })).toEqual(["20991231000000_break.sql"]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("a server below 15 is refused with its version", async () => {
  const url = await emptyDatabase();
  // A real old server is not at hand: this database answers as one would.
  await rows(
    url,
    `create schema old; create function old.current_setting(text) returns text language sql as
     $$ select case $1 when 'server_version_num' then '140011' else '14.11' end $$`,
  );
  const old = new URL(url);
  old.searchParams.set("options", "-c search_path=old,pg_catalog");
  await expect(migrate({ url: old.toString(), folder: migrations, log })).rejects.toThrow(
    "Postgres 14.11 is too old: CallScript needs 15 to 18.",
  );
});

test("a database stamped by one mode is not opened by the other", async () => {
  const url = await emptyDatabase();
  await migrate({ url, folder: migrations, log });
  const db = openPool({ url, max: 1, applicationName: "test" });
  try {
    await stampInstallation(db, "demo");
    await stampInstallation(db, "demo");
    await expect(stampInstallation(db, "live")).rejects.toThrow(/is stamped demo, and live was asked for/);
  } finally {
    await db.close();
  }
});
