import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { afterAll, beforeEach, expect, test } from "vitest";
import { testDatabase } from "../test/support/database.ts";
import { createPurse, type PurseLimits } from "./judge-purse.ts";
import type { Reservation, SpendRequest } from "./ports.ts";

const database = await testDatabase();
const { db, sql } = database;
const pools = Array.from({ length: 4 }, (_, index) =>
  openPool({ url: database.url, max: 2, applicationName: `process-${index}` }),
);
afterAll(() => Promise.all(pools.map((pool) => pool.close())));

beforeEach(async () => {
  await sql("truncate core.model_requests, core.model_days");
  await sql("update core.model_seconds set second = 0");
  await sql("update core.model_line set first_in_line = null, until_utc = null");
});

const limits: PurseLimits = {
  dailyBudgetUsd: "8.00",
  requestsPerMinute: 500,
  tokensPerMinute: 200_000,
  patienceSeconds: 0.05,
};
const request = (more: Partial<SpendRequest> = {}): SpendRequest => ({
  callId: null,
  purpose: "judge",
  model: "openai/m@1/1/1",
  tokensAtMost: 1_000,
  usdAtMost: "0.001",
  ...more,
});
const never = () => new AbortController().signal;
const take = (more: Partial<SpendRequest> = {}, own: Partial<PurseLimits> = {}) =>
  createPurse(db, { ...limits, ...own }).reserve(request(more), never());
const spent = (tokens: number, costUsd: string) => ({
  tokensIn: tokens,
  tokensCached: 0,
  tokensOut: 0,
  costUsd,
});
const day = async () => (await sql("select spent_usd, reserved_usd, requests from core.model_days"))[0];
/** All that was set aside so far was set aside so long ago; 64 s are the ring's length. */
const passes = async (seconds: 64 | 192) => {
  await db.transaction(async (tx) => {
    await tx.rows("select from core.model_line for update", []);
    await tx.rows("update core.model_requests set at_utc = at_utc - make_interval(secs => $1)", [seconds]);
    await tx.rows("update core.model_seconds set second = second - $1", [seconds]);
  });
};

test("what is set aside is in the ledger with its bound, and what is settled with what it took", async () => {
  const call = "0190aaaa-0000-7000-8000-000000000000";
  const one = await take({ callId: call, usdAtMost: "0.0000000001" });
  expect(await day(), "rounded up").toEqual({
    spent_usd: "0.00000000",
    reserved_usd: "0.00000001",
    requests: 1,
  });
  await one.settle({ tokensIn: 700, tokensCached: 600, tokensOut: 20, costUsd: "0.0000000001" });
  await one.settle(spent(9_999, "9"));
  await one.release();
  await take({ callId: "call-17 of a labelled file", purpose: "eval" });
  expect(
    await sql(
      `select call_id, purpose, model, tokens_reserved, settled_at_utc is not null as settled, released,
        tokens_in, tokens_cached, tokens_out, cost_usd, day = (now() at time zone 'UTC')::date as today
      from core.model_requests order by id`,
    ),
  ).toEqual([
    {
      call_id: call,
      purpose: "judge",
      model: "openai/m@1/1/1",
      tokens_reserved: 1_000,
      settled: true,
      released: false,
      tokens_in: 700,
      tokens_cached: 600,
      tokens_out: 20,
      cost_usd: "0.00000000",
      today: true,
    },
    {
      call_id: null,
      purpose: "eval",
      model: "openai/m@1/1/1",
      tokens_reserved: 1_000,
      settled: false,
      released: false,
      tokens_in: null,
      tokens_cached: null,
      tokens_out: null,
      cost_usd: null,
      today: true,
    },
  ]);
});

test("what does not fit into the day's dollars pauses the lane until midnight UTC, and fits the next day", async () => {
  const one = await take({ usdAtMost: "0.006" }, { dailyBudgetUsd: "0.01" });
  await one.settle(spent(900, "0.0055"));
  await take({ usdAtMost: "0.0045" }, { dailyBudgetUsd: "0.01" });
  await passes(192);
  await expect(take({ usdAtMost: "0.00000001" }, { dailyBudgetUsd: "0.01" })).rejects.toMatchObject({
    failure: {
      kind: "lane",
      until: "midnight_utc",
      reason:
        "the day's budget of $0.01 is used up: $0.00550000 spent, $0.00450000 set aside, and the next request may take $0.00000001",
    },
  });
  await sql("update core.model_days set day = day - 1");
  await take({ usdAtMost: "0.01" }, { dailyBudgetUsd: "0.01" });
});

test("a day's last dollars are not given up for a request under way, which takes less than its bound", async () => {
  const budget = { dailyBudgetUsd: "0.01" };
  const one = await take({ usdAtMost: "0.009" }, budget);
  const next = take({ usdAtMost: "0.009" }, { ...budget, patienceSeconds: 5 });
  await one.settle(spent(900, "0.001"));
  await next;
  expect(await day()).toMatchObject({ spent_usd: "0.00100000", reserved_usd: "0.00900000" });
  await expect(take({ usdAtMost: "0.005" }, budget)).rejects.toMatchObject({
    failure: { kind: "transient" },
  });
  await passes(192);
  await expect(take({ usdAtMost: "0.005" }, budget), "it never will be settled").rejects.toMatchObject({
    failure: { kind: "lane" },
  });
});

test("the minute's requests are not given back; its tokens are", async () => {
  const own = { requestsPerMinute: 3, tokensPerMinute: 2_000 };
  const refused = await take({}, own);
  const answered = await take({}, own);
  await expect(take({}, own)).rejects.toMatchObject({
    failure: { kind: "transient", retryAfterSeconds: 30 },
  });
  await refused.release();
  await answered.settle(spent(300, "0"));
  await take({}, own);
  await expect(take({ tokensAtMost: 0 }, own), "the fourth request").rejects.toThrow("no room");
  await passes(64);
  await take({ tokensAtMost: 2_000 }, own);
});

