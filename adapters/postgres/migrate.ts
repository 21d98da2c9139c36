import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { Log } from "@callscript/core/ports.ts";
import pg from "pg";
import { databaseFailure } from "./database-failure.ts";

const fileName = /^(\d{14})_([a-z0-9_]+)\.sql$/;
const oldest = 150_000;
/** Any number will do that nobody else locks in this database. */
const migratorsLock = 7_216_530_119;

export class OldDatabaseError extends Error {
  override name = "OldDatabaseError";
}

/**
 * Applies the migrations that the database does not have, each in its own transaction, and records them in the table
 * that `supabase db push` keeps. Two migrators at once take turns. Answers with the names that were applied.
 * @throws OldDatabaseError below Postgres 15.
 */
export async function migrate({
  url,
  folder,
  log,
}: {
  url: string;
  folder: string;
  log: Log;
}): Promise<string[]> {
  const files = (await readdir(folder)).filter((name) => fileName.test(name)).sort();
  const client = new pg.Client({
    connectionString: url,
    application_name: "callscript-migrate",
    connectionTimeoutMillis: 5_000,
  });
  client.on("error", (error) => log.error("migrator lost its connection", { reason: error.message }));
  try {
    await client.connect();
    await requireSupported(client);
    await createLedger(client);
    const { rows } = await client.query<{ version: string }>(
      "select version from supabase_migrations.schema_migrations",
    );
    const known = new Set(rows.map(({ version }) => version));
    const applied: string[] = [];
    for (const file of files.filter((name) => !known.has(name.slice(0, 14)))) {
      if (await applyOne(client, folder, file)) {
        applied.push(file);
        log.info("migrated", { migration: file });
      }
    }
    return applied;
  } catch (error) {
    throw databaseFailure(error);
  } finally {
    await client.end();
  }
}

async function requireSupported(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ number: number; name: string }>(
    "select current_setting('server_version_num')::int as number, current_setting('server_version') as name",
  );
  const [server] = rows;
  if (server && server.number >= oldest) return;
  throw new OldDatabaseError(
    `Postgres ${server?.name ?? "of unknown version"} is too old: CallScript needs 15 to 18. Upgrade the server behind DATABASE_URL.`,
  );
}

async function createLedger(client: pg.Client): Promise<void> {
  await inTransaction(client, async () => {
    await client.query("create schema if not exists supabase_migrations");
    await client.query(
      "create table if not exists supabase_migrations.schema_migrations (version text not null primary key, statements text[], name text)",
    );
  });
}

async function applyOne(client: pg.Client, folder: string, file: string): Promise<boolean> {
  const [, version = "", name = ""] = file.match(fileName) ?? [];
  const sql = await readFile(path.join(folder, file), "utf8");
  return inTransaction(client, async () => {
    const known = await client.query("select from supabase_migrations.schema_migrations where version = $1", [
      version,
    ]);
    if (known.rowCount) return false;
    await client.query(sql);
    await client.query(
      "insert into supabase_migrations.schema_migrations (version, name, statements) values ($1, $2, $3)",
      [version, name, [sql]],
    );
    return true;
  });
}

async function inTransaction<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query("begin");
  try {
    await client.query("select pg_advisory_xact_lock($1)", [migratorsLock]);
    const result = await work();
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}
