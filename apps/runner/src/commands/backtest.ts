import { purseLimitsOf } from "@callscript/adapters/judge-openai/judge-settings.ts";
import { pricedModelName, type TokenPrices } from "@callscript/adapters/judge-openai/prices.ts";
import { createPhraseJudge } from "@callscript/adapters/judge-phrases/phrase-judge.ts";
import { countSpent, RunLimitError } from "@callscript/core/count-spent.ts";
import { readPublishedPacks } from "@callscript/core/desk/read-published-packs.ts";
import { createPurse } from "@callscript/core/judge-purse.ts";
import { addUsd, exceedsUsd } from "@callscript/core/money.ts";
import type { Judge, Spent } from "@callscript/core/ports.ts";
import { compareOnLabels, type LabelComparison } from "@callscript/evals/compare-on-labels.ts";
import type { DatedCall } from "@callscript/evals/read-labelled-set.ts";
import { modelSpendToday } from "@callscript/lanes/judge/backtest.sql.ts";
import { runBacktest } from "@callscript/lanes/judge/backtest.ts";
import { type BacktestPlan, planBacktest, plannedCalls } from "@callscript/lanes/judge/backtest-plan.ts";
import type { BacktestReport } from "@callscript/lanes/judge/backtest-report.ts";
import type { Command } from "commander";
import { judgePrices, openJudge } from "../compose/lane-ports.ts";
import type { Installation } from "../compose/open-installation.ts";
import { ConfigurationError } from "../config/environment.ts";
import { publicUrl } from "../config/public-url.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import { stopSignal } from "../serve/stop-signal.ts";
import { askYes } from "./ask-yes.ts";
import { type BacktestOptions, type BacktestSettings, backtestSettings } from "./backtest-settings.ts";
import { backtestText, planText } from "./backtest-text.ts";
import { comparisonText } from "./comparison-text.ts";
import { type BacktestEstimate, estimateBacktest } from "./estimate-backtest.ts";
import { labelledCalls } from "./labelled-calls.ts";
import { draftOf, lintRuleFiles } from "./lint-rule-files.ts";
import { progressLine } from "./progress-line.ts";
import { lintText } from "./rules-text.ts";
import { withInstallation } from "./with-installation.ts";

/** Calls with a model at once. */
const parallel = 8;
/** Changed calls of each kind that are kept, and that are shown unless all are asked for. */
const kept = 10_000;
const shown = 20;

export function addBacktest(program: Command): void {
  program
    .command("backtest")
    .description("judge past calls by draft rules: what would be flagged and what no longer, and its dollars")
    .requiredOption("--rules <paths...>", "the draft: rule files or a folder; other packs stay as they are")
    .option("--days <n>", "calls of the last so many days", "30")
    .option("--sample <n|all>", "a random sample of so many calls (default: 10000, with openai 500)")
    .option("--seed <text>", "the same seed draws the same calls", "1")
    .option("--judge <judge>", "phrases (free) or openai", "phrases")
    .option("--max-usd <dollars>", "refuse, and stop, where it may cost more")
    .option("--set <file>", "labelled calls, JSON lines in the format of docs/formats.md")
    .option("--all", "list every call that is judged otherwise, not only the 20 dearest")
    .option("--json", "print one JSON object")
    .option("--yes", "do not ask")
    .option("--demo", "the demo's installation")
    .option("--no-demo", "the live installation")
    .addHelpText("after", help)
    .action(async (options: BacktestOptions) => {
      const settings = backtestSettings(options);
      if (settings.judge === "openai" && !options.yes && !process.stdin.isTTY)
        throw new CommandError("It costs money and nobody can be asked here: give --yes.", exitCodes.usage);
      const signal = stopSignal();
      await withInstallation(options, (installation) => run(installation, settings, options, signal));
    });
}

const help = `
Compares with the rules in force, as they are dated for each call's own day. Writes no judgement and changes no call; what
a model costs counts for the day's budget. Ctrl-C prints what was found so far.

Examples:
  callscript backtest --rules my-rules/medicare.yaml --days 30
  callscript backtest --rules my-rules --days 7 --judge openai --sample 200 --max-usd 0.50`;

interface Paid {
  prices: TokenPrices;
  estimate: BacktestEstimate;
}

async function run(
  installation: Installation,
  settings: BacktestSettings,
  options: BacktestOptions,
  signal: AbortSignal,
): Promise<void> {
  const { db, env } = installation;
  const prices = settings.judge === "openai" ? pricesOf(installation) : null;
  const published = await readPublishedPacks(db);
  const lint = await lintRuleFiles({
    paths: options.rules,
    others: published,
    set: options.set ?? null,
  });
  const { files } = lint;
  const { faults } = draftOf(lint, published);
  if (faults.length > 0) {
    process.stderr.write(lintText({ ...lint, notes: faults, labels: null }));
    throw new CommandError(`${faults.length} to mend first. Nothing was judged.`);
  }
  const storedModel = prices === null ? null : pricedModelName(env.JUDGE_MODEL, prices);
  const { sample, days } = settings;
  const fromUtc = new Date(Date.now() - days * 86_400_000);
  const draft = files.map(({ pack }) => pack);
  const plan = await planBacktest(db, { published, draft, fromUtc, storedModel, sample });
  const { file: set, calls } = await labelledCalls(options.set ?? null);
  const paid = prices && { prices, estimate: await estimateBacktest(db, plan, calls, prices) };
  process.stderr.write(planText(plan, { days, judge: settings.judge, estimate: paid?.estimate ?? null }));
  if (paid) await agreeToCost(installation, paid, settings, options, signal);
  const purse = paid ? countSpent(createPurse(db, purseLimitsOf(env)), settings.maxUsd) : null;
  const judge = purse ? openJudge({ ...env, JUDGE: "openai" }, purse) : createPhraseJudge();
  const spent = purse?.spent;
  const report = await judgePast(installation, plan, judge, { storedModel, paid, spent, signal });
  const labels =
    report.ended === "finished"
      ? await judgeLabels(plan, calls, judge, { parallel: paid ? parallel : 1, signal }).catch(
          (error: unknown) => {
            // What was found, and paid for, is not lost by it.
            print(installation, { plan, report, labels: null, spent, set, settings, options });
            if (!(error instanceof RunLimitError)) throw error;
            throw new CommandError(`--max-usd: ${error.message}. The labelled calls were not all judged.`);
          },
        )
      : null;
  print(installation, { plan, report, labels, spent, set, settings, options });
  endOn(report);
}

