import { PortError } from "@callscript/core/failure.ts";
import { exceedsUsd, timesUsd } from "@callscript/core/money.ts";
import { Usd } from "@callscript/core/usd.ts";
import { wait } from "@callscript/core/wait.ts";
import { workerName } from "@callscript/core/worker-name.ts";
import type { ReadPorts } from "@callscript/lanes/ingest/ask-page.ts";
import { callsOfStretch } from "@callscript/lanes/ingest/backfill.sql.ts";
import type { PatientOptions } from "@callscript/lanes/ingest/backfill-count.ts";
import { whatIsRecorded } from "@callscript/lanes/ingest/backfill-estimate.ts";
import {
  type BackfillPlan,
  type BackfillPreview,
  planBackfill,
  previewBackfill,
} from "@callscript/lanes/ingest/backfill-plan.ts";
import { type BackfillReport, readBackfill } from "@callscript/lanes/ingest/backfill-read.ts";
import { shareKept } from "@callscript/lanes/ingest/tiers.ts";
import type { Command } from "commander";
import { judgePrices, openLanePorts } from "../compose/lane-ports.ts";
import type { Installation } from "../compose/open-installation.ts";
import { portOverrides } from "../compose/port-overrides.ts";
import { applyRingbaBudget } from "../compose/ringba-budget.ts";
import { ConfigurationError } from "../config/environment.ts";
import { runningInstance } from "../config/running-instance.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import { stopSignal } from "../serve/stop-signal.ts";
import { askYes } from "./ask-yes.ts";
import { backfillProgress } from "./backfill-progress.ts";
import { stretchOf } from "./backfill-stretch.ts";
import { backfillText, previewText, utc } from "./backfill-text.ts";
import { type ModeOption, withInstallation } from "./with-installation.ts";

interface BackfillOptions extends ModeOption {
  from: string;
  to: string;
  dryRun?: boolean;
  maxCost?: string;
  yes?: boolean;
}

const goesOn = "The same command goes on from there.";

export function addBackfill(program: Command): void {
  program
    .command("backfill")
    .description("bring in the calls of a stretch of the past; says first what it would read and cost")
    .requiredOption("--from <day|moment>", "the first day (UTC), or a moment such as 2026-11-20T08:00:00Z")
    .requiredOption("--to <day|moment>", "the last day (UTC, to its end), or the moment to end before")
    .option("--dry-run", "say what it would read and cost, and stop there")
    .option("--max-cost <usd>", "refuse, and stop reading, where judging would cost more dollars than this")
    .option("--yes", "do not ask")
    .option("--demo", "into the demo's installation")
    .option("--no-demo", "into the live installation")
    .addHelpText(
      "after",
      "\nExamples:\n  callscript backfill --from 2026-11-01 --to 2026-11-07 --dry-run\n  callscript backfill --from 2026-11-01 --to 2026-11-07 --max-cost 20 --yes",
    )
    .action(async (options: BackfillOptions) => {
      const stretch = stretchOf(options, new Date());
      if (
        options.maxCost !== undefined &&
        !(Usd.safeParse(options.maxCost).success && !options.maxCost.startsWith("-"))
      )
        throw new CommandError(
          `--max-cost takes dollars such as 20 or 0.50, not "${options.maxCost}".`,
          exitCodes.usage,
        );
      if (!options.dryRun && !options.yes && !process.stdin.isTTY)
        throw new CommandError(
          "Nobody can be asked here: give --yes, or --dry-run to see what it would read and cost.",
          exitCodes.usage,
        );
      const signal = stopSignal();
      await withInstallation(options, (installation) => run(installation, stretch, options, signal));
    });
}

