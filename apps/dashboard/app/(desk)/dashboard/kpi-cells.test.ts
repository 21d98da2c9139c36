import type { OverviewSummary, Traffic } from "@callscript/core/desk/overview.ts";
import { overviewPeriod } from "@callscript/core/desk/overview-period.ts";
import { trafficSeries } from "@callscript/core/desk/traffic-series.ts";
import { expect, test } from "vitest";
import { kpiCells } from "./kpi-cells.ts";

const period = overviewPeriod("today", new Date("2026-11-30T14:38:00Z"));
const summary: OverviewSummary = {
  total: {
    calls: 8412,
    judged: 8400,
    flagged: 262,
    in_progress: 12,
    failed: 0,
    to_review: 47,
    confirmed: 187,
    marked_safe: 28,
    at_stake_usd: "2961.4",
    confirmed_usd: "8362",
    marked_safe_usd: "1240",
    ai_usd: "7.82",
    per_call_usd: "0.00093",
    unpriced: 0,
    flag_p50: 168,
    flag_p95: 250,
  },
  closing: { calls: 6, usd: "388" },
  windows: { open_usd: "7100", unknown_usd: "0" },
  facts: {
    last_call_utc: null,
    has_transcript: true,
    has_judgement: true,
    people: 2,
    judge_today_usd: "4.37",
    figures_seconds: 8,
  },
  callsChange: 0.041,
  flaggedBefore: 0.03,
  flaggedOfMonth: 0.027,
};
const traffic: Traffic = { bins: trafficSeries(period, [], []), confirmedUsd: [], rise: null };
const everybody = { campaign: null, vertical: null, publisher: null };
const said = (change: Partial<OverviewSummary["total"]> = {}, more: Partial<OverviewSummary> = {}) =>
  kpiCells({ ...summary, ...more, total: { ...summary.total, ...change } }, traffic, period, everybody).map(
    ({ parts, change: moved, note }) =>
      [parts.map(({ figure, unit }) => `${figure} ${unit}`.trim()).join(" "), moved, note]
        .filter(Boolean)
        .join("; "),
  );

test("each figure stands with what it is compared with", () => {
  expect(said()).toEqual([
    "8,412; ↗ 4.1\u2009%; vs last Monday by now",
    "3.1 %; ↗ 0.4\u2009pt; vs 30-day average",
    "$8,362; 187; calls confirmed bad",
    "$0.00093; Target $0.00150",
    "4 min 10 s; Target 5 min, median 2 min 48 s",
  ]);
});

test("over its target a figure says by how much", () => {
  expect(said({ per_call_usd: "0.0021", flag_p95: 340 }).slice(3)).toEqual([
    "$0.00210; $0.00060 over the target of $0.00150",
    "5 min 40 s; 40 s over 5 min, median 2 min 48 s",
  ]);
});

test("what is not known is a dash, and a comparison with nothing is none", () => {
  expect(
    said(
      { calls: 0, judged: 0, flagged: 0, per_call_usd: null, flag_p50: null, flag_p95: null },
      { callsChange: null, flaggedOfMonth: null },
    ),
  ).toEqual([
    "0; nothing to compare with yet",
    "–; nothing judged yet",
    "$8,362; 187; calls confirmed bad",
    "–; Target $0.00150",
    "–; Target 5 min; nothing flagged yet",
  ]);
});

test("a course ends with the last whole bin", () => {
  const [calls] = kpiCells(summary, traffic, period, everybody);
  expect(calls?.course?.values).toHaveLength(29);
});

test("savings say what of them can still be asked back, and what is not known", () => {
  const titles = (windows: OverviewSummary["windows"]) =>
    kpiCells({ ...summary, windows }, traffic, period, everybody).find(({ name }) => name === "Savings")
      ?.title;
  expect(titles({ open_usd: "7100", unknown_usd: "0" })).toBe(
    "Revenue of the calls of these days that people confirmed bad. $7,100 of it is inside a refund window that is open now.",
  );
  expect(titles({ open_usd: "0", unknown_usd: "120" })).toContain(
    "Of $120.00 the refund window is not known.",
  );
});

test("each cell leads to the calls that it counts", () => {
  const hrefs = kpiCells(summary, traffic, period, { ...everybody, vertical: "Solar" }).map(
    ({ href }) => href,
  );
  expect(hrefs).toEqual([
    "/calls?from=2026-11-30&to=2026-11-30&vertical=Solar",
    "/calls?from=2026-11-30&to=2026-11-30&vertical=Solar&sev=4%2C3%2C2%2C1",
    "/calls?from=2026-11-30&to=2026-11-30&vertical=Solar&verdict=confirmed_bad",
    "#costs",
    "/calls?status=flagged&from=2026-11-30&to=2026-11-30&vertical=Solar",
  ]);
});
