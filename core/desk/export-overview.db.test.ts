import { expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { exportOverview } from "./export-overview.ts";
import { confirmedWindows } from "./overview.sql.ts";
import { overviewPeriod } from "./overview-period.ts";

const { db, sql } = await testDatabase();
const period = overviewPeriod("30d", new Date());
const call = (
  status: string,
  hours: number,
  more: { campaign?: unknown; verdict?: string; revenue?: number } = {},
) =>
  sql(
    `insert into core.calls (ringba_call_id, start_time_utc, status, storage_path, campaign_id, verdict, revenue, severity, qa_version)
     values (gen_random_uuid()::text, now() - make_interval(hours => $1), $2, 'x', $3, $4, $5, case when $2 = 'flagged' then 3 end, 'General@1')`,
    hours,
    status,
    more.campaign ?? null,
    more.verdict ?? null,
    more.revenue ?? 0,
  );

test("figures are a line a bin, exact in money, and savings tell whose window is open", async () => {
  const [open] = await sql(
    "insert into core.campaigns (ringba_campaign_id, name, refund_window_days) values ('o', 'Open', 14) returning id",
  );
  const [closed] = await sql(
    "insert into core.campaigns (ringba_campaign_id, name, refund_window_days) values ('c', 'Closed', 1) returning id",
  );
  const bad = { verdict: "confirmed_bad" };
  await call("flagged", 72, { ...bad, campaign: open?.["id"], revenue: 61.1 });
  await call("flagged", 72, { ...bad, campaign: closed?.["id"], revenue: 20.2 });
  await call("flagged", 72, { ...bad, revenue: 0.3 });
  await call("safe", 72);
  await sql("select core.refresh_figures(10000)");
  const csv = await exportOverview(db, period, { campaign: null, vertical: null, publisher: null });
  const [head = "", line = "", ...rest] = csv.split("\r\n");
  expect(head).toBe("from_utc,to_utc,calls,safe,flagged,in_progress,flagged_share,confirmed_usd");
  expect(line).toMatch(/^\d{4}-\d\d-\d\dT00:00:00\.000Z,[^,]+,4,1,3,0,0\.75,81\.6000$/);
  expect(rest).toEqual([""]);
  expect(await confirmedWindows.run(db, "campaign", period.fromUtc, period.toUtc, null, null, null)).toEqual([
    { open_usd: "61.1000", unknown_usd: "0.3000" },
  ]);
});
