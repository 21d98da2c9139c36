import { randomBytes } from "node:crypto";
import { openPool, type PostgresDb } from "@callscript/adapters/postgres/pool.ts";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { databaseOf, rolePassword } from "./global-setup.ts";

export interface TestDatabase {
  /** The core port, as the owner. */
  db: PostgresDb;
  url: string;
  /** Rows of a statement, for arranging and asserting. */
  sql(text: string, ...params: unknown[]): Promise<Record<string, unknown>[]>;
  /** The same database as one of the roles: a URL to open a pool or a client with. */
  urlAs(role: "callscript_web" | "callscript_worker"): string;
}

/** A database of this test file's own, copied from the migrated template (about 25 ms); closed when the file ends. */
export async function testDatabase(): Promise<TestDatabase> {
  const cluster = inject("clusterUrl");
  const name = `t_${randomBytes(6).toString("hex")}`;
  const admin = new pg.Client({ connectionString: cluster });
  await admin.connect();
  await admin.query(`create database ${name} template cs_template strategy file_copy`);
  await admin.end();
  const url = databaseOf(cluster, name);
  const db = openPool({ url, max: 10, applicationName: "callscript-test" });
  afterAll(() => db.close());
  return {
    db,
    url,
    // A table that is append-only is emptied by its owner's way alone.
    sql: (text, ...params) =>
      text.startsWith("truncate")
        ? db.transaction(async (tx) => {
            await tx.rows("select set_config('callscript.forgets', 'on', true)", []);
            return tx.rows(text, params);
          })
        : db.rows(text, params),
    urlAs(role) {
      const changed = new URL(url);
      changed.username = role;
      changed.password = rolePassword;
      return changed.toString();
    },
  };
}
