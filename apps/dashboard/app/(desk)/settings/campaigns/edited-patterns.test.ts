import { expect, test } from "vitest";
import { listOf, moved, newRow, rowsOf } from "./edited-patterns.ts";
import { previewWords, savedWords } from "./pattern-words.ts";

const rows = rowsOf({
  version: "1",
  patterns: [
    { id: "a", words: "aca, u65", pattern: "aca|u65", vertical: "ACA" },
    { id: "b", words: null, pattern: "tax(es)?", vertical: "Debt Relief" },
  ],
});

test("what was written as an expression goes back by its id, words as they are typed, in their order", () => {
  const edited = [...moved(rows, 1, -1), { ...newRow("Solar"), words: "solar" }];
  expect(listOf(edited)).toEqual([
    { id: "b", vertical: "Debt Relief" },
    { words: "aca, u65", vertical: "ACA" },
    { words: "solar", vertical: "Solar" },
  ]);
});

test.each([
  [0, -1],
  [1, 1],
] as const)("at an end a row stays: %i %i", (at, by) => {
  expect(moved(rows, at, by)).toEqual(rows);
});

test("what a pattern would match, in words", () => {
  expect(previewWords(undefined)).toBe("Without words it matches nothing.");
  expect(previewWords({ position: 0, matching: 0, changing: 0, examples: [] })).toBe(
    "Would match no campaign.",
  );
  expect(previewWords({ position: 0, matching: 14, changing: 3, examples: ["A", "B", "C"] })).toBe(
    "Would match 14 campaigns, 3 of them anew: A, B, C and others.",
  );
  expect(savedWords(1)).toBe("Name patterns saved. 1 campaign guessed anew; it applies to new calls.");
});
