import { expect, test } from "vitest";
import { lineAt, speakerAt, wordAt } from "./speaker-at.ts";

const line = (speaker: string, start: number | null, end: number | null) => ({ speaker, start, end });
const lines = [line("agent", 1, 4), line("caller", null, null), line("caller", 5, 6)];

test("the spoken line is the last that has begun", () => {
  expect([0, 1, 4.9, 5, 99].map((at) => lineAt(lines, at))).toEqual([-1, 0, 0, 2, 2]);
});

test("the spoken word is the last that has begun; words that nobody timed are never lit", () => {
  const starts = [100, -1, 250];
  expect([0.5, 1, 2, 2.5, 9].map((at) => wordAt(starts, at))).toEqual([null, 0, 0, 2, 2]);
  expect(wordAt(null, 2)).toBeNull();
  expect(wordAt([-1], 2)).toBeNull();
});

test("between lines nobody speaks", () => {
  expect([0, 2, 4.5, 5.5].map((at) => speakerAt(lines, at))).toEqual([null, "agent", null, "caller"]);
});
