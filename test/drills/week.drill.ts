import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { startEmbedded } from "@callscript/adapters/postgres/embedded.ts";
import { migrate } from "@callscript/adapters/postgres/migrate.ts";
import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { parseTiers } from "@callscript/lanes/ingest/parse-tiers.ts";
import { migrations } from "../support/global-setup.ts";
import { runWeek } from "./run-week.ts";

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const minute = 60_000;

/** A week against a hostile provider, on a database and a vault of its own. Exits with 1 when anything is wrong. */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      "calls-per-day": { type: "string", default: "10000" },
      days: { type: "string", default: "7" },
      seed: { type: "string", default: "1" },
      "page-limit": { type: "string", default: "1000" },
      tiers: { type: "string", default: "" },
      "beat-seconds": { type: "string", default: "300" },
    },
  });
  const home = mkdtempSync(path.join(tmpdir(), "callscript-drill-"));
  const cluster = await startEmbedded({ home, log: quiet, throwAway: true });
  try {
    await migrate({ url: cluster.url, folder: migrations, log: quiet });
    const db = openPool({ url: cluster.url, max: 10, applicationName: "callscript-drill" });
    try {
      const { report, findings } = await runWeek(db, {
        seed: Number(values.seed),
        days: Number(values.days),
        callsPerDay: Number(values["calls-per-day"]),
        spice: 1,
        pageLimit: Number(values["page-limit"]),
        beatMs: Number(values["beat-seconds"]) * 1000,
        tiers: parseTiers(values.tiers),
        busyBeatMs: minute,
        quietBeatMs: 30 * minute,
        quietDays: 10,
        onDay: (day, { beats, vaulted }) =>
          process.stderr.write(`day ${day}: ${beats} beats, ${vaulted} recordings\n`),
      });
      process.stdout.write(report);
      if (Object.values(findings).some((found: string[]) => found.length > 0)) process.exitCode = 1;
    } finally {
      await db.close();
    }
  } finally {
    await cluster.stop();
    rmSync(home, { recursive: true, force: true });
  }
}
