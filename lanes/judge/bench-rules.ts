import { countSpent } from "@callscript/core/count-spent.ts";
import { readPublishedPacks } from "@callscript/core/desk/read-published-packs.ts";
import { failureOf, laneFailure } from "@callscript/core/failure.ts";
import type { Judge, Log, Purse } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import { RulePack } from "@callscript/core/rule.ts";
import { runBacktest } from "./backtest.ts";
import { planBacktest, plannedCalls } from "./backtest-plan.ts";
import type { BacktestReport, ChangedCall } from "./backtest-report.ts";
import {
  benchSince,
  type ClaimedBenchRun,
  claimBenchRun,
  finishBenchRun,
  giveBackBenchRun,
  progressBenchRun,
} from "./bench.sql.ts";

/** Who judges drafts. `open` makes the judge over a purse, which nothing is paid from where `model` is "phrases". */
export interface BenchJudge {
  model: string;
  parallel: number;
  purse: Purse;
  open(purse: Purse): Judge;
}

/** Changed calls of each kind that are kept, the dearest. */
const kept = 200;
/** How often the run says how far it is, and hears whether it is to stop. */
const tellEveryMs = 1_000;

/** Judges past calls by a draft that somebody asked to be tried, if there is one; true: there was. */
export async function benchRules(
  { db, judge, log }: { db: Db; judge: BenchJudge; log: Log },
  { worker, signal }: { worker: string; signal: AbortSignal },
): Promise<boolean> {
  const [claimed] = await claimBenchRun.run(db, worker, judge.model);
  if (claimed === undefined) return false;
  const { run, attempt } = claimed;
  const stopped = new AbortController();
  let [total, done, cost]: [number | null, number, string] = [null, 0, "0"];
  const tell = async () => {
    const [told] = await progressBenchRun.run(db, run, worker, attempt, total, done, cost);
    if (told?.goes_on !== true) stopped.abort();
  };
  // A word that does not get through is followed by the next; the lease holds for many.
  const telling = setInterval(() => void tell().catch(() => undefined), tellEveryMs);
  // Whoever takes it up next has what this attempt spent to take off.
  const giveBack = async () => {
    clearInterval(telling);
    await tell().catch(() => undefined);
    await giveBackBenchRun.run(db, run, worker, attempt);
    return true;
  };
  try {
    const report = await judgeDraft(db, judge, claimed, {
      signal: AbortSignal.any([signal, stopped.signal]),
      onPlan: (calls) => {
        total = calls;
        return tell();
      },
      onProgress: ({ judged, unjudged, spent }) => {
        done = judged + unjudged.calls;
        cost = spent.usd;
      },
    });
    cost = report.spent.usd;
    if (signal.aborted) return await giveBack();
    const { changed, ended, reason, ...figures } = report;
    const state = {
      finished: "finished",
      limit: "finished",
      stopped: "cancelled",
      trouble: "failed",
    } as const;
    await finishBenchRun.run(
      db,
      run,
      worker,
      attempt,
      state[ended],
      report.judged + report.unjudged.calls,
      report.spent.usd,
      JSON.stringify(figures),
      ended === "limit" ? "The dollars agreed to were used up: that is what was found until then." : reason,
      JSON.stringify([
        ...rows("newly", changed.newlyFlagged),
        ...rows("no_longer", changed.noLongerFlagged),
        ...rows("otherwise", changed.otherwiseFlagged),
      ]),
    );
    log.info("draft tried", { run, pack: claimed.pack, ended, judged: report.judged });
  } catch (error) {
    if (signal.aborted) return await giveBack();
    const { reason } = failureOf(error);
    log.warn("draft not tried", { run, pack: claimed.pack, reason });
    await finishBenchRun.run(db, run, worker, attempt, "failed", done, cost, null, reason, "[]");
  } finally {
    clearInterval(telling);
  }
  return true;
}

async function judgeDraft(
  db: Db,
  judge: BenchJudge,
  { pack, calls_of, size, usd_at_most, rules }: ClaimedBenchRun,
  told: {
    signal: AbortSignal;
    onPlan(calls: number): Promise<void>;
    onProgress(report: BacktestReport): void;
  },
): Promise<BacktestReport> {
  const draft = readDraft({ pack, version: "draft", rules });
  const published = await readPublishedPacks(db);
  const decidedOnly = calls_of === "reviewed";
  const [found] = await benchSince.run(db, pack, decidedOnly, size);
  const isPaid = judge.model !== "phrases";
  const storedModel = isPaid ? judge.model : null;
  const fromUtc = found?.since ?? new Date();
  const plan = await planBacktest(db, {
    published,
    draft: [draft],
    fromUtc,
    storedModel,
    sample: null,
    decidedOnly,
    vertical: pack === "General" ? null : pack,
  });
  await told.onPlan(plannedCalls(plan));
  const purse = isPaid ? countSpent(judge.purse, usd_at_most) : null;
  return runBacktest({ db, judge: giving(judge.open(purse ?? judge.purse)) }, plan, {
    storedModel,
    parallel: judge.parallel,
    keep: kept,
    ...(purse ? { spent: purse.spent } : {}),
    signal: told.signal,
    onProgress: told.onProgress,
  });
}

function readDraft(pack: unknown): RulePack {
  const read = RulePack.safeParse(pack);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw laneFailure(`The draft has faults to mend first: ${issue?.path.join(".")}: ${issue?.message}`);
}

/** Lets whatever else the process does have its turn between two calls: phrases are read without a pause. */
function giving(judge: Judge): Judge {
  return {
    async judge(input, signal) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      return judge.judge(input, signal);
    },
  };
}

function rows(kind: "newly" | "no_longer" | "otherwise", calls: readonly ChangedCall[]) {
  return calls.map(({ id, before, after, evidence, start }, place) => ({
    kind,
    place,
    call_id: id,
    before,
    after,
    evidence,
    at_seconds: start,
  }));
}
