import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { startEmbedded } from "@callscript/adapters/postgres/embedded.ts";
import { migrate } from "@callscript/adapters/postgres/migrate.ts";
import pg from "pg";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    clusterUrl: string;
  }
}

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
export const migrations = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  "../../supabase/migrations",
);

/** Of both roles, in every test. */
export const rolePassword = "known-to-every-test-and-no-server";

/**
 * One Postgres a run: TEST_DATABASE_URL (a superuser of a server that may be thrown away), else an embedded cluster
 * without durability. A migrated template is made once; every test file gets a copy of it.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = mkdtempSync(path.join(tmpdir(), "callscript-tests-"));
  const given = process.env["TEST_DATABASE_URL"];
  const cluster = given ? null : await startEmbedded({ home, log: quiet, throwAway: true });
  const url = given ?? cluster?.url ?? "";
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query("drop database if exists cs_template with (force)");
  await admin.query("create database cs_template");
  await migrate({ url: databaseOf(url, "cs_template"), folder: migrations, log: quiet });
  // Roles belong to the cluster, not to a database: their password is set once, before any test runs.
  for (const role of ["callscript_web", "callscript_worker"])
    await admin.query(`alter role ${role} login password '${rolePassword}'`);
  await admin.query("alter database cs_template with is_template true allow_connections false");
  await admin.end();
  project.provide("clusterUrl", url);
  return async () => {
    await cluster?.stop();
    rmSync(home, { recursive: true, force: true });
  };
}

/** The same server, another database. */
export function databaseOf(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}
