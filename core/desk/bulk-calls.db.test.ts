import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { afterAll, expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { callOf, eventsOf, givenCall } from "../../test/support/given-calls.ts";
import { givenRoles } from "../../test/support/given-roles.ts";
import { noteDeskEvent } from "./note-desk-event.ts";
import { rejudgeableAmong, requestRejudgeOf } from "./rejudge-calls.sql.ts";
import { requeueFromDesk } from "./requeue-calls.sql.ts";

const database = await testDatabase();
const { sql } = database;
const web = openPool({ url: database.urlAs("callscript_web"), max: 1, applicationName: "test" });
afterAll(() => web.close());
await givenRoles(database);
const admin = "admin@example.com";

test("an admin puts failed and skipped calls back, and no other call", async () => {
  const failed = await givenCall(database, { status: "failed", retry_count: 3, processing_error: "gone" });
  const skipped = await givenCall(database, { status: "skipped", storage_path: null });
  const safe = await givenCall(database, { status: "safe" });
  expect(await requeueFromDesk.run(web, [failed, skipped, safe], admin)).toEqual([{ moved: 2 }]);
  expect(await callOf(database, failed)).toMatchObject({ status: "downloaded", retry_count: 0 });
  expect(await eventsOf(database, skipped)).toEqual(["requeued skipped>pending"]);
  expect(await callOf(database, safe)).toMatchObject({ status: "safe" });
});

test("an admin has judged calls judged again, each asked for once", async () => {
  const judged = { status: "safe", qa_version: "General@1", transcript_segments: "[]" };
  const calls = [
    await givenCall(database, judged),
    await givenCall(database, { ...judged, status: "flagged" }),
  ];
  const unjudged = await givenCall(database, { status: "transcribed", transcript_segments: "[]" });
  expect(await rejudgeableAmong.run(web, [...calls, unjudged])).toEqual([{ calls: 2 }]);
  expect(await requestRejudgeOf.run(web, [...calls, unjudged], admin)).toMatchObject([{ requested: 2 }]);
  expect(await rejudgeableAmong.run(web, calls)).toEqual([{ calls: 0 }]);
  expect(await requestRejudgeOf.run(web, calls, admin)).toMatchObject([{ requested: 0 }]);
  expect(await eventsOf(database, calls[0] ?? "")).toEqual(["rejudge_requested safe>safe"]);
});

test.each(["reviewer@example.com", "nobody@example.com", ""])(
  "the database refuses %j both, whatever the page showed",
  async (actor) => {
    const failed = await givenCall(database, { status: "failed" });
    await expect(requeueFromDesk.run(web, [failed], actor)).rejects.toThrow("only an admin may do this");
    await expect(requestRejudgeOf.run(web, [failed], actor)).rejects.toThrow("only an admin may do this");
    expect(await callOf(database, failed)).toMatchObject({ status: "failed" });
  },
);

test("what was done at the desk is kept, and not rewritten by anybody", async () => {
  await noteDeskEvent(web, admin, { kind: "password_changed", detail: {} });
  expect(await sql("select actor, kind, detail from core.desk_events")).toEqual([
    { actor: admin, kind: "password_changed", detail: {} },
  ]);
  await expect(database.db.rows("delete from core.desk_events", [])).rejects.toThrow("append-only");
  await expect(web.rows("update core.desk_events set actor = 'x'", [])).rejects.toThrow("permission denied");
});
