import { overviewPeriod } from "@callscript/core/desk/overview-period.ts";
import { trafficSeries } from "@callscript/core/desk/traffic-series.ts";
import { expect, test } from "vitest";
import { courseRows } from "./course-rows.ts";

test("a course is a row a bin that has begun; what was not judged is a dash, money is added up", () => {
  const period = overviewPeriod("today", new Date("2026-11-30T00:40:00Z"));
  const counted = { bin_utc: period.fromUtc, calls: 12, in_progress: 2, safe: 8, flagged: 2 };
  const bins = trafficSeries(period, [counted], []);
  expect(courseRows({ bins, confirmedUsd: bins.map(() => 61), rise: null }, period)).toEqual([
    ["12:00 AM", "12", "20.0\u2009%", "$61.00"],
    ["12:30 AM", "0", "–", "$61.00"],
  ]);
});
