import { beforeEach, expect, test } from "vitest";
import { testDatabase } from "../test/support/database.ts";
import { callOf, clearCalls, eventsOf, givenCall } from "../test/support/given-calls.ts";

const database = await testDatabase();
const { sql } = database;
beforeEach(() => clearCalls(database));
const review = (id: string, version: number, verdict: string, key: string, who = "maya") =>
  sql(
    "select outcome, verdict, verdict_version, decided_by from core.review_calls($1::uuid[], $2::int[], $3, $4, $5)",
    [id],
    [version],
    verdict,
    who,
    key,
  );

async function flaggedCall(): Promise<string> {
  const id = await givenCall(database, { status: "flagged", severity: 4, qa_flags: "[]" });
  await sql(
    "insert into core.judgements (call_id, finding, flags, qa_version, judge_model, asked) values ($1, 'flagged', '[]', 'v', 'phrases', '{}')",
    id,
  );
  return id;
}

test("mark safe, then undo: the judge's own finding comes back and nothing is erased", async () => {
  const id = await flaggedCall();
  expect(await review(id, 0, "marked_safe", "k1")).toEqual([
    { outcome: "saved", verdict: "marked_safe", verdict_version: 1, decided_by: "maya" },
  ]);
  expect(await callOf(database, id)).toMatchObject({ status: "safe", verdict: "marked_safe" });
  expect(await review(id, 1, "reopened", "k2")).toMatchObject([
    { outcome: "saved", verdict: null, verdict_version: 2 },
  ]);
  expect(await callOf(database, id)).toMatchObject({ status: "flagged", verdict: null });
  expect(
    await sql("select verdict from core.reviews where call_id = $1 order by reviewed_at_utc", id),
  ).toEqual([{ verdict: "marked_safe" }, { verdict: "reopened" }]);
  expect(await eventsOf(database, id)).toEqual(["reviewed flagged>safe", "reviewed safe>flagged"]);
});

test("the same request twice is one decision", async () => {
  const id = await flaggedCall();
  await review(id, 0, "confirmed_bad", "k");
  expect(await review(id, 0, "confirmed_bad", "k")).toMatchObject([{ outcome: "saved", verdict_version: 1 }]);
  expect(await sql("select count(*)::int as reviews from core.reviews")).toEqual([{ reviews: 1 }]);
});

test("two reviewers at once: one decision, the other is told who was first", async () => {
  const id = await flaggedCall();
  const outcomes = (
    await Promise.all([review(id, 0, "marked_safe", "a", "maya"), review(id, 0, "confirmed_bad", "b", "jon")])
  ).flat();
  expect(outcomes.map((row) => row["outcome"]).sort()).toEqual(["conflict", "saved"]);
  const saved = outcomes.find((row) => row["outcome"] === "saved");
  const conflict = outcomes.find((row) => row["outcome"] === "conflict");
  expect(conflict?.["decided_by"]).toBe(saved?.["decided_by"]);
});

test("a call that is not judged cannot be decided, and an unknown verdict is refused", async () => {
  const id = await givenCall(database, { status: "downloaded" });
  expect(await review(id, 0, "marked_safe", "k")).toMatchObject([{ outcome: "conflict" }]);
  await expect(review(id, 0, "burnt", "k")).rejects.toThrow("unknown verdict");
});

test("requeued calls go back only as far as they must", async () => {
  const [link, recording, transcript, safe] = [
    await givenCall(database, {
      status: "failed",
      storage_path: null,
      retry_count: 3,
      processing_error: "gone",
    }),
    await givenCall(database, { status: "failed", retry_count: 3 }),
    await givenCall(database, { status: "failed", retry_count: 3, transcript_segments: "[]" }),
    await givenCall(database, { status: "safe" }),
  ];
  await sql("select core.requeue_calls($1::uuid[], 'maya')", [link, recording, transcript, safe]);
  const statuses = await Promise.all(
    [link, recording, transcript, safe].map(async (id) => (await callOf(database, id))["status"]),
  );
  expect(statuses).toEqual(["pending", "downloaded", "transcribed", "safe"]);
  expect(await callOf(database, link)).toMatchObject({ retry_count: 0, processing_error: null });
});

test("skipped: not connected, too short, no recording in a day; a late recording revives", async () => {
  const [campaign] = await sql(
    "insert into core.campaigns (ringba_campaign_id, name, minimum_connected_seconds) values ('CA1', 'x', 15) returning id",
  );
  const day = 24 * 3600 * 1000;
  const silent = await givenCall(database, { has_connected: false, audio_url: null });
  const short = await givenCall(database, { campaign_id: campaign?.["id"], connected_seconds: 14 });
  const unrecorded = await givenCall(database, {
    audio_url: null,
    start_time_utc: new Date(Date.now() - day - 60_000),
  });
  const waiting = await givenCall(database, {
    audio_url: null,
    start_time_utc: new Date(Date.now() - day + 60_000),
  });
  await sql("select core.skip_calls()");
  const seen = async (id: string) => {
    const call = await callOf(database, id);
    return `${call["status"]} ${call["skip_reason"] ?? ""}`.trim();
  };
  expect([await seen(silent), await seen(short), await seen(unrecorded), await seen(waiting)]).toEqual([
    "skipped not_connected",
    "skipped too_short",
    "skipped no_recording",
    "pending",
  ]);
  await sql("update core.calls set audio_url = 'https://media.ringba.com/x' where id = $1", unrecorded);
  await sql("select core.revive_calls()");
  expect([await seen(unrecorded), await seen(short)]).toEqual(["pending", "skipped too_short"]);
});
