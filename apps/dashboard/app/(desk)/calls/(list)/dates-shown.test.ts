import { expect, test } from "vitest";
import { datesShown, dayOf } from "./dates-shown.ts";

test.each([
  [null, null, null],
  ["today", null, "today"],
  ["2026-11-30", null, "since 2026-11-30"],
  [null, "2026-11-30", "until 2026-11-30"],
  ["2026-11-30", "2026-11-30", "2026-11-30"],
  ["2026-11-29", "2026-11-30", "2026-11-29 to 2026-11-30"],
  ["2026-11-30T10:30:00Z", "2026-11-30T11:00:00Z", "Nov 30, 10:30 AM to 11:00 AM"],
  ["2026-11-30T23:00:00Z", "2026-12-01T00:00:00Z", "Nov 30, 11:00 PM to Dec 1, 12:00 AM"],
])("%s to %s is %s", (from, to, shown) => {
  expect(datesShown({ from, to })).toBe(shown);
});

test("a moment's day is what the field for a day has of it", () => {
  expect([null, "today", "2026-11-30", "2026-11-30T10:30:00Z"].map(dayOf)).toEqual([
    "",
    "",
    "2026-11-30",
    "2026-11-30",
  ]);
});
