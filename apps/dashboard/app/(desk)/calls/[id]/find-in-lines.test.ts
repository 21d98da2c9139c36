import { expect, test } from "vitest";
import { findInLines } from "./find-in-lines.ts";

test("every place is found, in order, in any case", () => {
  expect(findInLines(["A card. CARD", "none", "discard"], " card ")).toEqual([
    { line: 0, start: 2, end: 6 },
    { line: 0, start: 8, end: 12 },
    { line: 2, start: 3, end: 7 },
  ]);
});

test("what was taken out is not found by its sign", () => {
  expect(findInLines(["my card is [card] then"], "card")).toEqual([{ line: 0, start: 3, end: 7 }]);
});

test("nothing is looked for, nothing is found; places do not overlap", () => {
  expect(findInLines(["a"], "  ")).toEqual([]);
  expect(findInLines(["aaaa"], "aa")).toHaveLength(2);
  expect(findInLines(["İstanbul card"], "card")).toEqual([{ line: 0, start: 9, end: 13 }]);
});
