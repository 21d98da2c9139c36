import { expect, test } from "vitest";
import { stretchOf } from "./backfill-stretch.ts";

const now = new Date("2026-11-24T12:30:15.700Z");
const inUtc = ({ fromUtc, toUtc }: { fromUtc: Date; toUtc: Date }) => [
  fromUtc.toISOString(),
  toUtc.toISOString(),
];

test.each([
  ["2026-11-20", "2026-11-20", "2026-11-20T00:00:00.000Z", "2026-11-21T00:00:00.000Z"],
  ["2026-11-20T08:00:00Z", "2026-11-20", "2026-11-20T08:00:00.000Z", "2026-11-21T00:00:00.000Z"],
  [
    "2026-11-20T08:00:00.900+02:00",
    "2026-11-20T08:00:00Z",
    "2026-11-20T06:00:00.000Z",
    "2026-11-20T08:00:00.000Z",
  ],
  ["2026-11-24", "2026-11-30", "2026-11-24T00:00:00.000Z", "2026-11-24T12:30:15.000Z"],
])("from %s to %s, never beyond now", (from, to, fromUtc, toUtc) => {
  expect(inUtc(stretchOf({ from, to }, now))).toEqual([fromUtc, toUtc]);
});

test("the key names what was asked for, so that today's stretch is gone on with tomorrow", () => {
  const asked = { from: "2026-11-24", to: "2026-11-30" };
  const { key } = stretchOf(asked, now);
  expect(key).toBe("backfill 2026-11-24T00:00:00Z/2026-12-01T00:00:00Z");
  expect(stretchOf(asked, new Date(now.getTime() + 86_400_000)).key).toBe(key);
});

test.each([
  ["soon", "2026-11-20", /--from takes a day/],
  ["2026-11-20", "2026-11-31", /--to takes a day/],
  ["2026-11-20T08:00:00", "2026-11-21", /--from takes a day/],
  ["2026-11-21", "2026-11-20", /is not before/],
  ["2026-11-24T12:30:16Z", "2026-11-25", /is not in the past/],
])("from %s to %s is no stretch of the past", (from, to, reason) => {
  expect(() => stretchOf({ from, to }, now)).toThrow(reason);
});
