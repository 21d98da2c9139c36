import { expect, test } from "vitest";
import { remainingSeconds, timeLeft } from "./progress-line.ts";

test("what is left is as slow as what was read", () => {
  expect(remainingSeconds(60_000, 1_000, 4_000)).toBe(180);
  expect(remainingSeconds(60_000, 4_000, 4_000)).toBeNull();
  expect(remainingSeconds(60_000, 0, 4_000)).toBeNull();
});

test.each([
  [null, ""],
  [12.2, ", about 13 s left"],
  [600, ", about 10 min left"],
  [9000, ", about 2.5 h left"],
])("%s seconds left are told as they are read", (seconds, text) => {
  expect(timeLeft(seconds)).toBe(text);
});
