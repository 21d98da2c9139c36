import { RunLimitError } from "@callscript/core/count-spent.ts";
import { failureOf } from "@callscript/core/failure.ts";
import type { Flag } from "@callscript/core/flag.ts";
import { addUsd } from "@callscript/core/money.ts";
import type { Judge, Spent } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import type { RuleSet } from "@callscript/core/rule.ts";
import { rulesOf } from "@callscript/core/rules-of.ts";
import { wait } from "@callscript/core/wait.ts";
import { type PastCall, pastCallsPage } from "./backtest.sql.ts";
import { type BacktestPlan, isComparable, remembered } from "./backtest-plan.ts";
import {
  type BacktestReport,
  closeReport,
  countCall,
  countUnjudged,
  emptyReport,
} from "./backtest-report.ts";
import { judgeOne } from "./judge-one.ts";
import { type Heard, readHeard } from "./read-heard.ts";

interface HeardCall {
  call: PastCall;
  heard: Heard;
}

const pageSize = 50;
/** How often a call is given to a judge that is busy or out of reach, and the longest wait between in seconds. */
const mostTries = 6;
const longestWait = 60;

export interface BacktestOptions {
  /** The judge whose stored judgements are compared with, as the plan has it. */
  storedModel: string | null;
  /** How many calls are with the judge at once. */
  parallel: number;
  /** How many changed calls of each kind are kept, the dearest. */
  keep: number;
  /** What the judge's purse has paid, also for answers of no use; a judge without one costs what its answers say. */
  spent?: () => Spent;
  signal: AbortSignal;
  onProgress?: (report: BacktestReport) => void;
}

/**
 * Judges past calls by the draft's rules, newest first, and compares with the rules in force on the calls' own days.
 * Writes no judgement and changes no call. Aborted, or where the judge cannot go on, it answers with what was found.
 */
export async function runBacktest(
  { db, judge }: { db: Db; judge: Judge },
  plan: BacktestPlan,
  options: BacktestOptions,
): Promise<BacktestReport> {
  const report = emptyReport();
  const stopped = new AbortController();
  const signal = AbortSignal.any([options.signal, stopped.signal]);
  const calls = touchedCalls(db, plan);
  const before = remembered((vertical, day) => rulesOf(plan.before, vertical, day));
  const after = remembered((vertical, day) => rulesOf(plan.after, vertical, day));
  const work = async () => {
    for (let next = await calls.next(); !next.done; next = await calls.next()) {
      if (signal.aborted) return;
      await compareOne(judge, next.value, { report, before, after, options, signal }).finally(() =>
        takeFromPurse(report, options),
      );
      options.onProgress?.(report);
    }
  };
  const fail = (error: unknown) => {
    if (!signal.aborted) {
      report.ended = error instanceof RunLimitError ? "limit" : "trouble";
      report.reason = failureOf(error).reason;
    }
    stopped.abort();
  };
  await Promise.all(Array.from({ length: options.parallel }, () => work().catch(fail)));
  if (options.signal.aborted) report.ended = "stopped";
  return closeReport(report, options.keep);
}

/** The calls of the plan, newest first, one page of them in memory. */
async function* touchedCalls(db: Db, plan: BacktestPlan): AsyncGenerator<HeardCall, void, undefined> {
  if (plan.touched.length === 0) return;
  const { fromUtc, toUtc, strata } = plan.span;
  const seed = plan.sample?.seed ?? "";
  let last: PastCall | undefined;
  for (;;) {
    const page = await pastCallsPage.run(
      db,
      fromUtc,
      toUtc,
      strata,
      seed,
      plan.bound,
      last?.start_key ?? null,
      last?.id ?? null,
      pageSize,
      plan.decidedOnly,
    );
    const heardOf = await readHeard(
      db,
      page.map(({ id }) => id),
    );
    for (const call of page) yield { call, heard: heardOf(call.id) };
    last = page.at(-1);
    if (page.length < pageSize) return;
  }
}

function dayOf({ start_time_utc }: PastCall): string {
  return start_time_utc.toISOString().slice(0, 10);
}

async function compareOne(
  judge: Judge,
  heardCall: HeardCall,
  {
    report,
    before,
    after,
    options,
    signal,
  }: {
    report: BacktestReport;
    before: (vertical: string, day: string) => RuleSet;
    after: (vertical: string, day: string) => RuleSet;
    options: BacktestOptions;
    signal: AbortSignal;
  },
): Promise<void> {
  const { call } = heardCall;
  const inForce = before(call.vertical, dayOf(call));
  const isStored = isComparable(call, inForce.version, options.storedModel);
  const judged = async (rules: RuleSet) => judgePast(judge, heardCall, rules, report, signal);
  try {
    const was = isStored ? (call.qa_flags ?? []) : await judged(inForce);
    const is = await judged(after(call.vertical, dayOf(call)));
    if (isStored) report.comparedWithStored += 1;
    countCall(report, call, { before: was, after: is }, options.keep);
  } catch (error) {
    signal.throwIfAborted();
    const failure = failureOf(error);
    if (failure.kind !== "call") throw error;
    countUnjudged(report, failure.reason);
  }
}

/** Asks a judge that is busy or out of reach again. @throws what the judge throws, else. */
async function judgePast(
  judge: Judge,
  { call, heard }: HeardCall,
  rules: RuleSet,
  report: BacktestReport,
  signal: AbortSignal,
): Promise<readonly Flag[]> {
  for (let tries = 1; ; tries += 1) {
    try {
      signal.throwIfAborted();
      const { verdict, answer } = await judgeOne(
        judge,
        {
          id: call.id,
          purpose: "backtest",
          vertical: call.vertical,
          day: dayOf(call),
          segments: call.transcript_segments,
          ...heard,
          recordingSeconds: call.recording_seconds,
        },
        rules,
        signal,
      );
      const { spent } = report;
      spent.tokensIn += answer?.tokensIn ?? 0;
      spent.tokensCached += answer?.tokensCached ?? 0;
      spent.tokensOut += answer?.tokensOut ?? 0;
      spent.usd = addUsd(spent.usd, answer?.costUsd ?? "0");
      return verdict.flags;
    } catch (error) {
      signal.throwIfAborted();
      const failure = failureOf(error);
      if (failure.kind !== "transient" || tries === mostTries) throw error;
      await wait(Math.min(longestWait, failure.retryAfterSeconds ?? 2 ** tries), signal);
    }
  }
}

function takeFromPurse(report: BacktestReport, { spent }: BacktestOptions): void {
  if (spent === undefined) return;
  const { tokensIn, tokensCached, tokensOut, costUsd: usd } = spent();
  report.spent = { tokensIn, tokensCached, tokensOut, usd };
}
