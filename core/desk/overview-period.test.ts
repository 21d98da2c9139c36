import { expect, test } from "vitest";
import { daysBefore, OverviewRange, overviewPeriod } from "./overview-period.ts";

const now = new Date("2026-11-30T14:38:12.345Z");

test.each([
  ["today", "2026-11-30T00:00:00.000Z", 48],
  ["7d", "2026-11-24T00:00:00.000Z", 168],
  ["30d", "2026-11-01T00:00:00.000Z", 30],
] as const)("%s begins at %s (UTC), ends at midnight and has %i bins", (range, from, bins) => {
  const period = overviewPeriod(range, now);
  expect(period.fromUtc.toISOString()).toBe(from);
  expect(period.toUtc.toISOString()).toBe("2026-12-01T00:00:00.000Z");
  expect((period.toUtc.getTime() - period.fromUtc.getTime()) / (period.binMinutes * 60_000)).toBe(bins);
  expect(period.wholeUntilUtc.toISOString()).toBe("2026-11-30T14:30:00.000Z");
});

test("each range is compared with the same weekdays", () => {
  for (const range of OverviewRange.options) {
    const { fromUtc, shiftDays } = overviewPeriod(range, now);
    expect(daysBefore(fromUtc, shiftDays).getUTCDay()).toBe(fromUtc.getUTCDay());
  }
});
