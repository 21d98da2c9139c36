import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CsvField } from "./map-columns.ts";
import { openTable } from "./open-table.ts";

let home: string;
beforeAll(() => {
  home = mkdtempSync(path.join(tmpdir(), "callscript-survey-"));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function survey(
  rows: readonly string[],
  dayOrder: "mdy" | "dmy" | null = null,
  map: ReadonlyMap<CsvField, string> = new Map(),
) {
  const file = path.join(home, "log.csv");
  writeFileSync(file, ["id,Call Date,transcript,sent", ...rows].join("\n"));
  const opened = await openTable(file, { map, timeZone: "UTC", dayOrder, linkFault: () => null });
  if (!opened.ok) throw new Error(opened.reason);
  const found = await opened.table.survey();
  await opened.table.close();
  return found;
}
const dayFirst = [
  "a,05/11/2026 3:04 PM,hi,",
  'b,06/11/2026 3:04 PM,"two\nlines",',
  "c,25/11/2026 3:04 PM,hi,",
];
const monthFirst = ["a,11.05.2026,hi,", "b,11.20.2026,hi,", "c,11.06.2026,hi,"];

test("one date that can only be the other way about is named with its line", async () => {
  expect(await survey(dayFirst)).toEqual({
    ok: false,
    reason:
      'line 5: date: "25/11/2026 3:04 PM" begins with the day, though it has AM or PM; --day-order dmy says that all dates do, mdy that none does',
  });
  expect(await survey(monthFirst)).toEqual({
    ok: false,
    reason:
      'line 3: date: "11.20.2026" begins with the month, though it has points; --day-order mdy says that all dates do, dmy that none does',
  });
});

test("an order that is given settles it, and other columns, bad rows and plain dates do not matter", async () => {
  const rows = (count: number) => ({ ok: true, rows: count });
  for (const order of ["dmy", "mdy"] as const) {
    expect(await survey(dayFirst, order)).toEqual(rows(3));
    expect(await survey(monthFirst, order)).toEqual(rows(3));
  }
  expect(await survey(dayFirst, null, new Map([["date", ""]])), "no column of dates").toEqual(rows(3));
  expect(
    await survey([
      "a,11/05/2026 3:04 PM,hi,25/11/2026 3:04 PM",
      "b,25/11/2026",
      "c,someday,hi,",
      "d,25.11.2026,hi,",
    ]),
  ).toEqual(rows(4));
});
