import { transient } from "@callscript/core/failure.ts";
import type { LaneReport, Log } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type ServedLane, serveLane } from "./serve-lane.ts";
import { createWakeUp, type WakeUp } from "./wake-up.ts";

const idle: LaneReport = { lane: "judge", claimed: 0, done: 0, failed: 0, more: false, paused: null };
const beatMs = 60_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

interface Hands {
  stop: AbortController;
  wakeUp: WakeUp;
}

/** Serves a lane whose n-th run is `step(n)`; fake time stands still but for `vi.advanceTimersByTimeAsync`. */
function serving(step: (run: number, hands: Hands) => LaneReport, more: Partial<ServedLane> = {}) {
  const seen = { runs: 0, troubles: 0, recorded: [] as unknown[][], said: [] as string[], isOver: false };
  const stop = new AbortController();
  const wakeUp = createWakeUp();
  const db: Db = {
    rows: async (_text, params) => {
      seen.recorded.push([...params]);
      return [];
    },
    transaction: (work) => work(db),
  };
  const say = (message: string) => void seen.said.push(message);
  const log: Log = { info: say, warn: say, error: say };
  const lane: ServedLane = {
    name: "judge",
    beatMs,
    wakesOn: ["transcribed"],
    ...more,
    run: async () => {
      seen.runs += 1;
      return step(seen.runs, { stop, wakeUp });
    },
  };
  const onTrouble = async () => {
    seen.troubles += 1;
  };
  const done = serveLane(lane, { db, log, wakeUp, signal: stop.signal, onTrouble }).then(() => {
    seen.isOver = true;
  });
  const end = async () => {
    stop.abort();
    await done;
  };
  return { seen, stop, wakeUp, db, end };
}
const settle = () => vi.advanceTimersByTimeAsync(0);

test("a lane is run at once, then on its beat", async () => {
  const { seen, end } = serving(() => idle);
  await settle();
  expect(seen.runs).toBe(1);
  await vi.advanceTimersByTimeAsync(beatMs - 1);
  expect(seen.runs).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(seen.runs).toBe(2);
  await end();
});

test("a lane with more to do is run again at once", async () => {
  const { seen, end } = serving((run) => ({ ...idle, claimed: 1, more: run < 5 }));
  await settle();
  expect(seen.runs).toBe(5);
  await end();
});

test("a call in a status of the lane wakes it, another does not", async () => {
  const { seen, wakeUp, end } = serving(() => idle);
  await settle();
  wakeUp.ring(["pending"]);
  await settle();
  expect(seen.runs).toBe(1);
  wakeUp.ring(["transcribed"]);
  await settle();
  expect(seen.runs).toBe(2);
  await end();
});

test("a lane that rests is run at once after a quiet time, and what comes soon after is done together", async () => {
  const { seen, wakeUp, end } = serving(() => idle, { wakesOn: ["hint"], leastBetweenMs: 1_000 });
  await vi.advanceTimersByTimeAsync(5_000);
  wakeUp.ring(["hint"]);
  await settle();
  expect(seen.runs).toBe(2);
  for (let hint = 0; hint < 5; hint += 1) {
    wakeUp.ring(["hint"]);
    await vi.advanceTimersByTimeAsync(199);
  }
  expect(seen.runs).toBe(2);
  await vi.advanceTimersByTimeAsync(5);
  expect(seen.runs).toBe(3);
  await end();
});

test("a call that arrives while the lane is busy is not slept over", async () => {
  const { seen, end } = serving((run, { wakeUp }) => {
    if (run === 1) wakeUp.ring(["transcribed"]);
    return { ...idle, claimed: 1 };
  });
  await settle();
  expect(seen.runs).toBe(2);
  await end();
});

test("a lane that throws once asks for help and is run again soon", async () => {
  const { seen, end } = serving((run) => {
    if (run === 1) throw transient("the database is gone");
    return idle;
  });
  await settle();
  expect(seen).toMatchObject({ runs: 1, troubles: 1, said: ["lane waits"], recorded: [] });
  await vi.advanceTimersByTimeAsync(1000);
  expect(seen).toMatchObject({ runs: 2, troubles: 1 });
  expect(seen.recorded).toHaveLength(1);
  await end();
});

test("a report that cannot be recorded is such trouble too", async () => {
  const { seen, db, end } = serving(() => idle);
  db.rows = () => Promise.reject(transient("the database is gone"));
  await settle();
  expect(seen.troubles).toBe(1);
  await end();
});

test("trouble that lasts is tried more and more slowly, yet every 15 seconds", async () => {
  const { seen, end } = serving(() => {
    throw transient("the database is gone");
  });
  await settle();
  for (const [run, afterMs] of [1000, 2000, 4000, 8000, 15_000, 15_000].entries()) {
    await vi.advanceTimersByTimeAsync(afterMs - 1);
    expect([run, seen.runs]).toEqual([run, run + 1]);
    await vi.advanceTimersByTimeAsync(1);
    expect([run, seen.runs]).toEqual([run, run + 2]);
  }
  expect(seen.troubles).toBe(7);
  await end();
});

test("in trouble no call wakes the lane, but the database's return does", async () => {
  const { seen, wakeUp, end } = serving((run) => {
    if (run === 1) throw transient("the database is gone");
    return idle;
  });
  await settle();
  wakeUp.ring(["transcribed"]);
  await settle();
  expect(seen.runs).toBe(1);
  wakeUp.ring([]);
  await settle();
  expect(seen.runs).toBe(2);
  await end();
});

test("a paused lane looks again within 15 seconds, though it says there is more", async () => {
  const { seen, end } = serving(() => ({ ...idle, more: true, paused: "the budget is used up" }));
  await vi.advanceTimersByTimeAsync(14_999);
  expect(seen.runs).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(seen.runs).toBe(2);
  await end();
});

test("an abort ends the sleep at once", async () => {
  const { seen, stop } = serving(() => idle);
  await settle();
  stop.abort();
  await settle();
  expect(seen).toMatchObject({ isOver: true, runs: 1 });
});

test("an abort during a run lets it end, and no other begins", async () => {
  const { seen } = serving((_run, { stop }) => {
    stop.abort();
    return { ...idle, claimed: 1, more: true };
  });
  await settle();
  expect(seen).toMatchObject({ isOver: true, runs: 1 });
  expect(seen.recorded).toHaveLength(1);
});

test("what a lane throws because it was told to stop is no trouble", async () => {
  const { seen } = serving((_run, { stop }) => {
    stop.abort();
    throw new Error("aborted");
  });
  await settle();
  expect(seen).toMatchObject({ isOver: true, troubles: 0, said: [] });
});

test("idle runs are recorded every 15 seconds at most, runs that did something always", async () => {
  const { seen, wakeUp, end } = serving((run) => ({ ...idle, claimed: run === 3 ? 1 : 0 }));
  const again = async () => {
    wakeUp.ring([]);
    await settle();
  };
  await settle();
  await again();
  expect([seen.runs, seen.recorded.length]).toEqual([2, 1]);
  await again();
  expect([seen.runs, seen.recorded.length]).toEqual([3, 2]);
  expect(seen.recorded[1]).toEqual(["judge", JSON.stringify({ ...idle, claimed: 1 })]);
  await vi.advanceTimersByTimeAsync(15_001);
  await again();
  expect([seen.runs, seen.recorded.length]).toEqual([4, 3]);
  await end();
});
