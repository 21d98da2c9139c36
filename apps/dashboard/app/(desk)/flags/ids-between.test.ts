import { expect, test } from "vitest";
import { idsBetween } from "./ids-between.ts";

const rows = ["a", "b", "c", "d"].map((id) => ({ id }));

test("a range reads the same in both directions", () => {
  expect(idsBetween(rows, "b", "d")).toEqual(["b", "c", "d"]);
  expect(idsBetween(rows, "d", "b")).toEqual(["b", "c", "d"]);
  expect(idsBetween(rows, "c", "c")).toEqual(["c"]);
});

test("a range from a row that is gone is its end alone", () => {
  expect(idsBetween(rows, "gone", "b")).toEqual(["b"]);
  expect(idsBetween(rows, "b", "gone")).toEqual([]);
});
