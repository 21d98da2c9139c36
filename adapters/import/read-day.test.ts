import { expect, test } from "vitest";
import { readDay } from "./read-day.ts";

test.each([
  ["2026-11-20", "UTC", "2026-11-20T00:00:00.000Z"],
  ["2026-11-20", "America/New_York", "2026-11-20T05:00:00.000Z"],
  ["1990-01-01", "UTC", "1990-01-01T00:00:00.000Z"],
  ["0001-01-01", "UTC", null],
  ["2101-01-01", "UTC", null],
  ["2026-02-30", "UTC", null],
  ["2011-12-30", "Pacific/Apia", null],
  ["20.11.2026", "UTC", null],
])("%s in %s begins at %s", (text, timeZone, begins) => {
  expect(readDay(text, timeZone)?.toISOString() ?? null).toBe(begins);
});
