import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createRingbaSource } from "@callscript/adapters/ringba/ringba-source.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundleChild } from "../../test/crash/bundle-child.ts";
import { runChild } from "../../test/crash/run-child.ts";
import { type CallLogServer, callLogServer } from "../../test/fakes/call-log-server.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { ingestLane } from "./ingest.lane.ts";

/** A whole second on the day of the run: what is old is skipped by the database's clock. */
const nowMs = Math.floor(Date.now() / 1000) * 1000;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** Two of these work side by side, each with a database of its own: most of the time is processes that start. */
const databases = await Promise.all([testDatabase(), testDatabase()]);
/** The second one corrects a call that is stored already; all lie in one page. */
const calls = Array.from({ length: 5 }, (_, index) => ({
  inboundCallId: `RGB${index}`,
  callDt: nowMs - (index + 1) * 60_000,
  campaignId: "CA1",
  campaignName: "Solar",
  conversionAmount: index === 1 ? "7.50" : "61.00",
}));

let home: string;
let child: string;
let server: CallLogServer;
beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), "callscript-crash-"));
  child = await bundleChild("ingest-child", home);
  server = await callLogServer({ calls: () => calls });
});
afterAll(async () => {
  await server.close();
  rmSync(home, { recursive: true, force: true });
});

async function scene({ sql }: TestDatabase): Promise<void> {
  await sql(
    "truncate core.calls, core.campaigns, core.ingest_slices, core.ingest_passes, core.ingest_hours cascade",
  );
  await sql(
    `update core.lanes set watermark_utc = $1, starts_utc = $1, longest_page = 0, held_by = null, held_until = null, paused = false
     where lane = 'ingest'`,
    new Date(nowMs - 20 * 60_000),
  );
  await sql(
    `insert into core.calls (ringba_call_id, start_time_utc, revenue, provider_record)
     values ('RGB1', $1, 61, '{}')`,
    new Date(calls[1]?.callDt ?? 0),
  );
}

const readOnce = ({ url }: TestDatabase, killAt?: number) =>
  runChild(child, { url, origin: server.origin, nowMs }, killAt);

/** The next run, when the dead one's hold is over. */
async function repair({ db, sql }: TestDatabase): Promise<void> {
  await sql("update core.lanes set held_until = now() - interval '1 second' where held_by is not null");
  const source = createRingbaSource({
    baseUrl: server.origin,
    accountId: "RA1",
    apiToken: "test",
    timeoutMs: 5_000,
  });
  const report = await ingestLane(
    { db, source, clock: { now: () => new Date(nowMs) }, log: quiet },
    { worker: "next", budgetMs: 60_000, signal: new AbortController().signal },
  );
  expect(report).toMatchObject({ paused: null, more: false });
}

const rowsOf = ({ sql }: TestDatabase) =>
  sql("select ringba_call_id as id, revenue from core.calls order by ringba_call_id");
const watermarkOf = async ({ sql }: TestDatabase) =>
  (await sql("select watermark_utc from core.lanes where lane = 'ingest'"))[0]?.["watermark_utc"];
const truth = calls.map((call) => ({ id: call.inboundCallId, revenue: `${call.conversionAmount}00` }));

test("killed at each step of a page, its calls stand there once after the next run, and never a watermark without them", async () => {
  const [first] = databases;
  await scene(first);
  const { steps, signal } = await readOnce(first);
  expect(signal).toBeNull();
  expect(steps).toEqual(
    expect.arrayContaining(["before page", "after upsert_calls", "after raise_watermark"]),
  );
  expect(steps.length).toBeGreaterThan(40);

  const kills = steps.map((_, index) => index + 1);
  let before = 0;
  let after = 0;
  const worker = async (database: TestDatabase) => {
    for (let killAt = kills.shift(); killAt !== undefined; killAt = kills.shift()) {
      const at = `killed ${steps[killAt - 1]} (step ${killAt})`;
      await scene(database);
      const run = await readOnce(database, killAt);
      expect(run, at).toEqual({ steps: steps.slice(0, killAt), signal: "SIGKILL" });
      const left = await rowsOf(database);
      if (Number(await watermarkOf(database)) > nowMs - 20 * 60_000) {
        expect(left, at).toEqual(truth);
        after += 1;
      } else {
        before += 1;
      }
      await repair(database);
      expect(await rowsOf(database), at).toEqual(truth);
      expect(await watermarkOf(database), at).toEqual(new Date(nowMs));
      expect(
        await database.sql(
          "select kind, count(*)::int as n from core.call_events group by kind order by kind",
        ),
        at,
      ).toEqual([
        { kind: "created", n: 4 },
        { kind: "updated", n: 1 },
      ]);
    }
  };
  await Promise.all(databases.map(worker));
  // Kills before the page was written, and after it.
  expect(before).toBeGreaterThan(10);
  expect(after).toBeGreaterThan(5);
}, 120_000);
