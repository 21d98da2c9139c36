import fc from "fast-check";
import { expect, test } from "vitest";
import { type DiffPart, diffLines, diffWords } from "./diff-text.ts";

const only = (parts: readonly DiffPart[], kinds: readonly DiffPart["kind"][]) =>
  parts
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ text }) => text)
    .join("");

test("without what was added it is the older text, without what was removed the newer one", () => {
  const text = fc
    .array(fc.constantFrom("cash", "card", "plan", " ", ", ", "\n", "é", "don't"), { maxLength: 30 })
    .map((words) => words.join(""));
  for (const diff of [diffWords, diffLines])
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = diff(before, after);
        expect(only(parts, ["same", "removed"])).toBe(before);
        expect(only(parts, ["same", "added"])).toBe(after);
        if (before === after) expect(parts.every(({ kind }) => kind === "same")).toBe(true);
      }),
    );
});

test("words are whole, and what stayed between two changes stays between them", () => {
  expect(
    diffWords("Does the agent offer cash to every member?", "Does the agent offer a gift card?"),
  ).toEqual([
    { kind: "same", text: "Does the agent offer" },
    { kind: "removed", text: " cash to every member" },
    { kind: "added", text: " a gift card" },
    { kind: "same", text: "?" },
  ]);
  expect(diffLines("a\nb\nc\n", "a\nx\nc\n").map(({ kind }) => kind)).toEqual([
    "same",
    "removed",
    "added",
    "same",
  ]);
});

test("two long texts with nothing in common are shown one after the other, at once", () => {
  const long = (letter: string) => Array.from({ length: 4_000 }, (_, index) => `${letter}${index}`).join(" ");
  const began = performance.now();
  expect(diffWords(long("a"), long("b")).map(({ kind }) => kind)).toEqual(["removed", "added"]);
  expect(performance.now() - began).toBeLessThan(1_000);
});
