import { judgeLane } from "@callscript/lanes/judge/judge.lane.ts";
import { beforeEach, expect, test } from "vitest";
import { testDatabase } from "../../../../test/support/database.ts";
import { callOf, clearCalls, givenCall } from "../../../../test/support/given-calls.ts";
import { kindJudge } from "../../../../test/support/kind-judge.ts";
import { seedRudeRule } from "../../../../test/support/seed-rude-rule.ts";
import { drainLane } from "./drain-lane.ts";
import type { ServedLane } from "./serve-lane.ts";
import { serveUntilStopped } from "./serve-until-stopped.ts";

const database = await testDatabase();
const { db, url, sql } = database;
await seedRudeRule(db);

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const never = new AbortController().signal;
const lane: ServedLane = {
  name: "judge",
  beatMs: 600_000,
  wakesOn: ["transcribed"],
  run: (signal) =>
    judgeLane(
      { db, judge: kindJudge, clock: { now: () => new Date() }, log: quiet },
      { worker: "lives", batch: 16, budgetMs: 60_000, signal, dailyBudgetUsd: "8" },
    ),
};

beforeEach(() => clearCalls(database));

/** A call that a judge held who was killed; its lease is over. */
async function givenDeadClaim(): Promise<string> {
  const call = await givenCall(database, {
    status: "transcribed",
    transcript_segments: JSON.stringify([{ speaker: "agent", start: 1, end: 2, text: "hello" }]),
    recording_seconds: 3,
  });
  await sql("select * from core.claim_calls('judge', 'dead', 16)");
  await sql("update core.calls set lease_expires_at = now() - interval '1 second'");
  return call;
}

test("drained without upkeep beside it, a lane finishes the calls of a dead worker, and no living one's", async () => {
  const call = await givenDeadClaim();
  expect(await drainLane({ db, log: quiet }, lane, never)).toMatchObject({ claimed: 1, done: 1, failed: 0 });
  expect((await callOf(database, call))["status"]).toBe("safe");

  const held = await givenDeadClaim();
  await sql(
    "update core.calls set lease_expires_at = now() + interval '1 minute' where locked_by is not null",
  );
  expect(await drainLane({ db, log: quiet }, lane, never)).toMatchObject({ claimed: 0, done: 0 });
  expect((await callOf(database, held))["status"]).toBe("transcribed");
});

test("a paused lane whose only calls a dead worker holds is tried again with one of them", async () => {
  const call = await givenDeadClaim();
  await sql("select core.pause_lane('judge', 'trouble', 'the key was refused')");
  await sql("select core.probe_now(array['judge'])");
  expect(await drainLane({ db, log: quiet }, lane, never)).toMatchObject({ done: 1, paused: null });
  expect((await callOf(database, call))["status"]).toBe("safe");
});

test("served without upkeep, a lane finishes them too", async () => {
  const call = await givenDeadClaim();
  const stop = new AbortController();
  const serving = serveUntilStopped(
    { db, log: quiet, directUrl: url, reviveDatabase: async () => undefined },
    [lane],
    stop.signal,
  );
  await expect.poll(async () => (await callOf(database, call))["status"]).toBe("safe");
  stop.abort();
  await serving;
});
