import { expect, test } from "vitest";
import { flagAt } from "./use-flag-place.ts";

const flags = [{ start: 11 }, { start: 42 }, { start: 42 }, { start: 70 }, { start: null }];

test("the flag of a moment is the last that has begun, two seconds before it already", () => {
  expect([0, 8.9, 9, 39, 41, 68, 999].map((at) => flagAt(flags, at))).toEqual([0, 0, 0, 0, 2, 3, 3]);
  expect(flagAt([], 5)).toBe(0);
});
