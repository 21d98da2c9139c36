import { expect, test } from "vitest";
import { filtersOf, readCallsView } from "../calls/(list)/calls-view.ts";
import { callsBehind } from "./calls-behind.ts";

const everybody = { campaign: null, vertical: null, publisher: null };
const viewOf = (href: string) =>
  readCallsView(Object.fromEntries(new URL(href, "http://desk.local").searchParams));

test("whole days are days, parts of one are moments, and the list reads both as they are", () => {
  const month = { fromUtc: new Date("2026-11-01T00:00:00Z"), toUtc: new Date("2026-12-01T00:00:00Z") };
  expect(callsBehind(everybody, month)).toBe("/calls?from=2026-11-01&to=2026-11-30");
  const half = { fromUtc: new Date("2026-11-30T10:30:00Z"), toUtc: new Date("2026-11-30T11:00:00Z") };
  const href = callsBehind({ ...everybody, publisher: "A & B" }, half, { status: ["flagged"] });
  expect(filtersOf(viewOf(href), new Date())).toMatchObject({
    fromDay: "2026-11-30T10:30:00Z",
    toDay: "2026-11-30T11:00:00Z",
    publisher: "A & B",
    statuses: ["flagged"],
  });
});
