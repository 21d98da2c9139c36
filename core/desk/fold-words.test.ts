import { expect, test } from "vitest";
import { foldWords } from "./fold-words.ts";

test("words lose case, accents and apostrophes, and keep their place", () => {
  const text = "Don’t say “Café”, O'Brien: 1-800.";
  const words = foldWords(text);
  expect(words.map(({ folded }) => folded)).toEqual(["dont", "say", "cafe", "obrien", "1", "800"]);
  expect(words.map(({ start, end }) => text.slice(start, end))).toEqual([
    "Don’t",
    "say",
    "Café",
    "O'Brien",
    "1",
    "800",
  ]);
});

test("signs alone are no words", () => {
  expect(foldWords("… '’ — !")).toEqual([]);
});
