import { callFailure, laneFailure } from "@callscript/core/failure.ts";
import type { Judge } from "@callscript/core/ports.ts";
import { judgeLane } from "@callscript/lanes/judge/judge.lane.ts";
import { beforeEach, expect, test, vi } from "vitest";
import { testDatabase } from "../../../../test/support/database.ts";
import { clearCalls, givenCall } from "../../../../test/support/given-calls.ts";
import { kindJudge } from "../../../../test/support/kind-judge.ts";
import { seedRudeRule } from "../../../../test/support/seed-rude-rule.ts";
import type { ServedLane } from "../serve/serve-lane.ts";
import { finishImport } from "./finish-import.ts";

const database = await testDatabase();
const { db, sql } = database;
await seedRudeRule(db);

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const never = new AbortController().signal;
const fails = (error: Error) => () => Promise.reject(error);

beforeEach(() => clearCalls(database));

const imported = (name: string) =>
  givenCall(database, {
    ringba_call_id: name,
    source: "import",
    status: "transcribed",
    transcript_segments: JSON.stringify([{ speaker: "agent", start: 1, end: 2, text: "hello" }]),
    recording_seconds: 3,
  });

/** Finishes the import of the set `mine` with a judge; answers with the exit code and what was said. */
async function finish(judge: Judge["judge"]) {
  const lane: ServedLane = {
    name: "judge",
    beatMs: 60_000,
    wakesOn: [],
    run: (signal) =>
      judgeLane(
        { db, judge: { judge }, clock: { now: () => new Date() }, log: quiet },
        { worker: "here", batch: 16, budgetMs: 60_000, signal, dailyBudgetUsd: "8" },
      ),
  };
  const said: string[] = [];
  const written = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    said.push(String(text));
    return true;
  });
  try {
    const code = await finishImport(
      { db, log: quiet, mode: "live" },
      [lane],
      { set: "mine", isTable: false },
      never,
    );
    return { code, said: said.join("") };
  } finally {
    written.mockRestore();
  }
}

test("an import whose calls all ended is done, whatever another one left", async () => {
  await imported("import:mine:a");
  await imported("import:other:a");
  await sql(
    "update core.calls set next_attempt_at = now() + interval '1 hour' where ringba_call_id like 'import:other:%'",
  );
  const { code, said } = await finish(kindJudge.judge);
  expect(code, said).toBe(0);
  expect(said).toContain("judge: 1 done, 0 failed\n");
  expect(said).not.toContain("wait");
});

test("calls that failed and wait are told with the last reason, the time and the command that goes on", async () => {
  await imported("import:mine:a");
  const { code, said } = await finish(fails(callFailure("the model answered nonsense\u001b[2J (400)")));
  expect(code, said).toBe(1);
  expect(said).toContain("judge: 0 done, 1 failed; the last: the model answered nonsense");
  expect(said).not.toContain("\u001b");
  expect(said).toMatch(
    /1 call waits for judge, tried again from \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC on\. To go on: callscript lane judge --once --no-demo\n/,
  );
});

test("calls that wait for a paused lane end it as unavailable, with why", async () => {
  await imported("import:mine:a");
  await imported("import:mine:b");
  const { code, said } = await finish(fails(laneFailure("the key was refused (401)")));
  expect(code, said).toBe(69);
  expect(said).toContain("judge is paused: the key was refused (401)\n");
  expect(said).toContain("2 calls wait for judge. To go on: callscript lane judge --once --no-demo\n");
});

test("a lane that is paused and has nothing of this import to do makes no difference", async () => {
  await sql("select core.pause_lane('judge', 'trouble', 'the key was refused (401)')");
  expect(await finish(kindJudge.judge)).toMatchObject({ code: 0 });
});

test("what a killed process still holds is told", async () => {
  await imported("import:mine:a");
  await sql("select * from core.claim_calls('judge', 'dead', 16)");
  const { code, said } = await finish(kindJudge.judge);
  expect(code, said).toBe(1);
  expect(said).toContain("1 call waits for judge, 1 of them held by a process");
});
