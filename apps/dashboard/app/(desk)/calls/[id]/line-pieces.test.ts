import fc from "fast-check";
import { expect, test } from "vitest";
import { type LineMarks, linePieces, ownOffset } from "./line-pieces.ts";

const none: LineMarks = { quotes: [], found: [], spoken: null, unsure: [] };
const look = (text: string, marks: Partial<LineMarks>) =>
  linePieces(text, { ...none, ...marks }).map(
    ({ text: piece, isQuoted, found, isSpoken, isUnsure, redacted }) =>
      [
        piece,
        isQuoted && "quoted",
        found !== "no" && found,
        isSpoken && "spoken",
        isUnsure && "unsure",
        redacted,
      ]
        .filter(Boolean)
        .join("|"),
  );

test("a line without marks is one piece", () => {
  expect(look("Hello there.", {})).toEqual(["Hello there."]);
  expect(look("", {})).toEqual([]);
});

test("quotes are found in any case; marks lie over each other", () => {
  expect(look("So Go away now", { quotes: ["go away"], spoken: 2, unsure: [3] })).toEqual([
    "So ",
    "Go |quoted",
    "away|quoted|spoken",
    " ",
    "now|unsure",
  ]);
});

test("the match that one is at differs from the others", () => {
  const found = [
    { start: 0, end: 2, isCurrent: false },
    { start: 6, end: 8, isCurrent: true },
  ];
  expect(look("go on go", { found })).toEqual(["go|found", " on ", "go|current"]);
});

test("what was taken out is told by its kind", () => {
  expect(look("It is [card] and [ssn].", {})).toEqual([
    "It is ",
    "[card]|card number",
    " and ",
    "[ssn]|social security number",
    ".",
  ]);
});

test("the pieces are the line, whatever is marked", () => {
  const place = fc.integer({ min: -3, max: 30 });
  const found = fc.record({ start: place, end: place, isCurrent: fc.boolean() });
  const marks = fc.record({
    quotes: fc.array(fc.string()),
    found: fc.array(found),
    spoken: fc.option(place, { nil: null }),
    unsure: fc.array(place),
  });
  fc.assert(
    fc.property(fc.string(), marks, (text, given) => {
      expect(
        linePieces(text, given)
          .map((piece) => piece.text)
          .join(""),
      ).toBe(text);
    }),
  );
});

test("a letter that is shown after what was taken out is found in the line's own text", () => {
  const text = "It is [card] and then";
  const pieces = linePieces(text, { quotes: [], found: [], spoken: null, unsure: [] });
  const shown = "It is card number and then";
  expect(ownOffset(pieces, shown.indexOf("is"))).toBe(text.indexOf("is"));
  expect(ownOffset(pieces, shown.indexOf("number"))).toBe(text.indexOf("[card]"));
  expect(ownOffset(pieces, shown.indexOf("then"))).toBe(text.indexOf("then"));
  expect(ownOffset(pieces, shown.length)).toBe(text.length);
});
