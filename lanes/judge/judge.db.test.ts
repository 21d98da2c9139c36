import { seedRules } from "@callscript/core/desk/seed-rules.ts";
import { callFailure, laneFailure, transient } from "@callscript/core/failure.ts";
import type { Judge, JudgeAnswer, RawFinding } from "@callscript/core/ports.ts";
import { RulePack } from "@callscript/core/rule.ts";
import { beforeEach, expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { callOf, clearCalls, givenCall } from "../../test/support/given-calls.ts";
import { paidJudge } from "../../test/support/paid-judge.ts";
import { judgeLane } from "./judge.lane.ts";

const database = await testDatabase();
const { db, sql } = database;
const rule = (code: string, from: string, extra = {}) => ({
  code,
  name: `Rule ${code}`,
  severity: "critical",
  verticals: ["General"],
  effective_from: from,
  question: "is it so or not?",
  at_fault: "buyer",
  refundable: true,
  examples: { flag: [], pass: [] },
  ...extra,
});
await seedRules(db, [
  RulePack.parse({
    pack: "General",
    version: "1",
    rules: [
      rule("government_impersonation", "2020-01-01"),
      rule("new_law", "2026-11-01"),
      rule("dead_air", "2020-01-01", {
        facts: [
          { measure: "longest_silence", limit: 30 },
          { measure: "no_speech", limit: 10 },
        ],
      }),
    ],
  }),
]);
beforeEach(() => clearCalls(database));

const segments = [
  { speaker: "agent", start: 1, end: 4, text: "I'm calling from Medicare today." },
  { speaker: "caller", start: 5, end: 6, text: "Who is this?" },
];
const transcribed = (columns = {}) =>
  givenCall(database, {
    status: "transcribed",
    transcript_segments: JSON.stringify(segments),
    recording_seconds: 8,
    ...columns,
  });
const finding = (more: Partial<RawFinding> = {}): RawFinding => ({
  code: "government_impersonation",
  answer: "yes",
  reason: "claims it",
  turn: 0,
  quote: "calling from medicare",
  confidence: 0.9,
  ...more,
});
const answering = (...findings: RawFinding[]): Judge => ({
  judge: async (): Promise<JudgeAnswer> => ({
    findings,
    model: "test",
    persuadable: true,
    tokensIn: 900,
    tokensCached: 0,
    tokensOut: 20,
    costUsd: "0.00015",
  }),
});
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const run = (judge: Judge, more: { signal?: AbortSignal; dailyBudgetUsd?: string } = {}) =>
  judgeLane(
    { db, judge, clock: { now: () => new Date() }, log: quiet },
    {
      worker: "j",
      batch: 5,
      budgetMs: 60_000,
      signal: more.signal ?? new AbortController().signal,
      dailyBudgetUsd: more.dailyBudgetUsd ?? "8",
    },
  );

test("a verified finding flags the call with the transcript's own words, the rule and the cost", async () => {
  const id = await transcribed();
  expect(await run(answering(finding()))).toMatchObject({ claimed: 1, done: 1, failed: 0, paused: null });
  expect(await callOf(database, id)).toMatchObject({
    status: "flagged",
    severity: 4,
    qa_version: "General@1",
    judge_model: "test",
    needs_review: false,
    retry_count: 0,
    qa_flags: [
      {
        code: "government_impersonation",
        quote: "calling from Medicare",
        verified: "normalised",
        turn: 0,
        speaker: "agent",
        start: 1.38,
        end: 3.34,
      },
    ],
  });
  expect(await sql("select cost_usd::text, asked from core.judgements")).toEqual([
    { cost_usd: "0.00015000", asked: ["government_impersonation", "new_law", "dead_air"] },
  ]);
});

test("a quote that was not said flags nothing and sends the call to a person", async () => {
  const id = await transcribed();
  await run(answering(finding({ quote: "give me your card number right now" })));
  expect(await callOf(database, id)).toMatchObject({
    status: "safe",
    qa_flags: [],
    needs_review: true,
    review_reason: "unverified_quote",
  });
});

test("unsure sends the call to a person", async () => {
  const id = await transcribed();
  await run(answering(finding({ answer: "unsure", quote: null })));
  expect(await callOf(database, id)).toMatchObject({
    status: "safe",
    needs_review: true,
    review_reason: "unsure",
  });
});

test("facts flag what the judge passed, and a call without words is not sent to it", async () => {
  const silent = await transcribed({ recording_seconds: 48 });
  await run(answering());
  expect(await callOf(database, silent)).toMatchObject({
    status: "flagged",
    qa_flags: [
      { code: "dead_air", evidence: "fact", quote: null, fact: { value: 42, limit: 30 }, start: 6, end: 48 },
    ],
  });
  const wordless = await transcribed({ transcript_segments: "[]", recording_seconds: 20 });
  await run({ judge: () => Promise.reject(new Error("asked about nothing")) });
  expect(await callOf(database, wordless)).toMatchObject({ status: "flagged", judge_model: "facts" });
});

test("the rules of the call's own day", async () => {
  await transcribed({ start_time_utc: new Date("2026-10-31T23:59:59Z") });
  await run(answering());
  expect(await sql("select asked from core.judgements")).toEqual([
    { asked: ["government_impersonation", "dead_air"] },
  ]);
});

test("a refused key pauses the lane and burns no attempt", async () => {
  const ids = [await transcribed(), await transcribed()];
  const report = await run({ judge: () => Promise.reject(laneFailure("the key was refused (401)")) });
  expect(report.paused).toBe("the key was refused (401)");
  for (const id of ids)
    expect(await callOf(database, id)).toMatchObject({
      status: "transcribed",
      retry_count: 0,
      locked_by: null,
    });
  expect(await sql("select paused, pause_kind, reason from core.lanes where lane = 'judge'")).toEqual([
    { paused: true, pause_kind: "trouble", reason: "the key was refused (401)" },
  ]);
  expect(await run(answering()), "a paused lane says so").toMatchObject({
    claimed: 0,
    paused: "the key was refused (401)",
  });
});

test("a budget that is raised ends its pause; a pause of another kind stands", async () => {
  const id = await transcribed();
  await sql("select core.pause_lane('judge', 'budget', 'used up')");
  await run(answering(), { dailyBudgetUsd: "100" });
  expect(await callOf(database, id)).toMatchObject({ locked_by: null, qa_version: expect.any(String) });
  await sql("select core.pause_lane('judge', 'person', 'paused by Maya')");
  await transcribed();
  expect(await run(answering(), { dailyBudgetUsd: "100" })).toMatchObject({
    claimed: 0,
    paused: "paused by Maya",
  });
});

test("429 opens the breaker; an unreadable answer costs the call an attempt", async () => {
  const id = await transcribed();
  await run({ judge: () => Promise.reject(transient("429", 20)) });
  expect(await callOf(database, id)).toMatchObject({ status: "transcribed", retry_count: 0 });
  await sql("update core.lanes set paused = false, pause_kind = null");
  await sql("update core.calls set next_attempt_at = null");
  await run({ judge: () => Promise.reject(callFailure("the answer was not JSON")) });
  expect(await callOf(database, id)).toMatchObject({
    status: "transcribed",
    retry_count: 1,
    processing_error: "the answer was not JSON",
  });
});

test("the day's budget pauses the lane until 00:00 UTC; a greater one lets it go on at once", async () => {
  await sql("truncate core.model_days");
  const paid = (dailyBudgetUsd: string) =>
    run(paidJudge(db, answering(), { dailyBudgetUsd, usdAtMost: "0.0002" }), { dailyBudgetUsd });
  const first = await transcribed();
  await paid("0.0003");
  expect((await callOf(database, first))["status"]).toBe("safe");
  const second = await transcribed();
  expect(await paid("0.0003")).toMatchObject({
    done: 0,
    paused: expect.stringContaining("budget of $0.0003"),
  });
  expect(await callOf(database, second)).toMatchObject({
    status: "transcribed",
    retry_count: 0,
    locked_by: null,
  });
  expect(
    await sql(
      `select pause_kind, next_probe_at = (date_trunc('day', now() at time zone 'UTC') + interval '1 day') at time zone 'UTC' as midnight
      from core.lanes where lane = 'judge'`,
    ),
  ).toEqual([{ pause_kind: "budget", midnight: true }]);
  expect(await paid("0.0003"), "no call is claimed").toMatchObject({
    claimed: 0,
    paused: expect.stringContaining("budget"),
  });
  expect(await paid("0.0004")).toMatchObject({ claimed: 1, done: 1, paused: null });
  const third = await transcribed();
  await paid("0.0004");
  await sql("update core.model_days set day = day - 1");
  await paid("0.0004");
  expect((await callOf(database, third))["status"], "the next day").toBe("safe");
});

test("told to stop, it gives back what it has not begun", async () => {
  const id = await transcribed();
  await run(answering(), { signal: AbortSignal.abort() });
  expect(await callOf(database, id)).toMatchObject({
    status: "transcribed",
    retry_count: 0,
    locked_by: null,
  });
});
