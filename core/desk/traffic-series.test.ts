import { expect, test } from "vitest";
import { daysBefore, overviewPeriod } from "./overview-period.ts";
import { type CountedBin, largestRise, trafficSeries } from "./traffic-series.ts";

const period = overviewPeriod("today", new Date("2026-11-30T14:38:00Z"));
const bin = (time: string, safe: number, flagged: number, in_progress = 0): CountedBin => ({
  bin_utc: new Date(`2026-11-30T${time}Z`),
  calls: safe + flagged + in_progress,
  in_progress,
  safe,
  flagged,
});
const at = (bins: ReturnType<typeof trafficSeries>, time: string) =>
  bins.find(({ startUtc }) => startUtc.toISOString() === `2026-11-30T${time}:00.000Z`);

test("every half hour of the day has its bin; those to come have not begun", () => {
  const bins = trafficSeries(period, [bin("14:30", 5, 1, 2)], []);
  expect(bins).toHaveLength(48);
  expect(at(bins, "14:30")).toMatchObject({ isPast: true, safe: 5, flagged: 1, inProgress: 2 });
  expect(at(bins, "15:00")).toMatchObject({ isPast: false, safe: 0 });
});

test("a share is the mean of three bins, and a gap where nothing was judged", () => {
  const bins = trafficSeries(period, [bin("10:00", 9, 1), bin("10:30", 10, 0), bin("11:30", 0, 0, 4)], []);
  expect(at(bins, "10:00")).toMatchObject({ share: 0.05, shareOf: 20 });
  expect(at(bins, "11:00")?.share).toBeNull();
  expect(at(bins, "11:30")?.share).toBeNull();
});

test("the same weekday is shown where it is known: before our first call nothing is, after it 0 is 0", () => {
  const before = { ...bin("08:00", 3, 0), bin_utc: daysBefore(new Date("2026-11-30T08:00Z"), 7) };
  const bins = trafficSeries(period, [], [before]);
  expect(["07:30", "08:00", "08:30"].map((time) => at(bins, time)?.shiftedCalls)).toEqual([null, 3, 0]);
  expect(trafficSeries(period, [], []).every(({ shiftedCalls }) => shiftedCalls === null)).toBe(true);
});

test("a rise is named where it stands out over enough calls", () => {
  const calm = ["08:00", "08:30", "09:00", "09:30"].map((time) => bin(time, 97, 3));
  expect(largestRise(trafficSeries(period, calm, []))).toBeNull();
  const rise = largestRise(trafficSeries(period, [...calm, bin("12:00", 60, 20), bin("13:30", 3, 3)], []));
  expect(rise?.startUtc.toISOString()).toBe("2026-11-30T12:00:00.000Z");
  expect(largestRise([])).toBeNull();
});
