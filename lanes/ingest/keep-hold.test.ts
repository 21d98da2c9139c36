import { getEventListeners } from "node:events";
import type { Db } from "@callscript/core/query.ts";
import { afterEach, expect, test, vi } from "vitest";
import { keepHold } from "./keep-hold.ts";

const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
const dbThat = (rows: () => Promise<{ held: boolean }[]>): Db => ({
  rows,
  transaction: () => Promise.reject(new Error("not asked for")),
});
const keeps = dbThat(async () => [{ held: true }]);
afterEach(() => void vi.useRealTimers());

test("it stops with the process, and leaves nothing on the process's signal", async () => {
  const process = new AbortController();
  for (let run = 0; run < 3; run += 1) await keepHold({ db: keeps, log }, "w", process.signal).stop();
  expect(getEventListeners(process.signal, "abort")).toEqual([]);
  const { signal, stop } = keepHold({ db: keeps, log }, "w", process.signal);
  process.abort(new Error("told to stop"));
  expect(signal.reason).toEqual(new Error("told to stop"));
  await stop();
  expect(keepHold({ db: keeps, log }, "w", process.signal).signal.aborted).toBe(true);
});

test("it stops when another process has the hold, and not when the database does not answer", async () => {
  vi.useFakeTimers();
  const answers = [
    () => Promise.reject(new Error("gone")),
    async () => [{ held: true }],
    async () => [{ held: false }],
  ];
  const { signal, stop } = keepHold(
    { db: dbThat(async () => answers.shift()?.() ?? []), log },
    "w",
    new AbortController().signal,
  );
  await vi.advanceTimersByTimeAsync(10_000);
  expect(signal.aborted).toBe(false);
  expect(log.warn).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(signal.reason).toEqual(new Error("another process is reading the call log"));
  await stop();
});
