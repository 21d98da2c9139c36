import { callFailure, laneFailure, transient } from "@callscript/core/failure.ts";
import { type Flag, severities } from "@callscript/core/flag.ts";
import type { Judge } from "@callscript/core/ports.ts";
import { Rule, type RulePack } from "@callscript/core/rule.ts";
import { beforeEach, expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { clearCalls, givenCall } from "../../test/support/given-calls.ts";
import { createOpenPurse } from "../../test/support/open-purse.ts";
import { type BacktestOptions, runBacktest } from "./backtest.ts";
import { planBacktest } from "./backtest-plan.ts";

const database = await testDatabase();
const { db, sql } = database;

const ruleOf = (code: string, vertical: RulePack["pack"], changes: Record<string, unknown> = {}) =>
  Rule.parse({
    code,
    name: `The rule ${code}`,
    severity: "high",
    verticals: [vertical],
    effective_from: "2026-01-01",
    question: "Is something wrong with the call?",
    at_fault: "buyer",
    refundable: true,
    examples: { flag: [], pass: [] },
    ...changes,
  });
const packOf = (pack: RulePack["pack"], ...codes: string[]): RulePack => ({
  pack,
  version: "1",
  rules: codes.map((code) => ruleOf(code, pack)),
});
const published = [packOf("General", "rude"), packOf("Solar", "free", "gone"), packOf("Legal", "sure")];
/** Asks "free" no more, and "cash" as well. */
const draft = [packOf("Solar", "gone", "cash")];

/** Flags every rule whose code is said, and remembers what it was asked. */
function wordJudge(model = "words"): Judge & { asked: { id: string; codes: string; purpose: string }[] } {
  const asked: { id: string; codes: string; purpose: string }[] = [];
  return {
    asked,
    async judge({ callId, segments, rules, purpose }) {
      asked.push({ id: callId, codes: rules.rules.map(({ code }) => code).join(), purpose });
      const findings = segments.flatMap(({ text }, turn) =>
        rules.rules
          .filter(({ code }) => text.includes(code))
          .map(({ code }) => ({
            code,
            answer: "yes" as const,
            reason: "it was said",
            turn,
            quote: text,
            confidence: null,
          })),
      );
      const cost = { tokensIn: 10, tokensCached: 5, tokensOut: 1, costUsd: "0.001" };
      return { findings, model, persuadable: false, ...cost };
    },
  };
}

let campaigns: Record<string, unknown> = {};
beforeEach(async () => {
  await clearCalls(database);
  const rows = await sql(
    `insert into core.campaigns (ringba_campaign_id, name, vertical, inference_source)
    values ('CA1', 'Sun', 'Solar', 'manual'), ('CA2', 'Law', 'Legal', 'manual') returning vertical, id`,
  );
  campaigns = Object.fromEntries(rows.map(({ vertical, id }) => [String(vertical), id]));
});

function past(says: string, columns: Record<string, unknown> = {}): Promise<string> {
  const { vertical = "Solar", ...rest } = columns;
  return givenCall(database, {
    status: "safe",
    campaign_id: campaigns[String(vertical)],
    start_time_utc: "2026-11-20T12:00:00Z",
    recording_seconds: 40,
    transcript_segments: JSON.stringify([
      { speaker: "agent", start: 1, end: 20, text: `well ${says} it is what we say here every day` },
      { speaker: "caller", start: 21, end: 39, text: "and that is what people answer to such things" },
    ]),
    transcript_text: `agent: ${says}`,
    qa_flags: "[]",
    ...rest,
  });
}

const options: BacktestOptions = {
  storedModel: null,
  parallel: 1,
  keep: 100,
  signal: new AbortController().signal,
};
async function backtest(
  judge: Judge,
  changes: Partial<BacktestOptions> = {},
  sample: { size: number; seed: string } | null = null,
) {
  const storedModel = changes.storedModel ?? null;
  const fromUtc = new Date("2026-11-01T00:00:00Z");
  const plan = await planBacktest(db, { published, draft, fromUtc, storedModel, sample });
  return { plan, report: await runBacktest({ db, judge }, plan, { ...options, ...changes }) };
}

test("what comes and goes, with its dollars and what people decided; nothing is written", async () => {
  const came = await past("cash", { revenue: "40.5000", verdict: "marked_safe" });
  const went = await past("free", { revenue: "12.2500", verdict: "confirmed_bad", status: "flagged" });
  const dearer = await past("free", { revenue: "30", start_time_utc: "2026-11-18T12:00:00Z" });
  await past("gone", { verdict: "confirmed_bad", status: "flagged" });
  await past("free and cash", { revenue: "7" });
  await past("nothing", { verdict: "marked_safe" });
  await past("sure", { vertical: "Legal" });
  await past("cash", { start_time_utc: "2026-10-31T23:59:59Z" });
  const state = () => sql("select md5(string_agg(c::text, '' order by c.id)) as calls from core.calls c");
  const before = await state();
  const judge = wordJudge();
  const { plan, report } = await backtest(judge);
  expect(plan).toMatchObject({
    calls: 7,
    sample: null,
    span: { strata: expect.arrayContaining([expect.stringMatching(/^2026-11-\d\d Solar$/)]) },
  });
  expect(report).toMatchObject({
    judged: 6,
    comparedWithStored: 0,
    flagged: { before: 4, after: 3 },
    newlyFlagged: { calls: 1, usd: "40.5" },
    noLongerFlagged: { calls: 2, usd: "42.25" },
    otherwiseFlagged: { calls: 1, usd: "7" },
    people: {
      confirmedBad: { calls: 2, flaggedBefore: 2, flaggedAfter: 1, noLongerFlagged: 1, newlyFlagged: 0 },
      markedSafe: { calls: 2, newlyFlagged: 1, noLongerFlagged: 0 },
    },
    spent: { tokensIn: 120, usd: "0.012" },
    ended: "finished",
  });
  expect(report.changed.newlyFlagged).toEqual([
    expect.objectContaining({ id: came, campaign: "Sun", before: [], after: ["cash"], start: 1 }),
  ]);
  expect(report.changed.newlyFlagged[0]?.evidence).toContain("cash");
  expect(report.changed.noLongerFlagged.map(({ id }) => id)).toEqual([dearer, went]);
  expect(report.changed.otherwiseFlagged[0]).toMatchObject({ before: ["free"], after: ["cash"] });
  expect(new Set(judge.asked.map(({ purpose }) => purpose))).toEqual(new Set(["backtest"]));
  expect(await state()).toEqual(before);
  expect(await sql("select from core.judgements")).toEqual([]);
});

test("calls that the draft asks nothing else are not judged, by vertical and by the rule's own days", async () => {
  await past("free", { start_time_utc: "2026-11-10T12:00:00Z" });
  const touched = await past("free", { start_time_utc: "2026-11-20T12:00:00Z" });
  const dated = [
    {
      ...packOf("Solar", "free", "gone"),
      rules: [
        ruleOf("free", "Solar"),
        ruleOf("gone", "Solar", { effective_from: "2026-11-09", effective_to: "2026-11-15" }),
      ],
    },
  ];
  const judge = wordJudge();
  const input = { published, draft: dated, fromUtc: new Date("2026-11-01T00:00:00Z"), storedModel: null };
  const plan = await planBacktest(db, { ...input, sample: null });
  await runBacktest({ db, judge }, plan, options);
  expect(judge.asked).toEqual([
    { id: touched, codes: "rude,free,gone", purpose: "backtest" },
    { id: touched, codes: "rude,free", purpose: "backtest" },
  ]);

  for (const _ of [1, 2, 3, 4]) {
    for (const day of ["08", "10", "20"]) await past("free", { start_time_utc: `2026-11-${day}T12:00:00Z` });
  }
  for (const seed of ["1", "2", "3"]) {
    const sampled = await planBacktest(db, { ...input, sample: { size: 3, seed } });
    const report = await runBacktest({ db, judge }, sampled, options);
    expect(report.judged, "a sample is of touched calls").toBe(3);
  }
});

test("pages of calls that began in one moment are all read once; a sample is exact, and drawn again by its seed", async () => {
  const [text] = await Promise.all([past("cash")]);
  await sql(
    `insert into core.calls (ringba_call_id, campaign_id, start_time_utc, status, storage_path, transcript_segments, transcript_text)
    select 'MANY' || n, c.campaign_id, c.start_time_utc + make_interval(secs => (n % 3) * 0.000001), 'safe', 'x', c.transcript_segments, c.transcript_text
    from core.calls c, generate_series(1, 119) n where c.id = $1`,
    text,
  );
  const judge = wordJudge();
  expect((await backtest(judge)).report.judged).toBe(120);
  expect(new Set(judge.asked.map(({ id }) => id)).size).toBe(120);
  const drawn = async (seed: string) => {
    const one = wordJudge();
    await backtest(one, {}, { size: 17, seed });
    return [...new Set(one.asked.map(({ id }) => id))];
  };
  const first = await drawn("1");
  expect(first).toHaveLength(17);
  expect(await drawn("1")).toEqual(first);
  expect(await drawn("2")).not.toEqual(first);
});

test("a stored judgement is compared with only where it is the same judge's by the rules in force", async () => {
  const flag: Flag = {
    code: "free",
    name: "Free",
    severity: severities.high,
    at_fault: "buyer",
    refundable: true,
    rule_version: "General@1+Solar@1",
    evidence: "quote",
    quote: "as it was judged then",
    verified: "exact",
    fact: null,
    turn: 0,
    speaker: "agent",
    start: 1,
    end: 2,
    reason: "then",
    confidence: null,
  };
  const judged = { qa_flags: JSON.stringify([flag]), status: "flagged", qa_version: "General@1+Solar@1" };
  const stored = await past("nothing", { ...judged, judge_model: "openai/m@1/1/1" });
  await past("nothing", { ...judged, judge_model: "openai/m@2/2/2" });
  await past("nothing", { ...judged, judge_model: "openai/m@1/1/1", qa_version: "General@1+Solar@0" });
  await past("nothing", { ...judged, judge_model: "facts" });
  const judge = wordJudge("openai/m@1/1/1");
  const { plan, report } = await backtest(judge, { storedModel: "openai/m@1/1/1" });
  expect(plan.touched.filter(({ isStored }) => isStored).reduce((sum, { calls }) => sum + calls, 0)).toBe(2);
  expect(report).toMatchObject({ judged: 4, comparedWithStored: 2, noLongerFlagged: { calls: 2 } });
  expect(judge.asked).toHaveLength(6);
  expect(report.changed.noLongerFlagged.map(({ evidence }) => evidence)).toContain("as it was judged then");
  expect(judge.asked.filter(({ id }) => id === stored)).toHaveLength(1);
});

test("answers of no use are paid for as well; a run ends where the next request may pass its limit", async () => {
  for (const says of ["free", "cash", "gone"]) await past(says);
  const purse = createOpenPurse("0.0035");
  const useless: Judge = {
    async judge({ callId }, signal) {
      const request = {
        callId,
        purpose: "backtest",
        model: "m",
        tokensAtMost: 20,
        usdAtMost: "0.002",
      } as const;
      const reservation = await purse.reserve(request, signal);
      await reservation.settle({ tokensIn: 10, tokensCached: 0, tokensOut: 1, costUsd: "0.001" });
      throw callFailure("not JSON");
    },
  };
  const { report } = await backtest(useless, { spent: purse.spent });
  expect(report).toMatchObject({
    ended: "limit",
    unjudged: { calls: 2 },
    spent: { tokensIn: 20, tokensOut: 2, usd: "0.002" },
  });
});

test("a call that cannot be judged is counted; a judge that cannot go on and Ctrl-C end it with what was found", async () => {
  for (const _ of [1, 2, 3]) await past("cash");
  const judge = wordJudge();
  const failing = (on: number, error: () => Error): Judge => {
    let calls = 0;
    return {
      judge: async (input, signal) => {
        calls += 1;
        if (calls === on) throw error();
        return judge.judge(input, signal);
      },
    };
  };
  const unread = await backtest(failing(1, () => callFailure("no answer")));
  expect(unread.report).toMatchObject({
    judged: 2,
    unjudged: { calls: 1, reasons: ["no answer"] },
    ended: "finished",
  });
  const busy = await backtest(failing(2, () => transient("busy", 0.01)));
  expect(busy.report).toMatchObject({ judged: 3, ended: "finished" });
  const refused = await backtest(failing(3, () => laneFailure("the key was refused")));
  expect(refused.report).toMatchObject({ judged: 1, ended: "trouble", reason: "the key was refused" });
  const told = new AbortController();
  const onProgress = () => told.abort();
  const stopped = await backtest(judge, { signal: told.signal, onProgress, parallel: 2 });
  expect(stopped.report.ended).toBe("stopped");
  expect(stopped.report.judged).toBeLessThan(3);
});

test("of many changed calls the dearest are kept, and all are counted", async () => {
  for (const revenue of ["3", "100.5", "20", "9", "100.25"]) await past("cash", { revenue });
  const { report } = await backtest(wordJudge(), { keep: 2 });
  expect(report.newlyFlagged).toEqual({ calls: 5, usd: "232.75" });
  expect(report.changed.newlyFlagged.map(({ revenueUsd }) => Number(revenueUsd))).toEqual([100.5, 100.25]);
});
