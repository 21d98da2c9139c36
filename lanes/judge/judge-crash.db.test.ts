import type { Judge } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import { expect, test } from "vitest";
import { Crash, crashingDb } from "../../test/support/crashing-db.ts";
import { testDatabase } from "../../test/support/database.ts";
import { callOf, clearCalls, givenCall } from "../../test/support/given-calls.ts";
import { paidJudge } from "../../test/support/paid-judge.ts";
import { seedRudeRule } from "../../test/support/seed-rude-rule.ts";
import { judgeLane } from "./judge.lane.ts";

const database = await testDatabase();
const { db, sql } = database;
await seedRudeRule(db);

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
let answers = 0;
const rude: Judge = {
  judge: async () => {
    answers += 1;
    return {
      findings: [
        { code: "rude", answer: "yes", reason: "so it is", turn: 0, quote: "get lost", confidence: 0.9 },
      ],
      model: "test",
      persuadable: true,
      tokensIn: 900,
      tokensCached: 0,
      tokensOut: 20,
      costUsd: "0.0004",
    };
  },
};
/** One run of the lane in a process whose database is `own`. */
const runOn = (own: Db, worker: string) =>
  judgeLane(
    {
      db: own,
      judge: paidJudge(own, rude, { dailyBudgetUsd: "8", usdAtMost: "0.001" }),
      clock: { now: () => new Date() },
      log: quiet,
    },
    { worker, batch: 1, budgetMs: 60_000, signal: new AbortController().signal, dailyBudgetUsd: "8" },
  );

/** A process dies at the statement and another one goes on when its lease is over. */
async function dieAt(at: { statement: number; after: boolean }) {
  await clearCalls(database);
  await sql("truncate core.model_requests, core.model_days");
  answers = 0;
  const call = await givenCall(database, {
    status: "transcribed",
    transcript_segments: JSON.stringify([{ speaker: "agent", start: 1, end: 2, text: "get lost" }]),
    recording_seconds: 3,
  });
  const dying = crashingDb(db, at);
  const died = await runOn(dying, "dies").then(
    () => false,
    (error: unknown) => {
      if (!(error instanceof Crash)) throw error;
      return true;
    },
  );
  await sql(
    "update core.calls set lease_expires_at = now() - interval '1 second' where lease_expires_at is not null",
  );
  await sql("select core.rescue_zombies()");
  await runOn(db, "goes on");
  const [ledger] = await sql(
    `select count(r.id)::int as requests, coalesce(sum(coalesce(r.cost_usd, r.usd_reserved)), 0)::float8 as usd,
      (select (d.spent_usd + d.reserved_usd)::float8 from core.model_days d) as day_usd,
      (select count(*)::int from core.judgements) as judgements
    from core.model_requests r`,
  );
  return { died, statements: dying.statements(), call: await callOf(database, call), answers, ledger };
}

test("killed at any statement, a call has one finding and one judgement, and the ledger has every request", async () => {
  const whole = await dieAt({ statement: 1_000, after: false });
  expect(whole).toMatchObject({ died: false, answers: 1, ledger: { requests: 1, judgements: 1 } });
  const judgedTwice: unknown[] = [];
  for (let statement = 0; statement < whole.statements; statement += 1) {
    for (const after of [false, true]) {
      const { call, ledger, answers: times, died } = await dieAt({ statement, after });
      const where = `statement ${statement}, ${after ? "after" : "before"}`;
      expect(died, where).toBe(true);
      expect(call, where).toMatchObject({
        status: "flagged",
        qa_flags: [{ code: "rude" }],
        retry_count: 0,
        locked_by: null,
      });
      expect(ledger?.["judgements"], where).toBe(1);
      expect(ledger?.["day_usd"], where).toBeCloseTo(Number(ledger?.["usd"]), 10);
      expect(ledger?.["requests"], where).toBeGreaterThanOrEqual(times);
      if (times === 2) judgedTwice.push({ requests: ledger?.["requests"], usd: ledger?.["usd"] });
    }
  }
  // Before the settlement of the first answer (its bound counts), after it, and before the write of the finding.
  expect(judgedTwice).toEqual([
    { requests: 2, usd: 0.0014 },
    { requests: 2, usd: 0.0008 },
    { requests: 2, usd: 0.0008 },
  ]);
});
