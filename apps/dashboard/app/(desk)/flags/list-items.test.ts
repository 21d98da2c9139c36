import { expect, test } from "vitest";
import type { InboxRow } from "./inbox-row.ts";
import { headAbove, itemOfPlace, listItems, rowsThatLeft } from "./list-items.ts";

const row = (id: string, severity: number): InboxRow => ({
  id,
  severity,
  severityWord: `level ${severity}`,
  startUtc: "",
  closesUtc: null,
  version: 0,
  rule: "",
  more: 0,
  speaker: "",
  speakerKind: "other",
  at: "",
  snippet: "",
  vertical: "",
  publisher: "",
  revenue: "",
  usd: "0",
  window: "",
  closingSoon: false,
  age: "",
  ended: "",
  verdict: null,
  decided: null,
});
const rows = [row("a", 4), row("b", 4), row("c", 2)];
const shape = (sort: "severity" | "newest") =>
  listItems(rows, sort).map((item) => (item.kind === "head" ? item.word : `${item.row.id}${item.place}`));

test("a head stands before the first call of each severity, in that order alone", () => {
  expect(shape("severity")).toEqual(["level 4", "a0", "b1", "level 2", "c2"]);
  expect(shape("newest")).toEqual(["a0", "b1", "c2"]);
});

test("a call is found by its place, and its head above it", () => {
  const items = listItems(rows, "severity");
  expect([0, 1, 2, 9].map((place) => itemOfPlace(items, place))).toEqual([1, 2, 4, 4]);
  expect([0, 2, 3, 4, 99].map((index) => headAbove(items, index))).toEqual([0, 0, 3, 3, 3]);
  expect(headAbove(listItems(rows, "newest"), 2)).toBeNull();
});

test("rows that left are known, each with what it stood above; of more than fifty, and of a list that grew, none is", () => {
  const left = (before: readonly InboxRow[], after: readonly InboxRow[]) =>
    rowsThatLeft(listItems(before, "severity"), listItems(after, "severity")).map(
      ({ row: gone, above }) => `${gone.id} above ${above}`,
    );
  expect(left(rows, rows.slice(1))).toEqual(["a above b"]);
  expect(left(rows, [row("a", 4), row("c", 2)])).toEqual(["b above head-2"]);
  expect(left(rows, rows.slice(0, 2))).toEqual(["c above null"]);
  expect(left(rows.slice(1), rows)).toEqual([]);
  const many = Array.from({ length: 60 }, (_, at) => row(`r${at}`, 4));
  expect(left(many, many.slice(50)).length).toBe(50);
  expect(left(many, many.slice(51))).toEqual([]);
});
