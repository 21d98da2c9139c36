import path from "node:path";
import type { Faults } from "@callscript/adapters/import/add-fault.ts";
import { importCsv } from "@callscript/adapters/import/import-csv.ts";
import { importFolder } from "@callscript/adapters/import/import-folder.ts";
import { importRecordings } from "@callscript/adapters/import/import-recordings.ts";
import { importTranscripts } from "@callscript/adapters/import/import-transcripts.ts";
import type { LaneName } from "@callscript/core/call-state.ts";
import { workerName } from "@callscript/core/worker-name.ts";
import { type LanePorts, openLanePorts } from "../compose/lane-ports.ts";
import type { Installation } from "../compose/open-installation.ts";
import { portOverrides } from "../compose/port-overrides.ts";
import { applyRingbaBudget } from "../compose/ringba-budget.ts";
import { runningInstance } from "../config/running-instance.ts";
import type { ServedLane } from "../serve/serve-lane.ts";
import { servedLanes } from "../serve/served-lanes.ts";
import { stopSignal } from "../serve/stop-signal.ts";
import { finishImport } from "./finish-import.ts";
import type { ImportPlan } from "./import-plan.ts";
import { printColumns, printFaults, printZone } from "./import-preview.ts";
import { progressLine } from "./progress-line.ts";

interface Outcome {
  created: number;
  existing: number;
  failed: Faults<{ call: string; reason: string }>;
  /** What was not understood or not taken, each with where it stands. */
  refused: Faults<{ where: string; reason: string }>;
  refusedWords: string;
  notes: readonly string[];
  /** Which lanes have work now. */
  lanes: readonly LaneName[];
}

/**
 * Imports what a plan holds and says how it went; answers how many lines, files and calls did not come in. What came in and
 * still waits for a lane is in the exit code.
 */
export async function runImport(installation: Installation, plan: ImportPlan): Promise<number> {
  const ports = openLanePorts(installation, await portOverrides(installation));
  const signal = stopSignal();
  try {
    const { created, existing, failed, refused, refusedWords, notes, lanes } = await bring(
      installation,
      ports,
      plan,
      signal,
    );
    process.stdout.write(
      `${created} imported, ${existing} already there, ${failed.count} failed, ${refused.count} ${refusedWords}.\n`,
    );
    printFaults(failed, ({ call }) => call);
    printFaults(refused, ({ where }) => where);
    for (const note of notes) process.stdout.write(`${note}\n`);
    if (runningInstance(installation.home.root)?.mode === installation.mode) {
      process.stdout.write("The running lanes take them from here.\n");
    } else {
      const here = await lanesHere(installation, ports, lanes);
      const of = { set: plan.set, isTable: plan.source.kind === "table" };
      process.exitCode = await finishImport(installation, here, of, signal);
      if (installation.mode === "live")
        process.stdout.write(
          "To look at them: npm start -- --no-demo, and npx callscript invite you@example.com --role admin\n",
        );
    }
    return failed.count + refused.count;
  } finally {
    await ports.close();
  }
}

async function bring(
  { db, log }: Installation,
  ports: LanePorts,
  { source, set, settings }: ImportPlan,
  signal: AbortSignal,
): Promise<Outcome> {
  const progress = progressLine();
  const shared = { db, log, date: settings.date, set, onProgress: progress.show, signal };
  const bringer = { ...shared, store: ports.store, probe: ports.probe, worker: workerName("import") };
  const atLines = ({ count, first }: Faults<{ line: number; reason: string }>) => ({
    refused: { count, first: first.map(({ line, reason }) => ({ where: `line ${line}`, reason })) },
    refusedWords: "lines not understood",
  });
  try {
    switch (source.kind) {
      case "transcripts": {
        const report = await importTranscripts({ ...shared, file: source.file });
        return { ...report, ...atLines(report.malformed), notes: [], lanes: ["judge"] };
      }
      case "recordings": {
        const report = await importRecordings({ ...bringer, folder: source.folder });
        return { ...report, ...atLines(report.malformed), notes: [], lanes: ["factory", "judge"] };
      }
      case "table": {
        printColumns(source.table);
        printZone(settings.timeZone);
        const { table, total } = source;
        const report = await importCsv({ ...bringer, table, total, folder: path.dirname(source.file) });
        const notes = [
          ...(report.links > 0 ? [`${report.links} with a link, which the vault fetches.`] : []),
          ...(report.empty > 0
            ? [`${report.empty} left out: they name neither a recording nor a transcript.`]
            : []),
        ];
        return { ...report, ...atLines(report.malformed), notes, lanes: ["vault", "factory", "judge"] };
      }
      case "folder": {
        const report = await importFolder({ ...bringer, content: source.content });
        const { leftOut } = source.content;
        const { count, first } = report.refused;
        return {
          ...report,
          refused: { count, first: first.map(({ file, reason }) => ({ where: file, reason })) },
          refusedWords: "files not taken",
          notes: leftOut > 0 ? [`${leftOut} other files left out.`] : [],
          lanes: ["factory", "judge"],
        };
      }
    }
  } finally {
    progress.end();
  }
}

/** The lanes that bring what was imported to its end, as they run in this process. */
async function lanesHere(
  installation: Installation,
  ports: LanePorts,
  names: readonly LaneName[],
): Promise<ServedLane[]> {
  if (names.includes("vault")) await applyRingbaBudget(installation);
  const { INGEST_TIERS, JUDGE_DAILY_BUDGET_USD, JUDGE_SAMPLE_SHARE } = installation.env;
  const options = {
    tiers: INGEST_TIERS,
    workers: 1,
    judgeDailyBudgetUsd: JUDGE_DAILY_BUDGET_USD,
    judgeSampleShare: JUDGE_SAMPLE_SHARE,
  };
  return servedLanes(ports, options, names);
}
