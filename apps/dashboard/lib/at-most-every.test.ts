import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { atMostEvery } from "./at-most-every.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("the first is told at once, a burst once at its end, and none is lost", () => {
  const told: number[] = [];
  const began = Date.now();
  const tell = atMostEvery(500, () => told.push(Date.now() - began));
  tell();
  for (let at = 0; at < 10; at += 1) {
    vi.advanceTimersByTime(100);
    tell();
  }
  vi.advanceTimersByTime(2_000);
  expect(told).toEqual([0, 500, 1000, 1500]);
  tell();
  expect(told).toEqual([0, 500, 1000, 1500, 3000]);
});
