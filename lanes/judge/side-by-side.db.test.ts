import { currentJudgement } from "@callscript/core/desk/call.sql.ts";
import { transient } from "@callscript/core/failure.ts";
import type { Judge, JudgeInput } from "@callscript/core/ports.ts";
import { beforeEach, expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { callOf, clearCalls, givenCall } from "../../test/support/given-calls.ts";
import { seedRudeRule } from "../../test/support/seed-rude-rule.ts";
import { judgeLane } from "./judge.lane.ts";
import { readHeard } from "./read-heard.ts";

const database = await testDatabase();
const { db, sql } = database;
await seedRudeRule(db);
beforeEach(() => clearCalls(database));

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const never = () => new AbortController().signal;
const run = (
  judge: Judge,
  more: {
    worker?: string;
    batch?: number;
    concurrency?: number;
    sampleShare?: number;
    signal?: AbortSignal;
  } = {},
) =>
  judgeLane(
    { db, judge, clock: { now: () => new Date() }, log: quiet },
    { worker: "j", batch: 16, budgetMs: 60_000, signal: never(), dailyBudgetUsd: "8", ...more },
  );
const transcribed = (columns = {}) =>
  givenCall(database, {
    status: "transcribed",
    transcript_segments: JSON.stringify([{ speaker: "agent", start: 1, end: 2, text: "hello there" }]),
    recording_seconds: 3,
    ...columns,
  });
const many = (count: number) => Promise.all(Array.from({ length: count }, () => transcribed()));
const passed = {
  findings: [],
  model: "test",
  persuadable: true,
  tokensIn: 1,
  tokensCached: 0,
  tokensOut: 1,
  costUsd: "0",
};

/** Thinks until it is let go on; `thinking` has who it thinks about. */
function slowJudge() {
  const asked: JudgeInput[] = [];
  const thinking = new Map<string, () => void>();
  const judge: Judge = {
    judge: async (input) => {
      asked.push(input);
      await new Promise<void>((resolve) => thinking.set(input.callId, resolve));
      thinking.delete(input.callId);
      return passed;
    },
  };
  const goOn = () => {
    for (const resolve of thinking.values()) resolve();
  };
  return { judge, asked, thinking, goOn };
}

test("calls are judged side by side, as many as are told, newest first", async () => {
  const ids = await many(5);
  const slow = slowJudge();
  const running = run(slow.judge, { concurrency: 3 });
  await expect.poll(() => slow.thinking.size).toBe(3);
  expect(slow.asked.map((input) => input.callId)).toEqual(ids.slice(2).reverse());
  slow.goOn();
  await expect.poll(() => slow.thinking.size).toBe(2);
  slow.goOn();
  expect(await running).toMatchObject({ claimed: 5, done: 5, failed: 0 });
});

test("two runs that overlap never judge the same call", async () => {
  await many(12);
  const slow = slowJudge();
  const running = [
    run(slow.judge, { worker: "one", batch: 8 }),
    run(slow.judge, { worker: "two", batch: 8 }),
  ];
  await expect.poll(() => slow.asked.length).toBe(12);
  slow.goOn();
  const reports = await Promise.all(running);
  expect(reports.reduce((sum, report) => sum + report.done, 0)).toBe(12);
  expect(new Set(slow.asked.map((input) => input.callId)).size).toBe(12);
  expect(
    await sql(
      "select count(*)::int as judgements, count(distinct call_id)::int as calls from core.judgements",
    ),
  ).toEqual([{ judgements: 12, calls: 12 }]);
});

test("an outage that meets calls side by side is one, and what is not begun is given back untouched", async () => {
  const ids = await many(6);
  let asked = 0;
  const report = await run(
    {
      judge: async () => {
        asked += 1;
        throw transient("429", 40);
      },
    },
    { concurrency: 2 },
  );
  expect(report.paused).toBe("429");
  expect(asked).toBeLessThanOrEqual(3);
  for (const id of ids)
    expect(await callOf(database, id)).toMatchObject({
      status: "transcribed",
      retry_count: 0,
      locked_by: null,
    });
  expect(
    await sql(
      "select pause_kind, round(extract(epoch from next_probe_at - now()))::int between 35 and 40 as waits from core.lanes where lane = 'judge'",
    ),
  ).toEqual([{ pause_kind: "outage", waits: true }]);
});

test("what nothing speaks against is put before people where it is of the sample, what is judged again is not", async () => {
  const clean = await transcribed();
  const unsure = await transcribed();
  await run(
    {
      judge: async ({ callId }) => ({
        ...passed,
        findings:
          callId === unsure
            ? [
                {
                  code: "rude",
                  answer: "unsure",
                  reason: "hard to say",
                  turn: null,
                  quote: null,
                  confidence: null,
                },
              ]
            : [],
      }),
    },
    { sampleShare: 1 },
  );
  expect(await callOf(database, clean)).toMatchObject({
    status: "safe",
    needs_review: true,
    review_reason: "sample",
  });
  expect(await callOf(database, unsure)).toMatchObject({ needs_review: true, review_reason: "unsure" });
  expect((await currentJudgement.run(db, unsure))[0]?.doubts).toEqual([
    { code: "rude", why: "unsure", reason: "hard to say", quote: null, turn: null },
  ]);
  const other = await transcribed();
  await run({ judge: async () => passed }, { sampleShare: 0 });
  expect(await callOf(database, other)).toMatchObject({ status: "safe", needs_review: false });
});

test("words, loudness and earlier calls of the number to the same buyer are at hand", async () => {
  const [campaign] = await sql(
    "insert into core.campaigns (ringba_campaign_id, name) values ('CA1', 'Blue Sky') returning id",
  );
  const at = (days: number) => new Date(Date.UTC(2026, 10, 20) - days * 86_400_000);
  const call = (days: number, columns: Record<string, unknown> = {}) =>
    transcribed({
      start_time_utc: at(days),
      caller_number: "+13125550100",
      buyer: "Acme",
      campaign_id: campaign?.["id"],
      ...columns,
    });
  const now = await call(0, { caller_number: "(312) 555-0100" });
  const yesterday = await call(1, { caller_number: "13125550100", has_connected: true });
  const before = await call(30);
  await call(30.01); // before the window
  await call(-1); // after it
  await call(2, { has_connected: false });
  await call(2, { buyer: "Other" });
  await call(2, { buyer: null });
  await call(2, { caller_number: "+13125550199" });
  const heard = async (id: string) => (await readHeard(db, [id]))(id);
  const found = async (id: string) => (await heard(id)).earlierCalls.map((earlier) => earlier.id);
  expect((await heard(now)).earlierCalls).toEqual([
    { id: yesterday, startTimeUtc: at(1) },
    { id: before, startTimeUtc: at(30) },
  ]);
  await sql("select core.map_campaigns($1, null, null, null, 7)", [campaign?.["id"]]);
  expect(await found(now)).toEqual([yesterday]);
  await sql("select core.map_campaigns($1, null, null, null, 0)", [campaign?.["id"]]);
  expect(await found(now), "the buyer pays for repeats").toEqual([]);
  await sql("update core.campaigns set duplicate_window_days = null");
  expect(
    await found(await call(-0.5, { buyer: null })),
    "of the campaign, where the buyer is not known",
  ).toHaveLength(4);
  for (const nobody of [
    null,
    "anonymous",
    "Restricted",
    "unknown",
    "+266696687",
    "+17378742833",
    "0000000000",
    "911",
    "+1312555****",
  ]) {
    await call(3, { caller_number: nobody });
    expect(await found(await call(0, { caller_number: nobody })), String(nobody)).toEqual([]);
  }

  expect(await heard(now)).toMatchObject({ words: [], peaks: null });
  const words = [{ word: "hello", start: 0.1, end: 0.4, confidence: null, speaker: "agent" }];
  const peaks = { channels: [[-3, 4]], seconds: 3 };
  await sql("insert into core.call_words values ($1, $2)", now, JSON.stringify(words));
  await sql("insert into core.call_peaks values ($1, $2)", now, JSON.stringify(peaks));
  expect(await heard(now)).toMatchObject({ words, peaks });
});
