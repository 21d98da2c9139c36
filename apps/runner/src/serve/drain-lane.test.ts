import type { LaneReport } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import { expect, test } from "vitest";
import { drainLane } from "./drain-lane.ts";

const never = new AbortController().signal;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const report: LaneReport = { lane: "judge", claimed: 2, done: 1, failed: 1, more: true, paused: null };

/** A lane whose runs answer with these in turn, and a database that keeps what was recorded. */
function given(reports: readonly LaneReport[]) {
  const recorded: unknown[][] = [];
  const seen = { runs: 0 };
  const db: Db = {
    rows: async (text, params) => {
      if (text.includes("record_lane_run")) recorded.push([...params]);
      return [];
    },
    transaction: (work) => work(db),
  };
  const lane = {
    name: "judge",
    beatMs: 60_000,
    wakesOn: [],
    run: async () => {
      const next = reports[seen.runs];
      seen.runs += 1;
      if (!next) throw new Error("the lane was run once too often");
      return next;
    },
  } as const;
  return { on: { db, log: quiet }, lane, recorded, seen };
}

test("runs until there is no more and adds up what was done", async () => {
  const { on, lane, recorded, seen } = given([
    report,
    report,
    { ...report, claimed: 1, done: 1, failed: 0, more: false },
  ]);
  const total = { lane: "judge", claimed: 5, done: 3, failed: 2, more: false, paused: null };
  expect(await drainLane(on, lane, never)).toEqual(total);
  expect(seen.runs).toBe(3);
  expect(recorded).toEqual([["judge", JSON.stringify(total)]]);
});

test("a lane with nothing to do is run once, and that is recorded", async () => {
  const { on, lane, recorded } = given([{ ...report, claimed: 0, done: 0, failed: 0, more: false }]);
  expect(await drainLane(on, lane, never)).toMatchObject({ claimed: 0, done: 0, failed: 0 });
  expect(recorded).toHaveLength(1);
});

test("a pause ends it though there is more, and its reason is told", async () => {
  const { on, lane, seen } = given([report, { ...report, paused: "the day's budget is used up" }]);
  expect(await drainLane(on, lane, never)).toMatchObject({
    claimed: 4,
    paused: "the day's budget is used up",
  });
  expect(seen.runs).toBe(2);
});

test("told to stop, it ends after the run in hand and keeps its count", async () => {
  const stop = new AbortController();
  const { on, lane, recorded } = given([report]);
  const stopping = {
    ...lane,
    run: () => {
      stop.abort();
      return lane.run();
    },
  };
  expect(await drainLane(on, stopping, stop.signal)).toMatchObject({ claimed: 2, done: 1, failed: 1 });
  expect(recorded).toHaveLength(1);
});

test("the lane is given the signal", async () => {
  const { on, lane } = given([{ ...report, more: false }]);
  const signals: AbortSignal[] = [];
  const watched = {
    ...lane,
    run: (signal: AbortSignal) => {
      signals.push(signal);
      return lane.run();
    },
  };
  await drainLane(on, watched, never);
  expect(signals).toEqual([never]);
});

test("what the lane throws is the command's to report", async () => {
  const { on, lane, recorded } = given([]);
  await expect(drainLane(on, lane, never)).rejects.toThrow("once too often");
  expect(recorded).toEqual([]);
});