test("what no minute grants is the lane's trouble and no call's, with words", async () => {
  await expect(take({ tokensAtMost: 200_001 })).rejects.toMatchObject({
    failure: { kind: "lane", reason: expect.stringContaining("JUDGE_TOKENS_PER_MINUTE") },
  });
  expect(await sql("select from core.model_requests")).toEqual([]);
});

test("a large request is not passed by small ones for ever", async () => {
  const own = { tokensPerMinute: 2_000 };
  const inHand = [await take({}, own), await take({}, own)];
  const patient = createPurse(db, { ...limits, ...own, patienceSeconds: 20 });
  const large = patient.reserve(request({ tokensAtMost: 2_000 }), never());
  await expect.poll(() => sql("select from core.model_line where first_in_line is not null")).toHaveLength(1);
  await inHand[0]?.release();
  await expect(take({ tokensAtMost: 500 }, own)).rejects.toThrow("no room");
  await inHand[1]?.release();
  await (await large).release();
  await take({ tokensAtMost: 500 }, own);
});

test("who is told to stop waits no longer, and holds nobody up", async () => {
  const own = { requestsPerMinute: 1 };
  await take({}, own);
  const stop = new AbortController();
  const waiting = createPurse(db, { ...limits, ...own, patienceSeconds: 60 }).reserve(request(), stop.signal);
  await expect.poll(() => sql("select from core.model_line where first_in_line is not null")).toHaveLength(1);
  stop.abort(new Error("stopping"));
  await expect(waiting).rejects.toThrow("stopping");
  await passes(64);
  await take({}, own);
});

test("a budget that was raised ends the judge's pause, a lesser one and another pause do not", async () => {
  const paused = async () => (await sql("select paused from core.lanes where lane = 'judge'"))[0]?.["paused"];
  const resume = (usd: string) => sql("select core.resume_judge_within_budget($1)", usd);
  await expect(take({ usdAtMost: "0.02" }, { dailyBudgetUsd: "0.01" })).rejects.toThrow("budget");
  await sql("select core.pause_lane('judge', 'budget', 'used up')");
  await resume("0.01");
  expect(await paused()).toBe(true);
  await resume("0.02");
  expect(await paused()).toBe(false);
  await sql("select core.pause_lane('judge', 'budget', 'used up')");
  await sql("update core.model_days set day = day - 1");
  await resume("0.01");
  expect(await paused(), "another day").toBe(false);
  await sql("select core.pause_lane('judge', 'trouble', 'the key was refused')");
  await resume("100");
  expect(await paused()).toBe(true);
  await sql("select core.resume_lane('judge')");
});

/** Numbers that look random and are the same at every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

test("four processes that set aside, settle and die at random never exceed the day's dollars nor a minute's room", async () => {
  const own = {
    dailyBudgetUsd: "0.08",
    requestsPerMinute: 40,
    tokensPerMinute: 20_000,
    patienceSeconds: 0.001,
  };
  let refusedForGood = 0;
  const seen: { total: string }[] = [];
  async function work(pool: (typeof pools)[number], seed: number) {
    const random = numbers(seed);
    const purse = createPurse(pool, own);
    for (let turn = 0; turn < 60; turn += 1) {
      const tokens = 200 + Math.floor(random() * 1_500);
      const usd = (tokens * 0.000_001_5).toFixed(10);
      let held: Reservation | null = null;
      try {
        held = await purse.reserve(request({ tokensAtMost: tokens, usdAtMost: usd }), never());
      } catch (error) {
        if (String(error).includes("used up")) refusedForGood += 1;
        else if (random() < 0.5) await passes(64);
      }
      const fate = random();
      if (fate < 0.75)
        await held?.settle(spent(Math.floor(tokens * random()), (Number(usd) * random()).toFixed(10)));
      else if (fate < 0.9) await held?.release();
      const [now] = await pool.rows(
        "select (spent_usd + reserved_usd)::text as total from core.model_days",
        [],
      );
      if (now) seen.push({ total: String(now["total"]) });
    }
  }
  await Promise.all(pools.flatMap((pool, index) => [work(pool, index + 1), work(pool, index + 101)]));
  expect(refusedForGood).toBeGreaterThan(0);
  expect(seen.filter(({ total }) => Number(total) > 0.08)).toEqual([]);
  const [ledger] = await sql(
    `select d.spent_usd = sum(r.cost_usd) as spent, d.reserved_usd = sum(r.usd_reserved) filter (where r.cost_usd is null) as reserved,
      d.requests = count(*) as counted, count(*)::int as requests, count(*) filter (where r.cost_usd is null) > 0 as died
    from core.model_days d, core.model_requests r group by d.day`,
  );
  expect(ledger).toMatchObject({ spent: true, reserved: true, counted: true, died: true });
  expect(ledger?.["requests"]).toBeGreaterThan(80);
  const [fullest] = await sql(
    `select max(requests)::int as requests, max(tokens)::int as tokens from (
      select count(*) over w as requests, sum(coalesce(tokens_in + tokens_out, tokens_reserved)) over w as tokens
      from core.model_requests window w as (order by at_utc range between interval '59.999999 seconds' preceding and current row)) m`,
  );
  expect(fullest?.["requests"]).toBeGreaterThan(20);
  expect(fullest?.["requests"]).toBeLessThanOrEqual(40);
  expect(fullest?.["tokens"]).toBeLessThanOrEqual(20_000);
});
