import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { afterAll, expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { callOf, givenCall } from "../../test/support/given-calls.ts";
import { givenRoles } from "../../test/support/given-roles.ts";
import { lanePermits, pauseLane } from "../call-verbs.sql.ts";
import { askAlertTest, lastAlertTest } from "./alert-tests.sql.ts";
import { failuresByReason, putBackFailed } from "./failures.sql.ts";
import { handOutIngestKey } from "./hand-out-ingest-key.ts";
import { ingestKeysForDesk, revokeIngestKeys } from "./ingest-keys.sql.ts";
import { laneBudgets, laneCards } from "./lane-cards.sql.ts";
import { pauseLaneFromDesk, resumeLaneFromDesk, runLaneNow } from "./lane-verbs.sql.ts";
import { ingestKeyShape } from "./make-ingest-key.ts";
import { theCommandLine } from "./the-command-line.ts";

const database = await testDatabase();
const { db, sql } = database;
const web = openPool({ url: database.urlAs("callscript_web"), max: 1, applicationName: "test" });
afterAll(() => web.close());
await givenRoles(database);
const admin = "admin@example.com";
const lane = async (name: string) => (await laneCards.run(web)).find((card) => card.lane === name);
const noted = async () =>
  (await sql("select kind, detail from core.desk_events order by id")).map(
    ({ kind, detail }) => `${kind} ${JSON.stringify(detail)}`,
  );

test("a lane that an admin stops claims nothing, not even a probe, until it is let go on", async () => {
  await pauseLaneFromDesk.run(web, "judge", admin);
  expect(await lane("judge")).toMatchObject({ pause_kind: "person", reason: "Stopped by Maya Okafor" });
  expect(await runLaneNow.run(web, "judge", admin)).toEqual([{ asked: false }]);
  expect(await lanePermits.run(db, "judge", 16)).toEqual([{ permits: 0 }]);
  await resumeLaneFromDesk.run(web, "judge", admin);
  expect(await lanePermits.run(db, "judge", 16)).toEqual([{ permits: 16 }]);
  expect(await noted()).toEqual(
    ['lane_paused {"lane": "judge"}', 'lane_resumed {"lane": "judge"}'].map((line) =>
      line.replaceAll(": ", ":"),
    ),
  );
  await expect(pauseLaneFromDesk.run(web, "upkeep", admin)).rejects.toThrow("cannot be paused");
});

test("a lane in trouble may try one call at once; the newest stretch of the log is due again", async () => {
  await pauseLane.run(db, "ingest", "trouble", "status 503", null);
  await sql(
    `insert into core.ingest_passes (key, tier, from_utc, to_utc, position_utc, opened_at_utc, finished_at_utc, read_after_utc)
     values ('hot', 'hot', now() - interval '1 hour', now(), now(), now(), now(), now())`,
  );
  expect(await lanePermits.run(db, "ingest", 1)).toEqual([{ permits: 0 }]);
  expect(await runLaneNow.run(web, "ingest", admin)).toEqual([{ asked: true }]);
  expect(await lanePermits.run(db, "ingest", 1)).toEqual([{ permits: 1 }]);
  expect(
    await sql("select opened_at_utc < now() - interval '50 minutes' as due from core.ingest_passes"),
  ).toEqual([{ due: true }]);
});

test("failed calls are counted by lane and reason, and those of one reason put back", async () => {
  const gone = { status: "failed", processing_error: "the recording is gone (404)", storage_path: null };
  const ids = [await givenCall(database, gone), await givenCall(database, gone)];
  const other = await givenCall(database, {
    status: "failed",
    processing_error: "no speech",
    storage_path: "x",
  });
  const found = await failuresByReason.run(web);
  expect(found.map(({ reason, lane, calls }) => ({ reason, lane, calls }))).toEqual([
    { reason: "the recording is gone (404)", lane: "vault", calls: 2 },
    { reason: "no speech", lane: "factory", calls: 1 },
  ]);
  expect(ids).toContain(found[0]?.newest_id);
  expect(await putBackFailed.run(web, "factory", "the recording is gone (404)", admin)).toEqual([
    { moved: 0 },
  ]);
  expect(await putBackFailed.run(web, "vault", "the recording is gone (404)", admin)).toEqual([{ moved: 2 }]);
  expect(await callOf(database, ids[0] ?? "")).toMatchObject({ status: "pending" });
  expect(await callOf(database, other)).toMatchObject({ status: "failed" });
});

test("a key is handed out once a name; the one that follows it leaves the old its day", async () => {
  const make = async (graceHours: number | null, actor = admin) =>
    (await handOutIngestKey(actor === admin ? web : db, { name: "ringba", graceHours, actor }))?.key ?? null;
  expect(await make(24)).toBeNull();
  expect(await make(null)).toMatch(ingestKeyShape);
  expect(await make(null)).toBeNull();
  expect(await make(24, theCommandLine)).toMatch(ingestKeyShape);
  const keys = await ingestKeysForDesk.run(web, admin);
  expect(keys.map(({ is_good, revoked_at_utc }) => [is_good, revoked_at_utc !== null])).toEqual([
    [true, true],
    [true, false],
  ]);
  expect(Object.keys(keys[0] ?? {})).not.toContain("key_hash");
  expect(await revokeIngestKeys.run(web, "ringba", admin)).toEqual([{ ended: 2 }]);
  expect((await ingestKeysForDesk.run(web, admin)).every(({ is_good }) => !is_good)).toBe(true);
  expect(await revokeIngestKeys.run(web, "ringba", admin)).toEqual([{ ended: 0 }]);
  await expect(web.rows("select key_hash from core.ingest_keys", [])).rejects.toThrow("permission denied");
});

test("a test message is asked for once until it is answered", async () => {
  const [first] = await askAlertTest.run(web, admin);
  expect(await askAlertTest.run(web, admin)).toEqual([first]);
  await sql("select core.answer_alert_test($1, true, 'Slack took it.')", first?.id);
  expect(await lastAlertTest.run(web)).toMatchObject([{ is_sent: true, detail: "Slack took it." }]);
  expect(await askAlertTest.run(web, admin)).not.toEqual([first]);
});

test("what lanes use is read, of an empty day too", async () => {
  expect(await laneBudgets.run(web)).toMatchObject([{ judge_today_usd: "0", in_work: 0, workers: 0 }]);
});

test.each(["reviewer@example.com", "nobody@example.com", ""])(
  "the database refuses %j all of it",
  async (actor) => {
    const verbs: (() => Promise<unknown>)[] = [
      () => pauseLaneFromDesk.run(web, "judge", actor),
      () => resumeLaneFromDesk.run(web, "judge", actor),
      () => runLaneNow.run(web, "judge", actor),
      () => putBackFailed.run(web, "vault", "x", actor),
      () => handOutIngestKey(web, { name: "mine", graceHours: null, actor }),
      () => revokeIngestKeys.run(web, "ringba", actor),
      () => ingestKeysForDesk.run(web, actor),
      () => askAlertTest.run(web, actor),
    ];
    for (const verb of verbs) await expect(verb()).rejects.toThrow("only an admin may do this");
  },
);
