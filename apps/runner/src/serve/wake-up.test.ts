import { expect, test } from "vitest";
import { createWakeUp } from "./wake-up.ts";

const never = new AbortController().signal;
const longMs = 60_000;

/** Whether the wait is over once everything that was due has run. */
async function isOver(wait: Promise<void>): Promise<boolean> {
  const turn = new Promise<"asleep">((resolve) => setImmediate(() => resolve("asleep")));
  return (await Promise.race([wait.then(() => "awake"), turn])) === "awake";
}

test("a ring wakes whoever waits for one of its statuses, and nobody else", async () => {
  const bell = createWakeUp();
  const vault = bell.wait(["pending"], longMs, never);
  const judge = bell.wait(["transcribed", "flagged"], longMs, never);
  bell.ring(["safe"]);
  expect([await isOver(vault), await isOver(judge)]).toEqual([false, false]);
  bell.ring(["safe", "transcribed"]);
  expect([await isOver(vault), await isOver(judge)]).toEqual([false, true]);
  bell.ring([]);
  expect(await isOver(vault)).toBe(true);
});

test("all who wait for the same status are woken", async () => {
  const bell = createWakeUp();
  const workers = [1, 2, 3].map(() => bell.wait(["downloaded"], longMs, never));
  bell.ring(["downloaded"]);
  expect(await Promise.all(workers.map(isOver))).toEqual([true, true, true]);
});

test("an empty list wakes even who waits for no status", async () => {
  const bell = createWakeUp();
  const upkeep = bell.wait([], longMs, never);
  bell.ring(["pending"]);
  expect(await isOver(upkeep)).toBe(false);
  bell.ring([]);
  expect(await isOver(upkeep)).toBe(true);
});

test("the beat ends a wait that nothing was rung for", async () => {
  await expect(createWakeUp().wait(["pending"], 1, never)).resolves.toBeUndefined();
});

test("an abort ends the wait at once, also one from before", async () => {
  const bell = createWakeUp();
  const stop = new AbortController();
  const wait = bell.wait(["pending"], longMs, stop.signal);
  expect(await isOver(wait)).toBe(false);
  stop.abort();
  expect(await isOver(wait)).toBe(true);
  expect(await isOver(bell.wait(["pending"], longMs, stop.signal))).toBe(true);
});

test("a ring from before the wait does not count by itself", async () => {
  const bell = createWakeUp();
  bell.ring(["pending"]);
  bell.ring([]);
  const wait = bell.wait(["pending"], longMs, never);
  expect(await isOver(wait)).toBe(false);
  bell.ring([]);
  expect(await isOver(wait)).toBe(true);
});

test("whoever was at work hears what was rung meanwhile, once", async () => {
  const bell = createWakeUp();
  const since = bell.latest();
  bell.ring(["pending", "safe"]);
  bell.ring(["flagged"]);
  expect(await isOver(bell.wait(["pending"], longMs, never, since))).toBe(true);
  const wait = bell.wait(["pending"], longMs, never, bell.latest());
  expect(await isOver(wait)).toBe(false);
  bell.ring([]);
  expect(await isOver(wait)).toBe(true);
});

test("a ring for others meanwhile is not heard, one for all is", async () => {
  const bell = createWakeUp();
  const since = bell.latest();
  bell.ring(["flagged"]);
  const wait = bell.wait(["pending"], longMs, never, since);
  expect(await isOver(wait)).toBe(false);
  bell.ring([]);
  expect(await isOver(wait)).toBe(true);
  expect(await isOver(bell.wait([], longMs, never, since))).toBe(true);
});
