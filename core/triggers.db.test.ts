import pg from "pg";
import { expect, test } from "vitest";
import { testDatabase } from "../test/support/database.ts";
import { givenCall } from "../test/support/given-calls.ts";

const database = await testDatabase();
const { sql, url } = database;

test.each([
  ["ACA Nationwide", "ACA", "regex"],
  ["MVA - Legal - CA", "Legal", "regex"],
  ["medicare advantage T65", "Medicare", "regex"],
  ["Vacation", "General", "unknown"],
  ["Alpaca", "General", "unknown"],
])("a campaign called %s is tagged %s", async (name, vertical, source) => {
  const rows = await sql(
    "insert into core.campaigns (ringba_campaign_id, name) values ($1, $1) returning vertical, inference_source, is_verified",
    name,
  );
  expect(rows).toEqual([{ vertical, inference_source: source, is_verified: false }]);
});

test("a person's mapping is kept", async () => {
  const [campaign] = await sql(
    "insert into core.campaigns (ringba_campaign_id, name) values ('m', 'ACA West') returning id",
  );
  await sql("select core.map_campaigns(array[$1::uuid], 'Solar')", campaign?.["id"]);
  await sql(
    "insert into core.campaigns (ringba_campaign_id, name) values ('m', 'ACA East') on conflict (ringba_campaign_id) do update set name = excluded.name",
  );
  expect(
    await sql(
      "select name, vertical, inference_source, is_verified from core.campaigns where ringba_campaign_id = 'm'",
    ),
  ).toEqual([{ name: "ACA East", vertical: "Solar", inference_source: "manual", is_verified: true }]);
});

test("one notification a statement, with the statuses that calls arrived in", async () => {
  const listener = new pg.Client({ connectionString: url });
  await listener.connect();
  const heard: string[] = [];
  listener.on("notification", ({ payload }) => heard.push(payload ?? ""));
  await listener.query("listen callscript_calls");
  const settled = () => listener.query("select 1");
  await sql(
    `insert into core.calls (ringba_call_id, start_time_utc, status, storage_path)
     select 'n' || n, now(), case when n % 2 = 0 then 'pending' else 'downloaded' end, 'x' from generate_series(1, 50) n`,
  );
  await settled();
  expect(heard).toEqual(["downloaded,pending"]);
  const id = await givenCall(database, { status: "flagged" });
  await sql("update core.calls set lease_expires_at = now() where id = $1", id);
  await settled();
  expect(heard).toHaveLength(2);
  await sql("update core.calls set status = 'safe' where id = $1", id);
  await settled();
  expect(heard.at(-1)).toBe("safe");
  await listener.end();
});
