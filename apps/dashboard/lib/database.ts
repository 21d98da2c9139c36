import "server-only";
import { openPool, type PostgresDb } from "@callscript/adapters/postgres/pool.ts";
import { dashboardEnv } from "./env.ts";

let opened: PostgresDb | undefined;

/** One small pool a process, as the role that sees least. */
export function database(): PostgresDb {
  opened ??= openPool({ url: dashboardEnv().DATABASE_URL, max: 5, applicationName: "callscript-dashboard" });
  return opened;
}
