import { expect, test } from "vitest";
import { readReport } from "./call-log-report.ts";

test.each<[object, number | null]>([
  [{ totalCount: 12 }, 12],
  [{ totalCount: "12" }, 12],
  [{ total: 7 }, 7],
  [{ totalCount: null, total: 7 }, 7],
  [{ totalCount: null }, null],
  [{ totalCount: "" }, null],
  [{ totalCount: -1 }, null],
  [{ totalCount: true }, null],
  [{}, null],
])("a report with %j claims %j", (counts, claimedTotal) => {
  expect(readReport({ report: { records: [], ...counts } })).toMatchObject({ records: [], claimedTotal });
});

test.each([null, [], {}, { report: {} }, { report: { records: null } }])("%j has no records", (answer) => {
  expect(() => readReport(answer)).toThrow("no report with records");
});