async function run(
  installation: Installation,
  stretch: { key: string; fromUtc: Date; toUtc: Date },
  options: BackfillOptions,
  signal: AbortSignal,
): Promise<void> {
  const { db, env } = installation;
  const ports = openLanePorts(installation, await portOverrides(installation));
  try {
    const { source } = ports;
    if (source === null)
      throw new ConfigurationError("Ringba is not connected: set RINGBA_ACCOUNT_ID and RINGBA_API_TOKEN.");
    await applyRingbaBudget(installation);
    const readPorts: ReadPorts = { ...ports, source };
    const progress = backfillProgress();
    const patient: PatientOptions = { signal, keep: shareKept.backfill, wait, onWait: progress.waits };
    const plan = await planBackfill(db, stretch.key, stretch);
    const prices = judgePrices(env);
    const preview = await previewBackfill(readPorts, plan, { ...patient, prices }).catch(explainRefusal);
    progress.end();
    const judge = prices === null ? null : env.JUDGE_MODEL;
    process.stdout.write(previewText(plan, preview, { judge, dailyBudgetUsd: env.JUDGE_DAILY_BUDGET_USD }));
    const most = mostInserted(preview, options.maxCost);
    refuseTooDear(plan, preview, options.maxCost);
    if (options.dryRun) return;
    if (!options.yes && !(await askYes("Read them?", signal))) {
      process.stdout.write("Nothing was read.\n");
      return;
    }
    progress.start(plan, preview.count.calls);
    const report = await readBackfill(readPorts, plan, {
      ...patient,
      worker: workerName("backfill"),
      expected: preview.count.calls,
      mostInserted: most,
      onProgress: progress.show,
    });
    progress.end();
    const [stored] = await callsOfStretch.run(db, plan.fromUtc, plan.toUtc);
    process.stdout.write(backfillText(report, stored ?? { calls: 0, linked: 0 }));
    explainEnd(report, options.maxCost);
    const [read] = await callsOfStretch.run(db, plan.positionUtc, plan.toUtc);
    explainMissing(preview, read?.calls ?? 0);
    process.stdout.write(
      runningInstance(installation.home.root)?.mode === installation.mode
        ? "The running lanes take them from here.\n"
        : "Start the lanes to fetch, transcribe and judge them: npm start\n",
    );
  } finally {
    await ports.close();
  }
}

/** What an inserted call costs on average: not every one has something to judge. */
function usdPerInserted({ sample, usdPerJudged }: BackfillPreview): Usd {
  return timesUsd(usdPerJudged, whatIsRecorded(sample).share);
}

/** How many calls `--max-cost` lets in, those of earlier runs included; null: any number, for judging costs nothing. */
function mostInserted(preview: BackfillPreview, maxCost: Usd | undefined): number | null {
  const each = Number(usdPerInserted(preview));
  return maxCost === undefined || each === 0 ? null : Math.floor(Number(maxCost) / each);
}

function refuseTooDear(plan: BackfillPlan, preview: BackfillPreview, maxCost: Usd | undefined): void {
  if (maxCost === undefined) return;
  const all = timesUsd(usdPerInserted(preview), plan.inserted + preview.count.calls - preview.known);
  if (exceedsUsd(all, maxCost))
    throw new CommandError(
      `That is more than --max-cost ${maxCost}: about $${Number(all).toFixed(4)} in all. Nothing was read.`,
    );
}

/** @throws CommandError for what an operator must mend, else what was thrown. */
function explainRefusal(error: unknown): never {
  if (!(error instanceof PortError) || error.failure.kind !== "lane") throw error;
  throw new CommandError(`${error.message}. Nothing was read.`, exitCodes.unavailable, { cause: error });
}

/** Says where the account counts more calls than came: nobody compares what is older than eight days again. */
function explainMissing({ count }: BackfillPreview, stored: number): void {
  const missing = count.calls - stored;
  if (count.how !== "counted" || missing <= 0) return;
  process.exitCode = exitCodes.partly;
  process.stderr.write(
    `Ringba counts ${count.calls} calls, and ${missing} of them did not come. The same command reads the stretch once more; callscript doctor ringba shows what the account answers.\n`,
  );
}

/** @throws CommandError unless the backfill was read to its end. */
function explainEnd({ ended, error, positionUtc }: BackfillReport, maxCost: Usd | undefined): void {
  if (ended === "finished") return;
  const read = `Read to ${utc(positionUtc)}. ${goesOn}`;
  if (ended === "stopped") throw new CommandError(`Stopped. ${read}`, exitCodes.stopped);
  if (ended === "limit")
    throw new CommandError(
      `More calls came than were counted, and judging them would cost more than --max-cost ${maxCost}. ${read}`,
    );
  if (ended === "unwhole")
    throw new CommandError(
      `Even single seconds of Ringba's call log cannot be read whole, so nothing is known to be complete; callscript doctor ringba shows what it answers. ${read}`,
      exitCodes.unavailable,
    );
  const reason = error instanceof Error ? error.message : String(error);
  throw new CommandError(`${reason}. ${read}`, exitCodes.unavailable, { cause: error });
}
