import { expect, test } from "vitest";
import { mergeRows } from "./merge-rows.ts";

const row = (id: string, words = "old") => ({ id, words });

test("rows change in place, and new ones are counted and not put in", () => {
  expect(mergeRows([row("b"), row("a")], [row("d"), row("c"), row("b", "now"), row("a")])).toEqual({
    rows: [row("b", "now"), row("a")],
    fresh: 2,
  });
});

test("what left the first page stays, and nothing is shown twice", () => {
  expect(mergeRows([row("b"), row("a"), row("b")], [row("b", "now")])).toEqual({
    rows: [row("b", "now"), row("a")],
    fresh: 0,
  });
  expect(mergeRows([], [row("a")])).toEqual({ rows: [row("a")], fresh: 0 });
  expect(mergeRows([row("a")], [])).toEqual({ rows: [row("a")], fresh: 0 });
});
