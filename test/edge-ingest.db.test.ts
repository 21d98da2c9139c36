import { afterAll, beforeEach, expect, test, vi } from "vitest";
import ingest from "../supabase/functions/ingest/index.ts";
import { json, loopbackServer } from "./fakes/loopback-server.ts";
import { testDatabase } from "./support/database.ts";

const { sql, url } = await testDatabase();
const server = await loopbackServer((request, response) =>
  request.path.endsWith("/columns")
    ? json(response, 200, [{ id: "inboundCallId" }, { id: "callDt" }])
    : json(response, 200, { report: { records: [] } }),
);
afterAll(async () => {
  vi.unstubAllEnvs();
  await server.close();
});

beforeEach(async () => {
  server.requests.length = 0;
  await sql("truncate core.rate_budgets, core.ingest_passes");
  await sql("update core.lanes set columns = null, watermark_utc = null, starts_utc = null");
  vi.unstubAllEnvs();
  const settings = {
    CALLSCRIPT_CRON_SECRET: "the schedule's",
    DATABASE_URL: url,
    RINGBA_ACCOUNT_ID: "RA1",
    RINGBA_API_TOKEN: "test",
    RINGBA_BASE_URL: server.origin,
    RINGBA_REQUESTS_PER_MINUTE: "",
    INGEST_TIERS: "",
  };
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
});

const invoke = () =>
  ingest.fetch(
    new Request("http://edge.test/ingest", {
      method: "POST",
      headers: { authorization: "Bearer the schedule's" },
    }),
  );
const perMinute = async () =>
  (await sql("select per_minute from core.rate_budgets where name = 'ringba'"))[0];
const timesColumnsAsked = () => server.requests.filter(({ path }) => path.endsWith("/columns")).length;

test("asks for the columns once, however often it is invoked", async () => {
  expect((await invoke()).status).toBe(200);
  await sql("update core.ingest_passes set opened_at_utc = opened_at_utc - interval '1 hour'");
  const pages = server.requests.length;
  expect((await invoke()).status).toBe(200);
  expect(server.requests.length).toBeGreaterThan(pages);
  expect(timesColumnsAsked()).toBe(1);
});

test("a budget that is configured in the database stays; without one the usual is set", async () => {
  await invoke();
  expect(await perMinute()).toEqual({ per_minute: 60 });
  await sql("update core.rate_budgets set per_minute = 25");
  await invoke();
  expect(await perMinute()).toEqual({ per_minute: 25 });
});

test("its own settings count: the budget and the tiers", async () => {
  await sql("insert into core.rate_budgets (name, per_minute, tokens) values ('ringba', 25, 25)");
  vi.stubEnv("RINGBA_REQUESTS_PER_MINUTE", "120");
  vi.stubEnv("INGEST_TIERS", "hot=10m/60s");
  const startedMs = Date.now();
  expect((await invoke()).status).toBe(200);
  expect(await perMinute()).toEqual({ per_minute: 120 });
  const [hot] = await sql("select from_utc from core.ingest_passes where tier = 'hot'");
  const reachMinutes = (startedMs - Number(hot?.["from_utc"])) / 60_000;
  expect(reachMinutes).toBeGreaterThan(9);
  expect(reachMinutes).toBeLessThan(12);
});

test.each([
  ["RINGBA_REQUESTS_PER_MINUTE", "many"],
  ["RINGBA_REQUESTS_PER_MINUTE", "1"],
  ["INGEST_TIERS", "warm=1m/1s"],
])("%s=%s is refused before anything is asked", async (name, value) => {
  vi.stubEnv(name, value);
  await expect(invoke()).rejects.toThrow(value === "warm=1m/1s" ? "warm" : "2 to 6000");
  expect(server.requests).toEqual([]);
});
