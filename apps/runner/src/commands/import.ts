import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { importRecordings } from "@callscript/adapters/import/import-recordings.ts";
import { importTranscripts } from "@callscript/adapters/import/import-transcripts.ts";
import type { LaneName } from "@callscript/core/call-state.ts";
import { workerName } from "@callscript/core/worker-name.ts";
import type { Command } from "commander";
import { z } from "zod";
import { type LanePorts, openLanePorts } from "../compose/lane-ports.ts";
import type { Installation } from "../compose/open-installation.ts";
import { portOverrides } from "../compose/port-overrides.ts";
import { runningInstance } from "../config/running-instance.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import { drainLane } from "../serve/drain-lane.ts";
import { servedLanes } from "../serve/served-lanes.ts";
import { stopSignal } from "../serve/stop-signal.ts";
import { progressLine } from "./progress-line.ts";
import { withInstallation } from "./with-installation.ts";

interface ImportOptions {
  demo?: boolean;
  date?: string;
  set?: string;
}

export function addImport(program: Command): void {
  program
    .command("import")
    .argument("<path>", "a .jsonl file of transcripts, or a folder with index.jsonl and recordings")
    .description("bring in calls from files; importing the same again changes nothing")
    .option("--date <day>", "when the calls were, for rows that do not say (YYYY-MM-DD)")
    .option("--set <name>", "the name of this set (default: the file's or folder's own)")
    .option("--demo", "into the demo's installation")
    .option("--no-demo", "into the live installation (the default)")
    .addHelpText(
      "after",
      "\nExamples:\n  callscript import calls.jsonl --date 2026-11-20\n  callscript import recordings/",
    )
    .action(async (given: string, options: ImportOptions) => {
      const source = path.resolve(given);
      if (!existsSync(source))
        throw new CommandError(`There is no file or folder ${given}.`, exitCodes.usage);
      if (options.date !== undefined && !z.iso.date().safeParse(options.date).success) {
        throw new CommandError(
          `--date takes a day such as 2026-11-20, not "${options.date}".`,
          exitCodes.usage,
        );
      }
      // Real calls never go into the demo by accident, even while only the demo is running.
      const failures = await withInstallation({ demo: options.demo ?? false }, (installation) =>
        run(installation, source, options),
      );
      if (failures > 0) process.exitCode = exitCodes.partly;
    });
}

async function run(installation: Installation, source: string, options: ImportOptions): Promise<number> {
  const ports = openLanePorts(installation, await portOverrides(installation));
  const progress = progressLine();
  const signal = stopSignal();
  try {
    const set = options.set ?? path.basename(source, ".jsonl");
    const shared = {
      db: installation.db,
      log: installation.log,
      date: options.date ?? null,
      set,
      onProgress: progress.show,
      signal,
    };
    const isFolder = statSync(source).isDirectory();
    if (isFolder && !existsSync(path.join(source, "index.jsonl")))
      throw new CommandError(
        `There is no index.jsonl in ${source}; docs/formats.md says what it holds.`,
        exitCodes.usage,
      );
    const report = isFolder
      ? await importRecordings({
          ...shared,
          folder: source,
          store: ports.store,
          probe: ports.probe,
          worker: workerName("import"),
        })
      : await importTranscripts({ ...shared, file: source });
    progress.end();
    process.stdout.write(
      `${report.created} imported, ${report.existing} already there, ${report.failed.length} failed, ${report.malformed.length} lines not understood.\n`,
    );
    for (const { call, reason } of report.failed) process.stderr.write(`  ${call}: ${reason}\n`);
    for (const { line, reason } of report.malformed) process.stderr.write(`  line ${line}: ${reason}\n`);
    if (runningInstance(installation.home.root)?.mode === installation.mode) {
      process.stdout.write("The running lanes take them from here.\n");
    } else {
      await finishHere(installation, ports, isFolder ? ["factory", "judge"] : ["judge"], signal);
      if (installation.mode === "live")
        process.stdout.write(
          "To look at them: npm start -- --no-demo, and npx callscript invite you@example.com --role admin\n",
        );
    }
    return report.failed.length + report.malformed.length;
  } finally {
    await ports.close();
  }
}

/** No lanes are running: transcribes (where a speech model is there) and judges what was imported, then ends. */
async function finishHere(
  installation: Installation,
  ports: LanePorts,
  lanes: readonly LaneName[],
  signal: AbortSignal,
): Promise<void> {
  const options = {
    ingestBeatMs: 60_000,
    workers: 1,
    judgeDailyBudgetUsd: installation.env.JUDGE_DAILY_BUDGET_USD,
  };
  for (const lane of servedLanes(ports, options, lanes)) {
    const report = await drainLane(installation.db, lane, signal);
    if (report.claimed > 0)
      process.stdout.write(`${lane.name}: ${report.done} done, ${report.failed} failed\n`);
    if (report.paused) process.stdout.write(`${lane.name} is paused: ${report.paused}\n`);
  }
}
