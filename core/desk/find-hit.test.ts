import fc from "fast-check";
import { expect, test } from "vitest";
import { findHit } from "./find-hit.ts";

const turn = (text: string, start: number | null = 0) => ({ speaker: "agent", start, end: null, text });
const marked = (hit: ReturnType<typeof findHit>) =>
  hit?.ranges.map(({ start, end }) => hit.text.slice(start, end));

test("the turn that has most of what is looked for, its second, and what is meant in it", () => {
  const hit = findHit(
    [turn("A card?"), turn("Yes, a Gift-card. A gift.", 4.2), turn("gift card", 9)],
    [["gift", "card"], ["yes"]],
  );
  expect(hit).toMatchObject({ turn: 1, second: 4.2, speaker: "agent" });
  expect(marked(hit)).toEqual(["Yes", "Gift-card"]);
});

test("a phrase that runs over two turns is marked word by word", () => {
  const hit = findHit([turn("they send a gift"), turn("card by mail")], [["gift", "card"]]);
  expect([hit?.turn, marked(hit)]).toEqual([0, ["gift"]]);
});

test("overlapping phrases are one mark, and nothing found is nothing", () => {
  expect(
    marked(
      findHit(
        [turn("a b c")],
        [
          ["a", "b"],
          ["b", "c"],
        ],
      ),
    ),
  ).toEqual(["a b c"]);
  expect(findHit([turn("a b c")], [["d"]])).toBeNull();
});

test("marks are in order, apart and within the text, whatever was said and is looked for", () => {
  const word = fc.constantFrom("a", "b", "Ç", "don't", "9");
  fc.assert(
    fc.property(
      fc.array(fc.array(word, { maxLength: 8 }), { maxLength: 5 }),
      fc.array(fc.array(fc.constantFrom("a", "b", "c", "dont", "9"), { minLength: 1, maxLength: 3 }), {
        maxLength: 3,
      }),
      (turns, phrases) => {
        const hit = findHit(
          turns.map((words) => turn(words.join(" "))),
          phrases,
        );
        let from = 0;
        for (const { start, end } of hit?.ranges ?? []) {
          expect(start).toBeGreaterThanOrEqual(from);
          expect(end).toBeGreaterThan(start);
          from = end + 1;
        }
        expect(from).toBeLessThanOrEqual((hit?.text.length ?? 0) + 1);
      },
    ),
  );
});
