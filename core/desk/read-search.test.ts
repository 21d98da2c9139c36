import { expect, test } from "vitest";
import { readSearch } from "./read-search.ts";

test.each(["(312) 555-0142", "+1 312 555 0142", "13125550142", "312.555.0142"])(
  "%s is a caller, in any form",
  (typed) => {
    expect(readSearch(typed)).toEqual({ kind: "caller", key: "3125550142" });
  },
);

test("a long word with a digit in it is a call's id", () => {
  expect(readSearch(" RGB6C6A41F2A7V3 ")).toEqual({ kind: "id", id: "RGB6C6A41F2A7V3" });
});

test.each([
  ["gift card", '"gift" "card"', [["gift"], ["card"]]],
  ['"Gift card" Medicare', '"gift card" "medicare"', [["gift", "card"], ["medicare"]]],
  ['roof -solar -"no thanks"', '"roof" -"solar" -"no thanks"', [["roof"]]],
  ["roof or bath", '"roof" or "bath"', [["roof"], ["bath"]]],
  ['"or" else', '"or" "else"', [["or"], ["else"]]],
  ["on-line don't", '"on line" "dont"', [["on", "line"], ["dont"]]],
  ['open "quote', '"open" "quote"', [["open"], ["quote"]]],
  ["'; drop table calls --", '"drop" "table" "calls"', [["drop"], ["table"], ["calls"]]],
])("%s is looked for as %s", (typed, query, phrases) => {
  expect(readSearch(typed)).toEqual({ kind: "words", query, phrases });
});

test.each(["", "   ", "!?", "-solar", '""'])("%j looks for nothing that could be found", (typed) => {
  expect(readSearch(typed)).toBeNull();
});
