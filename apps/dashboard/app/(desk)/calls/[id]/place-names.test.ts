import { expect, test } from "vitest";
import { namesThatFit } from "./place-names.ts";

test("names are shown where they do not meet the one before or the end", () => {
  const names = [
    { text: "Says they are Medicare", left: 50 },
    { text: "Promises a cash card", left: 120 },
    { text: "Dead air", left: 210 },
    { text: "Benefits before disclaimer", left: 900 },
  ];
  expect(namesThatFit(names, 1000)).toEqual([true, false, true, false]);
  expect(namesThatFit([], 1000)).toEqual([]);
});
