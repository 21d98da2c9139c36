import process from "node:process";
import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { recordLaneRun } from "@callscript/core/call-verbs.sql.ts";
import type { LaneReport, Log } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";

/** Well under the platform's wall clock (150 s): what is left is done by the next tick. */
export const budgetMs = 100_000;

/** @throws when a setting is missing; the platform answers 500 and logs it. */
export function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

const line =
  (level: string) =>
  (message: string, fields: Record<string, unknown> = {}) =>
    void process.stdout.write(`${JSON.stringify({ level, message, ...fields })}\n`);
export const log: Log = { info: line("info"), warn: line("warn"), error: line("error") };

async function sameSecret(given: string, wanted: string): Promise<boolean> {
  const digest = async (text: string) =>
    new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  const [a, b] = await Promise.all([digest(given), digest(wanted)]);
  return a.reduce((difference, byte, index) => difference | (byte ^ (b[index] ?? 0)), 0) === 0;
}

/** A handler that runs one lane for whoever knows the schedule's secret, and answers with its report. */
export function serveLane(run: (db: Db, signal: AbortSignal) => Promise<LaneReport>): {
  fetch(request: Request): Promise<Response>;
} {
  return {
    async fetch(request) {
      const given = request.headers.get("authorization")?.replace(/^Bearer /, "") ?? "";
      if (request.method !== "POST" || !(await sameSecret(given, setting("CALLSCRIPT_CRON_SECRET")))) {
        return Response.json({ error: "not for you" }, { status: 401 });
      }
      const db = openPool({ url: setting("DATABASE_URL"), max: 1, applicationName: "callscript-edge" });
      try {
        const report = await run(db, AbortSignal.timeout(budgetMs));
        await recordLaneRun.run(db, report.lane, JSON.stringify(report));
        return Response.json(report);
      } finally {
        await db.close();
      }
    },
  };
}
