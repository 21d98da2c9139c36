import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { afterAll, beforeEach, expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { clearCalls, givenCall } from "../../test/support/given-calls.ts";
import { readFlagRates } from "./flag-rates.ts";
import { type OverviewFilter, readRules, readSummary, readTraffic } from "./overview.ts";
import { daysBefore, overviewPeriod } from "./overview-period.ts";

const database = await testDatabase();
const { sql } = database;
/** As the dashboard reads it. */
const web = openPool({ url: database.urlAs("callscript_web"), max: 3, applicationName: "test" });
afterAll(() => web.close());

const everybody: OverviewFilter = { campaign: null, vertical: null, publisher: null };
/** Noon of the database's day: windows are told by its clock. */
const now = new Date();
const today = overviewPeriod("today", now);
const count = () => sql("select core.refresh_figures(1000)");
const flags = JSON.stringify([{ code: "gift", name: "Reward promised", severity: 4 }]);

let blue = "";
beforeEach(async () => {
  await clearCalls(database);
  const [row] = await sql(
    "insert into core.campaigns (ringba_campaign_id, name, refund_window_days) values ('CA1', 'Medicare Blue', 7) returning id",
  );
  blue = String(row?.["id"]);
});
const call = (columns: Record<string, unknown>) =>
  givenCall(database, { start_time_utc: now, revenue: "10.50", publisher: "Red", ...columns });

test("nothing counted is nothing known, not 0", async () => {
  await count();
  const { total, callsChange, flaggedOfMonth, facts } = await readSummary(web, today, everybody);
  expect(total).toMatchObject({ calls: 0, per_call_usd: null, flag_p95: null, confirmed_usd: "0" });
  expect([callsChange, flaggedOfMonth, facts.last_call_utc]).toEqual([null, null, null]);
  expect((await readFlagRates(web, today, everybody, "publisher")).mean).toBeNull();
  expect((await readTraffic(web, today, everybody)).rise).toBeNull();
});

test("a filter narrows every part alike, alone and together", async () => {
  await call({ campaign_id: blue, status: "flagged", severity: 4, qa_flags: flags });
  await call({ campaign_id: blue, status: "safe", publisher: "Green" });
  await call({ status: "safe" });
  await call({ start_time_utc: daysBefore(now, 1), status: "safe" });
  await count();
  const calls = async (change: Partial<OverviewFilter>, range: "today" | "7d" = "today") => {
    const period = overviewPeriod(range, now);
    const filter = { ...everybody, ...change };
    const { total } = await readSummary(web, period, filter);
    const { bins } = await readTraffic(web, period, filter);
    expect(bins.reduce((sum, bin) => sum + bin.safe + bin.flagged + bin.inProgress, 0)).toBe(total.calls);
    for (const by of ["publisher", "campaign"] as const) {
      const { rates } = await readFlagRates(web, period, filter, by);
      expect(
        rates.reduce((sum, rate) => sum + rate.calls, 0),
        by,
      ).toBe(total.calls);
    }
    const rules = await readRules(web, period, filter);
    expect(rules.reduce((sum, rule) => sum + rule.calls, 0)).toBe(total.flagged);
    return total.calls;
  };
  expect(await calls({})).toBe(3);
  expect(await calls({}, "7d")).toBe(4);
  expect(await calls({ campaign: blue })).toBe(2);
  expect(await calls({ vertical: "Medicare" })).toBe(2);
  expect(await calls({ vertical: "General" }), "a call without a campaign is General's").toBe(1);
  expect(await calls({ publisher: "Red" })).toBe(2);
  expect(await calls({ publisher: "Red", vertical: "Medicare" })).toBe(1);
  expect(await calls({ publisher: "Nobody" })).toBe(0);
});

test("money at stake, confirmed and marked safe are those of the calls", async () => {
  await call({ status: "flagged", severity: 4, revenue: "61.25" });
  await call({ status: "flagged", severity: 3, revenue: "2.10", verdict: "confirmed_bad" });
  await call({ status: "safe", severity: 3, revenue: "0.05", verdict: "marked_safe" });
  await call({ status: "failed" });
  await count();
  expect((await readSummary(web, today, everybody)).total).toMatchObject({
    calls: 4,
    judged: 3,
    flagged: 3,
    failed: 1,
    to_review: 1,
    at_stake_usd: "61.2500",
    confirmed_usd: "2.1000",
    marked_safe_usd: "0.0500",
  });
});

test("windows that close between now and midnight (UTC) are counted, those past and those of tomorrow are not", async () => {
  const [clock] = await sql(`select now() - interval '7 days' as begins,
    date_trunc('day', now() at time zone 'UTC') at time zone 'UTC' + interval '1 day' - interval '7 days' as ends`);
  const [begins, ends] = [clock?.["begins"], clock?.["ends"]];
  if (!(begins instanceof Date && ends instanceof Date)) throw new Error("no clock");
  const at = (ms: number) => ({
    campaign_id: blue,
    status: "flagged",
    severity: 2,
    start_time_utc: new Date(ms),
  });
  await call(at(begins.getTime() - 1_000));
  const soon = begins.getTime() + Math.min(60_000, (ends.getTime() - begins.getTime()) / 2);
  await call(at(soon));
  await call({ ...at(soon), verdict: "confirmed_bad" });
  await call(at(ends.getTime() - 1));
  await call(at(ends.getTime()));
  await count();
  const closing = async (filter: Partial<OverviewFilter>) =>
    (await readSummary(web, today, { ...everybody, ...filter })).closing;
  expect(await closing({})).toMatchObject({ calls: 2 });
  expect(Number((await closing({})).usd)).toBe(21);
  expect((await closing({ vertical: "Solar" })).calls).toBe(0);
  expect((await closing({ vertical: "Medicare", publisher: "Red" })).calls).toBe(2);
});
