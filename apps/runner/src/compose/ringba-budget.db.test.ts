import { lowerBudget, ringbaBudget } from "@callscript/core/rate-budget.sql.ts";
import { expect, test } from "vitest";
import { testDatabase } from "../../../../test/support/database.ts";
import { parseEnvironment } from "../config/environment.ts";
import { applyRingbaBudget, waitForToken } from "./ringba-budget.ts";

const { db, sql } = await testDatabase();
const never = new AbortController().signal;
const env = (perMinute: string) => parseEnvironment({ RINGBA_REQUESTS_PER_MINUTE: perMinute });
const budget = async () =>
  (await sql("select per_minute, learnt_per_minute, tokens from core.rate_budgets"))[0];

test("what is configured applies, a start does not fill it again, and what was learnt stays", async () => {
  await applyRingbaBudget({ db, mode: "live", env: env("100") });
  await lowerBudget.run(db, ringbaBudget, 50, 1);
  await applyRingbaBudget({ db, mode: "live", env: env("200") });
  expect(await budget()).toEqual({ per_minute: 200, learnt_per_minute: 40, tokens: 0 });
});

test("a token is waited for; too long a wait and an abort are told", async () => {
  await sql(
    "update core.rate_budgets set blocked_until = null, learnt_per_minute = null, per_minute = 6000, tokens = 0",
  );
  const options = { keep: 0, longestSeconds: 5, signal: never };
  await waitForToken(db, options);
  await sql("update core.rate_budgets set blocked_until = clock_timestamp() + interval '1 hour'");
  await expect(waitForToken(db, options)).rejects.toThrow(/used up for another 3\d{3} s/);
  const stopped = AbortSignal.abort();
  const patient = { ...options, longestSeconds: 7200 };
  await expect(waitForToken(db, { ...patient, signal: stopped })).rejects.toMatchObject({
    name: "AbortError",
  });
});

test("the demo's provider is on this machine", async () => {
  await applyRingbaBudget({ db, mode: "demo", env: env("2") });
  expect(await budget()).toMatchObject({ per_minute: 600 });
});
