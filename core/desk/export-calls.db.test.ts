import { expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { givenCall } from "../../test/support/given-calls.ts";
import type { CallStatus } from "../call-state.ts";
import type { Db } from "../query.ts";
import { exportCalls } from "./export-calls.ts";

const database = await testDatabase();
const { db, sql } = database;
const view = (status: CallStatus) => ({
  filters: {
    statuses: [status],
    fromDay: null,
    toDay: null,
    vertical: null,
    campaign: null,
    publisher: null,
    verdict: null,
    severities: [],
    minMinutes: null,
    maxMinutes: null,
    search: null,
  },
  sort: "newest" as const,
});

async function textOf(pieces: AsyncGenerator<string, void, void>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

test("a view is written with its times in UTC and nothing that a spreadsheet would run", async () => {
  await givenCall(database, {
    ringba_call_id: "RGBa",
    start_time_utc: "2026-11-20T23:30:00-05:00",
    duration_seconds: 90,
    status: "failed",
    caller_number: "+13125550142",
    publisher: '=HYPERLINK("http://evil.example", "x")',
    processing_error: "the recording is gone (404), for good",
    revenue: "-5.5",
  });
  await givenCall(database, { ringba_call_id: "RGBb", status: "safe" });
  const lines = (await textOf(exportCalls(db, view("failed")))).split("\r\n");
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(/^call_id,ringba_call_id,started_at_utc,ended_at_utc,caller_number,/);
  expect(lines[1]).toContain("RGBa,2026-11-21T04:30:00.000Z,2026-11-21T04:31:30.000Z,'+13125550142,");
  expect(lines[1]).toContain(`,"'=HYPERLINK(""http://evil.example"", ""x"")",`);
  expect(lines[1]).toContain(',-5.5,failed,"the recording is gone (404), for good",');
});

test("all pages come in the end, each when it is asked for, and none to who has left", async () => {
  await sql(
    `insert into core.calls (ringba_call_id, start_time_utc)
    select 'n' || n, '2026-11-01T00:00:00Z'::timestamptz + make_interval(secs => n / 100) from generate_series(1, 2500) n`,
  );
  let pages = 0;
  const counting: Db = {
    ...db,
    rows: (text, params) => {
      pages += 1;
      return db.rows(text, params);
    },
  };
  const ids = (await textOf(exportCalls(counting, view("pending")))).trimEnd().split("\r\n").slice(1);
  expect([ids.length, new Set(ids).size, pages]).toEqual([2500, 2500, 3]);

  pages = 0;
  for await (const piece of exportCalls(counting, view("pending"))) if (piece.includes("pending")) break;
  expect(pages).toBe(1);
});