function pricesOf({ env }: Installation): TokenPrices {
  const prices = judgePrices({ ...env, JUDGE: "openai" });
  if (prices === null) throw new ConfigurationError("--judge openai needs OPENAI_API_KEY.");
  return prices;
}

/** @throws CommandError where it costs more than is left or allowed, or nobody agrees. */
async function agreeToCost(
  { db, env }: Installation,
  { estimate }: Paid,
  { maxUsd }: BacktestSettings,
  options: BacktestOptions,
  signal: AbortSignal,
): Promise<void> {
  const { usd } = estimate;
  const smaller = "A smaller --sample or fewer --days cost less";
  if (maxUsd !== null && exceedsUsd(usd, maxUsd))
    throw new CommandError(`That is more than --max-usd ${maxUsd}. Nothing was judged. ${smaller}.`);
  const [today] = await modelSpendToday.run(db);
  const budget = env.JUDGE_DAILY_BUDGET_USD;
  if (exceedsUsd(addUsd(usd, today?.usd ?? "0"), budget))
    throw new CommandError(
      `That is more than is left of the day's budget: $${Number(today?.usd ?? 0).toFixed(4)} of $${budget} is spent or set aside. Nothing was judged. ${smaller}, and JUDGE_DAILY_BUDGET_USD can be raised.`,
    );
  if (!options.yes && !(await askYes("Judge them?", signal)))
    throw new CommandError("Nothing was judged.", exitCodes.done);
}

async function judgePast(
  { db }: Installation,
  plan: BacktestPlan,
  judge: Judge,
  {
    storedModel,
    paid,
    spent,
    signal,
  }: {
    storedModel: string | null;
    paid: Paid | null;
    spent: (() => Spent) | undefined;
    signal: AbortSignal;
  },
): Promise<BacktestReport> {
  const progress = progressLine();
  const total = plannedCalls(plan);
  const report = await runBacktest({ db, judge }, plan, {
    storedModel,
    parallel: paid ? parallel : 1,
    keep: kept,
    ...(spent ? { spent } : {}),
    signal,
    onProgress: ({ judged, unjudged }) => progress.show(judged + unjudged.calls, total),
  });
  progress.end();
  return report;
}

/** null: stopped before it was judged. */
async function judgeLabels(
  plan: BacktestPlan,
  calls: readonly DatedCall[],
  judge: Judge,
  options: { parallel: number; signal: AbortSignal },
): Promise<LabelComparison | null> {
  const counted: Judge = {
    judge: (input, signal) => judge.judge({ ...input, purpose: "backtest" }, signal),
  };
  const { before, after } = plan;
  return compareOnLabels({ before, after, calls, judge: counted, ...options }).catch((error: unknown) => {
    if (options.signal.aborted) return null;
    throw error;
  });
}

function print(
  { env }: Installation,
  {
    plan,
    report,
    labels,
    spent,
    set,
    settings,
    options,
  }: {
    plan: BacktestPlan;
    report: BacktestReport;
    labels: LabelComparison | null;
    spent: (() => Spent) | undefined;
    set: string;
    settings: BacktestSettings;
    options: BacktestOptions;
  },
): void {
  const usd = spent ? spent().costUsd : addUsd(report.spent.usd, labels?.costUsd ?? "0");
  if (options.json) {
    const { calls, fromUtc, sample } = plan;
    const touched = plan.touched.reduce((sum, stratum) => sum + stratum.calls, 0);
    const about = { judge: settings.judge, fromUtc, calls, touched, sample };
    process.stdout.write(`${JSON.stringify({ ...about, ...report, labels, costUsd: usd })}\n`);
    return;
  }
  const link = (id: string) => `${publicUrl(env)}/calls/${id}`;
  process.stdout.write(backtestText(report, { link, usd, shown: options.all ? kept : shown }));
  if (labels) {
    const judge = settings.judge === "phrases" ? "the phrase judge" : env.JUDGE_MODEL;
    process.stdout.write(comparisonText(labels, { judge, set }));
  }
}

/** @throws CommandError unless every call was judged. */
function endOn({ ended, reason, unjudged }: BacktestReport): void {
  if (ended === "stopped")
    throw new CommandError("Stopped: that is what was found so far.", exitCodes.stopped);
  if (ended === "limit") throw new CommandError(`--max-usd: ${reason}. That is what was found so far.`);
  if (ended === "trouble")
    throw new CommandError(`${reason}. That is what was found so far.`, exitCodes.unavailable);
  if (unjudged.calls > 0) process.exitCode = exitCodes.partly;
}
