import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { afterAll, beforeEach, expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { clearCalls, givenCall } from "../../test/support/given-calls.ts";
import { createPurse } from "../judge-purse.ts";
import { readCallCosts, readCosts } from "./costs.ts";
import { machineCost } from "./status.sql.ts";

const database = await testDatabase();
const { db, sql } = database;
/** As the dashboard reads it. */
const web = openPool({ url: database.urlAs("callscript_web"), max: 3, applicationName: "test" });
afterAll(() => web.close());

const purse = createPurse(db, {
  dailyBudgetUsd: "100",
  requestsPerMinute: 1_000,
  tokensPerMinute: 1_000_000,
});
async function asked(
  callId: string | null,
  costUsd: string | null,
  purpose: "judge" | "rejudge" | "eval" = "judge",
): Promise<void> {
  const request = { callId, purpose, model: "openai/m@1/1/1", tokensAtMost: 4_000, usdAtMost: "0.004" };
  const held = await purse.reserve(request, new AbortController().signal);
  if (costUsd !== null) await held.settle({ tokensIn: 2_000, tokensCached: 1_500, tokensOut: 50, costUsd });
}
async function judged(call: string, costUsd: string, purpose = "judge"): Promise<void> {
  await asked(call, costUsd, purpose === "judge" ? "judge" : "rejudge");
  await sql(
    `insert into core.judgements (call_id, finding, flags, qa_version, judge_model, asked, tokens_in, tokens_cached, tokens_out, cost_usd, purpose)
    values ($1, 'safe', '[]', 'General@1', 'openai/m@1/1/1', '{}', 2000, 1500, 50, $2, $3)`,
    call,
    costUsd,
    purpose,
  );
}
async function transcribed(columns: Record<string, unknown>, costUsd: string | null): Promise<string> {
  const id = await givenCall(database, {
    status: "processing",
    locked_by: "f",
    retry_count: 1,
    claimed_at: new Date(),
    ...columns,
  });
  const result = { call: id, attempt: 1, text: "", segments: [], model: "sherpa/m", compute_seconds: 12.5 };
  await sql(
    "select core.finish_factory('f', $1::jsonb)",
    JSON.stringify([{ ...result, stand_in: false, cost_usd: costUsd }]),
  );
  return id;
}

let blue: unknown;
beforeEach(async () => {
  await clearCalls(database);
  await sql("truncate core.model_requests, core.model_days");
  [{ id: blue } = { id: null }] = await sql(
    "insert into core.campaigns (ringba_campaign_id, name) values ('CA1', 'Blue Sky') returning id",
  );
});

test("nothing done has no line, and no goal is said to be kept", async () => {
  expect(await readCosts(web, { days: 7, by: "day" })).toMatchObject({
    lines: [],
    total: { calls: 0, aiUsd: "0", perCallUsd: null },
    goals: { perCall: { usd: null, isWithin: null }, perDay: { day: null, isWithin: null } },
  });
});

test("a day is what its calls took: requests, also those that were lost, and speech; trials are the day's alone", async () => {
  const one = await transcribed({ campaign_id: blue }, "0.0001");
  const two = await transcribed({}, "0.0002");
  await judged(one, "0.0004");
  await asked(two, null); // killed before it was settled
  await judged(two, "0.0003");
  await judged(two, "0.0002", "rejudge");
  await asked(null, "0.5", "eval");
  const report = await readCosts(web, { days: 7, by: "day" });
  const today = new Date().toISOString().slice(0, 10);
  expect(report.lines).toEqual([
    {
      key: today,
      label: today,
      calls: 2,
      judge: {
        requests: 5,
        tokensIn: 8_000,
        tokensCached: 6_000,
        tokensOut: 200,
        usd: "0.00490000",
        unsettled: 1,
        unsettledUsd: "0.00400000",
      },
      speech: { transcriptions: 2, computeSeconds: 25, usd: "0.00030000", unpriced: 0 },
      trialUsd: "0.50000000",
      aiUsd: "0.0052",
      perCallUsd: "0.0026",
    },
  ]);
  expect(report.goals).toEqual({
    perCall: { usd: "0.0026", goalUsd: "0.0015", isWithin: false },
    perDay: { usd: "0.5052", day: today, goalUsd: "15", isWithin: true },
    replaced: { perCallUsd: "0.05", usd: "0.1" },
  });
  expect(await machineCost.run(web)).toEqual([{ per_call: "0.00260000", today: "0.50520000", unpriced: 0 }]);

  const campaigns = await readCosts(web, { days: 7, by: "campaign" });
  expect(campaigns.lines).toMatchObject([
    { key: "", label: "", calls: 1, aiUsd: "0.0047" },
    { key: blue, label: "Blue Sky", calls: 1, aiUsd: "0.0005", trialUsd: "0" },
  ]);
  expect(campaigns.total, "trials are of no campaign, and of the days").toEqual(report.total);
  const calls = await readCosts(web, { days: 7, by: "call", limit: 1 });
  expect(calls.lines).toMatchObject([
    { key: two, label: expect.stringMatching(/^RGB/), perCallUsd: "0.0047" },
  ]);
  await transcribed({}, null);
  expect(await machineCost.run(web)).toMatchObject([{ per_call: "0.00260000", unpriced: 1 }]);
});

test("days lie apart at 00:00 UTC, and those before the first one asked for are left out", async () => {
  const call = await transcribed({}, "0.0001");
  await judged(call, "0.0004");
  await sql("update core.model_requests set day = day - 6, at_utc = at_utc - interval '6 days'");
  await sql(
    "update core.call_events set at_utc = date_trunc('day', now() at time zone 'UTC') at time zone 'UTC' - interval '1 microsecond'",
  );
  const lines = async (days: number) =>
    (await readCosts(web, { days, by: "day" })).lines.map(({ calls, judge, speech }) => [
      calls,
      judge.requests,
      speech.transcriptions,
    ]);
  expect(await lines(7)).toEqual([
    [1, 0, 0],
    [0, 0, 1],
    [0, 1, 0],
  ]);
  expect(await lines(6)).toEqual([
    [1, 0, 0],
    [0, 0, 1],
  ]);
});

test("speech on a machine without a price is counted in seconds, and is not taken for free", async () => {
  const call = await transcribed({}, null);
  await judged(call, "0.0004");
  const { lines, goals } = await readCosts(web, { days: 1, by: "day" });
  expect(lines).toMatchObject([
    { speech: { transcriptions: 1, computeSeconds: 12.5, usd: "0", unpriced: 1 }, perCallUsd: "0.0004" },
  ]);
  expect(goals).toMatchObject({ perCall: { isWithin: null }, perDay: { isWithin: null } });
  expect(await readCallCosts(web, call)).toMatchObject({ isSpeechUnpriced: true, totalUsd: "0.0004" });
  const free = await transcribed({}, "0");
  expect(await readCallCosts(web, free), "a price of 0 is one").toMatchObject({
    isSpeechUnpriced: false,
    totalUsd: "0",
  });
});

test("one call, step by step", async () => {
  const call = await transcribed({}, "0.0001");
  await asked(call, null);
  await judged(call, "0.0004");
  const refused = await purse.reserve(
    { callId: call, purpose: "judge", model: "openai/m@1/1/1", tokensAtMost: 10, usdAtMost: "1" },
    new AbortController().signal,
  );
  await refused.release();
  const costs = await readCallCosts(web, call);
  expect(costs.totalUsd).toBe("0.0045");
  expect(costs.transcriptions).toMatchObject([
    { model: "sherpa/m", compute_seconds: 12.5, usd: "0.00010000" },
  ]);
  expect(costs.judgements).toMatchObject([{ purpose: "judge", tokens_in: 2_000, usd: "0.00040000" }]);
  expect(costs.requests).toMatchObject([
    { outcome: "unsettled", tokens_in: 0, usd: "0.00400000" },
    { outcome: "settled", tokens_in: 2_000, tokens_cached: 1_500, tokens_out: 50, usd: "0.00040000" },
    { outcome: "released", usd: "0.00000000" },
  ]);
});
