import { expect, test, vi } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { givenCall } from "../../test/support/given-calls.ts";
import { seedRudeRule } from "../../test/support/seed-rude-rule.ts";
import { judgeLane } from "./judge.lane.ts";

const database = await testDatabase();
const { db, sql } = database;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

test("while its judge thinks, nobody else takes a call over: the lease is renewed", async () => {
  await seedRudeRule(db);
  const segments = [{ speaker: "agent", start: 1, end: 2, text: "hello there" }];
  const call = await givenCall(database, {
    status: "safe",
    qa_version: "General@0",
    transcript_segments: JSON.stringify(segments),
  });
  await sql(
    "insert into core.rejudge_requests (batch, call_id, start_time_utc, requested_by) values (gen_random_uuid(), $1, now(), 'maya')",
    call,
  );
  const seconds = async () =>
    (
      await sql("select extract(epoch from lease_expires_at - now())::int as s from core.rejudge_requests")
    )[0]?.["s"];
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  try {
    const judge = async () => {
      await sql("update core.rejudge_requests set lease_expires_at = now() + interval '1 second'");
      vi.advanceTimersByTime(30_000);
      await expect.poll(seconds, { interval: 10, timeout: 5_000 }).toBeGreaterThan(80);
      const cost = { tokensIn: 0, tokensCached: 0, tokensOut: 0, costUsd: "0" };
      return { findings: [], model: "test", persuadable: false, ...cost };
    };
    const report = await judgeLane(
      { db, judge: { judge }, clock: { now: () => new Date() }, log: quiet },
      { worker: "j", batch: 1, budgetMs: 60_000, signal: new AbortController().signal, dailyBudgetUsd: "8" },
    );
    expect(report).toMatchObject({ claimed: 1, done: 1, failed: 0 });
    expect(vi.getTimerCount(), "nothing is renewed once it is over").toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
