import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { afterAll, beforeEach, expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { clearCalls } from "../../test/support/given-calls.ts";
import { readFlagRates } from "./flag-rates.ts";
import { overviewPeriod } from "./overview-period.ts";

const database = await testDatabase();
const { sql } = database;
/** As the dashboard reads it. */
const web = openPool({ url: database.urlAs("callscript_web"), max: 1, applicationName: "test" });
afterAll(() => web.close());
beforeEach(() => clearCalls(database));

const now = new Date();
const today = overviewPeriod("today", now);
const everybody = { campaign: null, vertical: null, publisher: null };

/** Calls of a publisher and of the campaign that is named as it is. */
async function given(name: string, judged: number, flagged: number): Promise<void> {
  const columns = `insert into core.calls (ringba_call_id, start_time_utc, publisher, campaign_id, status, severity, storage_path)`;
  await sql(
    `with own as (insert into core.campaigns (ringba_campaign_id, name) values ($1, $1) returning id)
    ${columns} select $1 || n, $2, $1, own.id, case when n <= $4 then 'flagged' else 'safe' end, case when n <= $4 then 3 end, 'x'
    from own, generate_series(1, $3) n`,
    name,
    now,
    judged,
    flagged,
  );
  await sql("select core.refresh_figures(1000)");
}

test.each(["publisher", "campaign"] as const)(
  "a %s stands out where its whole range lies above the mean; with few calls nothing is told",
  async (by) => {
    await given("Usual", 400, 12);
    await given("Bad", 100, 20);
    await given("New", 29, 29);
    const standings = async () =>
      (await readFlagRates(web, today, everybody, by)).rates.map(({ name, standing }) => [name, standing]);
    const { rates, mean } = await readFlagRates(web, today, everybody, by);
    expect(mean).toBeCloseTo(61 / 529);
    expect(await standings()).toEqual([
      ["Bad", "above"],
      ["Usual", "usual"],
      ["New", "few"],
    ]);
    expect(rates[0]?.share).toMatchObject({ hits: 20, of: 100, value: 0.2 });
    await sql(
      "update core.calls set status = 'flagged', severity = 3 where ringba_call_id in ('Usual20', 'Usual30') or publisher = 'New'",
    );
    await given("Worse", 100, 80);
    expect((await standings()).slice(0, 2)).toEqual([
      ["Worse", "above"],
      ["Bad", "usual"],
    ]);
  },
);

test("a campaign is told by its id, also among one publisher's calls; calls without one come under none", async () => {
  await given("Red", 40, 4);
  await given("Blue", 30, 3);
  await sql("update core.calls set publisher = 'Red'");
  await sql("update core.calls set campaign_id = null where ringba_call_id like 'Blue%'");
  await sql("select core.refresh_figures(1000)");
  const [red] = await sql("select id from core.campaigns where name = 'Red'");
  const ofRed = { ...everybody, publisher: "Red" };
  const { rates } = await readFlagRates(web, today, ofRed, "campaign");
  expect(rates.map(({ id, name, calls }) => [id, name, calls])).toEqual([
    [red?.["id"], "Red", 40],
    [null, null, 30],
  ]);
});
