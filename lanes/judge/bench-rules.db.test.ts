import { createPhraseJudge } from "@callscript/adapters/judge-phrases/phrase-judge.ts";
import {
  benchRows,
  benchRunOf,
  cancelBenchRun,
  latestBenchRun,
  requestBenchRun,
} from "@callscript/core/desk/bench.sql.ts";
import { publishRules } from "@callscript/core/desk/publish-rules.ts";
import { addDraftRule, startRuleDraft } from "@callscript/core/desk/write-draft.sql.ts";
import type { Judge } from "@callscript/core/ports.ts";
import { Rule } from "@callscript/core/rule.ts";
import { beforeEach, expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { clearCalls, givenCall } from "../../test/support/given-calls.ts";
import { givenPerson } from "../../test/support/given-person.ts";
import { createOpenPurse } from "../../test/support/open-purse.ts";
import { runBacktest } from "./backtest.ts";
import { planBacktest } from "./backtest-plan.ts";
import { claimBenchRun, giveBackBenchRun, progressBenchRun } from "./bench.sql.ts";
import { type BenchJudge, benchRules } from "./bench-rules.ts";

const database = await testDatabase();
const { db, sql } = database;
const maya = "maya@desk.local";
await givenPerson(database, { email: maya, role: "admin" });
await givenPerson(database, { email: "rita@desk.local", role: "reviewer" });
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

const rule = (code: string, said: string) =>
  Rule.parse({
    code,
    name: `The rule ${code}`,
    severity: "high",
    verticals: ["General"],
    effective_from: "2026-01-01",
    question: "Is something wrong with the call?",
    at_fault: "buyer",
    refundable: true,
    phrases: [{ who: "anyone", any: [said], negatable: false }],
    examples: { flag: [], pass: [] },
  });
const published = { pack: "General" as const, version: "1", rules: [rule("cash", "free cash")] };

beforeEach(async () => {
  await clearCalls(database);
  await sql("delete from core.bench_runs");
  await sql("truncate core.rule_drafts, core.rule_draft_rules, core.rules, core.rule_versions cascade");
  await publishRules(db, [{ pack: published, basedOn: null, by: "cli", reason: "test" }]);
  await startRuleDraft.run(db, "General", maya);
  await addDraftRule.run(db, "General", JSON.stringify(rule("card", "gift card")), 0, maya);
});

async function given(calls: readonly { said: string; revenue: number; verdict?: string }[]): Promise<void> {
  for (const [index, { said, revenue, verdict }] of calls.entries()) {
    const id = await givenCall(database, { status: "safe" });
    await sql(
      `update core.calls set revenue = $2, verdict = $3, start_time_utc = now() - make_interval(mins => $4), transcript_text = $5,
        transcript_segments = jsonb_build_array(jsonb_build_object('speaker', 'agent', 'start', 1, 'end', 9, 'text', $5::text))
      where id = $1`,
      id,
      revenue,
      verdict ?? null,
      index,
      said,
    );
  }
}

const judgeOf = (judge: Judge = createPhraseJudge()): BenchJudge => ({
  model: "phrases",
  parallel: 1,
  purse: createOpenPurse(),
  open: () => judge,
});
const work = (worker: string, judge = judgeOf(), signal = new AbortController().signal) =>
  benchRules({ db, judge, log: quiet }, { worker, signal });
async function ask(callsOf: "recent" | "reviewed" = "recent", size = 100): Promise<string> {
  const [asked] = await requestBenchRun.run(db, "General", callsOf, size, "0", maya);
  if (asked?.outcome !== "queued" || asked.run === null) throw new Error(`not queued: ${asked?.outcome}`);
  return asked.run;
}
const runOf = async (id: string) => {
  const [run] = await benchRunOf.run(db, id);
  if (!run) throw new Error("no such run");
  return run;
};

test("a run finds what the command's back-test finds, against reviewed calls too, and keeps the changed ones", async () => {
  await given([
    { said: "there is a gift card for you and free cash", revenue: 10 },
    { said: "a gift card is on its way", revenue: 61, verdict: "confirmed_bad" },
    { said: "we have a gift card for your time", revenue: 20, verdict: "marked_safe" },
    { said: "you get free cash from us", revenue: 5, verdict: "confirmed_bad" },
    { said: "a plain call about a roof", revenue: 7 },
    { said: "a gift card, but long ago", revenue: 99 },
  ]);
  const id = await ask("recent", 5);
  expect(await work("w1")).toBe(true);
  const run = await runOf(id);
  expect(run).toMatchObject({ state: "finished", total: 5, done: 5, judge_model: "phrases", reason: null });
  const [oldest] = await sql(
    "select min(start_time_utc) as since from (select start_time_utc from core.calls order by 1 desc limit 5) c",
  );
  const plan = await planBacktest(db, {
    published: [published],
    draft: [{ ...published, version: "draft", rules: [...published.rules, rule("card", "gift card")] }],
    fromUtc: new Date(String(oldest?.["since"])),
    storedModel: null,
    sample: null,
  });
  const { changed, spent, ended, reason, ...figures } = await runBacktest(
    { db, judge: createPhraseJudge() },
    plan,
    { storedModel: null, parallel: 1, keep: 200, signal: new AbortController().signal },
  );
  expect({ spent: spent.usd, ended, reason }).toEqual({ spent: "0", ended: "finished", reason: null });
  expect(run.report).toMatchObject({
    judged: figures.judged,
    flagged: figures.flagged,
    newlyFlagged: figures.newlyFlagged,
    otherwiseFlagged: figures.otherwiseFlagged,
    people: {
      confirmedBad: { calls: 2, flaggedBefore: 1, flaggedAfter: 2 },
      markedSafe: { calls: 1, flaggedBefore: 0, flaggedAfter: 1 },
    },
  });
  const rows = await benchRows.run(db, id);
  expect(rows.map(({ kind, call_id }) => [kind, call_id])).toEqual([
    ...changed.newlyFlagged.map((call) => ["newly", call.id]),
    ...changed.otherwiseFlagged.map((call) => ["otherwise", call.id]),
  ]);
  expect(rows[0]).toMatchObject({ revenue: "61.0000", verdict: "confirmed_bad", after: ["card"] });
  expect(await sql("select distinct judge_model from core.calls where judge_model is not null")).toEqual([]);
});

test("the reviewed set is what people decided, whenever that was", async () => {
  await given([
    { said: "a gift card", revenue: 1 },
    { said: "a gift card", revenue: 2, verdict: "confirmed_bad" },
  ]);
  const id = await ask("reviewed");
  await work("w1");
  expect((await runOf(id)).report?.judged).toBe(1);
});

test("one run at a time: who asks meanwhile is told whose it is, and of two workers one takes it", async () => {
  await given([{ said: "a gift card", revenue: 1 }]);
  const id = await ask();
  expect(await requestBenchRun.run(db, "General", "recent", 100, "0", maya)).toEqual([
    { outcome: "busy", run: id, requested_by: maya },
  ]);
  const took = await Promise.all([work("w1"), work("w2")]);
  expect(took.sort()).toEqual([false, true]);
  expect((await runOf(id)).state).toBe("finished");
  await expect(requestBenchRun.run(db, "General", "recent", 100, "0", "rita@desk.local")).rejects.toThrow(
    /only an admin/,
  );
});

test("a run whose worker died is taken up again, and after the third it ends with words", async () => {
  await given([{ said: "a gift card", revenue: 1 }]);
  const id = await ask();
  const die = async (worker: string) => {
    expect(await claimBenchRun.run(db, worker, "phrases")).toHaveLength(1);
    expect(await claimBenchRun.run(db, "another", "phrases")).toEqual([]);
    await sql("update core.bench_runs set lease_expires_at = now() - interval '1 second'");
  };
  await die("w1");
  await work("w2");
  expect(await runOf(id)).toMatchObject({ state: "finished", done: 1 });
  const second = await ask();
  for (const worker of ["w1", "w2", "w3"]) await die(worker);
  expect(await work("w4")).toBe(false);
  expect(await runOf(second)).toMatchObject({ state: "failed", reason: "Its worker was lost three times." });
  await ask();
});

test("cancelled before it began it never begins; cancelled under way it stops and keeps what it found", async () => {
  await given(Array.from({ length: 40 }, (_, index) => ({ said: "a gift card", revenue: index })));
  const waiting = await ask();
  expect(await cancelBenchRun.run(db, waiting, maya)).toEqual([{ cancelled: true }]);
  expect(await work("w1")).toBe(false);
  expect((await runOf(waiting)).state).toBe("cancelled");
  const id = await ask();
  const phrases = createPhraseJudge();
  let judged = 0;
  const slow: Judge = {
    async judge(input, signal) {
      judged += 1;
      if (judged === 6) await cancelBenchRun.run(db, id, maya);
      if (judged > 6) await new Promise((resolve) => setTimeout(resolve, 200));
      return phrases.judge(input, signal);
    },
  };
  await work("w1", judgeOf(slow));
  const run = await runOf(id);
  expect(run).toMatchObject({ state: "cancelled", total: 40 });
  expect(run.done).toBeGreaterThan(0);
  expect(run.done).toBeLessThan(40);
  expect(await cancelBenchRun.run(db, id, maya)).toEqual([{ cancelled: false }]);
});

test("a worker that stops gives its run back, and a draft that is no pack says so", async () => {
  await given(Array.from({ length: 10 }, () => ({ said: "a gift card", revenue: 1 })));
  const id = await ask();
  const stop = new AbortController();
  const stopping: Judge = {
    judge(input, signal) {
      stop.abort();
      return createPhraseJudge().judge(input, signal);
    },
  };
  await work("w1", judgeOf(stopping), stop.signal);
  expect(await runOf(id)).toMatchObject({ state: "queued", done: 0 });
  await work("w2");
  expect((await runOf(id)).state).toBe("finished");
  await addDraftRule.run(db, "General", JSON.stringify({ code: "" }), 0, maya);
  const broken = await ask();
  await work("w1");
  expect(await runOf(broken)).toMatchObject({ state: "failed" });
  expect((await runOf(broken)).reason).toMatch(/draft/i);
});

test("what earlier attempts spent is taken off the dollars agreed to, and shown", async () => {
  const [asked] = await requestBenchRun.run(db, "General", "recent", 100, "1", maya);
  const id = asked?.run ?? "";
  const attempt = async (worker: string, number: number, usd: string) => {
    const [claimed] = await claimBenchRun.run(db, worker, "phrases");
    await progressBenchRun.run(db, id, worker, number, 5, 1, usd);
    return claimed?.usd_at_most;
  };
  expect(await attempt("w1", 1, "0.3")).toBe("1");
  await giveBackBenchRun.run(db, id, "w1", 1);
  expect(await attempt("w2", 1, "0.5")).toBe("0.7");
  await sql("update core.bench_runs set lease_expires_at = now() - interval '1 second'");
  expect(await attempt("w3", 2, "0.4")).toBe("0.2");
  expect((await runOf(id)).cost_usd).toBe("1.2");
  await sql("update core.bench_runs set lease_expires_at = now() - interval '1 second'");
  expect(await attempt("w4", 3, "0")).toBe("0");
});

test("a draft with faults is not tried", async () => {
  await addDraftRule.run(db, "General", JSON.stringify({ code: "" }), 1, maya);
  expect(await requestBenchRun.run(db, "General", "recent", 100, "0", maya)).toEqual([
    { outcome: "faults", run: null, requested_by: null },
  ]);
});

test("the last twenty runs are kept", async () => {
  for (let run = 0; run < 22; run += 1) {
    await ask();
    await work("w1");
  }
  expect(await sql("select count(*)::int as runs from core.bench_runs")).toEqual([{ runs: 20 }]);
  expect((await latestBenchRun.run(db, "General"))[0]?.state).toBe("finished");
});
