import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { afterAll, beforeEach, expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { clearCalls } from "../../test/support/given-calls.ts";
import { readDetection } from "./detection.ts";

const database = await testDatabase();
const { sql } = database;
const web = openPool({ url: database.urlAs("callscript_web"), max: 1, applicationName: "test" });
afterAll(() => web.close());
beforeEach(() => clearCalls(database));

/** So many calls, first judged so many days ago; `verdict` is what a person says of each. */
const judged = (
  calls: number,
  finding: "flagged" | "safe",
  {
    reason = null,
    verdict = null,
    daysAgo = 1,
  }: { reason?: string | null; verdict?: string | null; daysAgo?: number },
) =>
  sql(
    `with made as (
      insert into core.calls (ringba_call_id, start_time_utc, status, storage_path, verdict)
      select 'RGB' || gen_random_uuid(), now() - make_interval(days => $5::int),
        case $3::text when 'confirmed_bad' then 'flagged' when 'marked_safe' then 'safe' else $2::text end, 'x', $3::text
      from generate_series(1, $1::int) returning id)
    insert into core.judgements (call_id, judged_at_utc, finding, flags, review_reason, qa_version, judge_model, asked)
    select id, now() - make_interval(days => $5::int), $2::text, '[]', $4::text, 'General@1', 'phrases', '{}' from made
    returning call_id`,
    calls,
    finding,
    verdict,
    reason,
    daysAgo,
  );

async function aMonth() {
  await judged(90, "flagged", { verdict: "confirmed_bad" });
  await judged(10, "flagged", { verdict: "marked_safe" });
  await judged(100, "flagged", {});
  await judged(4, "safe", { reason: "unsure", verdict: "confirmed_bad" });
  await judged(16, "safe", { reason: "unverified_quote", verdict: "marked_safe" });
  await judged(39, "safe", { reason: "sample", verdict: "marked_safe" });
  await judged(1, "safe", { reason: "sample", verdict: "confirmed_bad" });
  await judged(10, "safe", { reason: "sample" });
  await judged(350, "safe", {});
}

test("found over found and missed, as the dashboard's role reads it", async () => {
  await aMonth();
  // 180 of 200 flagged are bad, 4 of 20 doubted, 1 in 40 of 400 passed: 180 / (180 + 4 + 10).
  expect(await readDetection(web, { days: 30 })).toMatchObject({
    flagged: 200,
    checkedFlagged: 100,
    confirmed: 90,
    doubted: 20,
    checkedDoubted: 20,
    doubtedBad: 4,
    passed: 400,
    sampled: 50,
    checkedSample: 40,
    sampleBad: 1,
    found: { value: 180 },
    missed: { value: 14 },
    detection: { value: 0.9278 },
    lacks: null,
    target: 0.92,
  });
});

test("judging again, and what a person opened by themselves, do not stand for the sample", async () => {
  await aMonth();
  const before = await readDetection(web, { days: 30 });
  // The rules of today flag what was passed; what was flagged then stays found.
  await sql(
    `insert into core.judgements (call_id, finding, flags, qa_version, judge_model, asked)
    select call_id, case finding when 'safe' then 'flagged' else 'safe' end, '[]', 'General@2', 'phrases', '{}' from core.judgements`,
  );
  expect(await readDetection(web, { days: 30 })).toEqual(before);
  // A passed call that somebody came across and confirmed bad is known to be missed, no more.
  await sql(
    `update core.calls set verdict = 'confirmed_bad', status = 'flagged' where id in (
      select j.call_id from core.judgements j join core.calls c on c.id = j.call_id
      where j.finding = 'safe' and j.review_reason is null and c.verdict is null and j.qa_version = 'General@1' limit 12)`,
  );
  const after = await readDetection(web, { days: 30 });
  expect(after).toMatchObject({ checkedSample: 40, sampleBad: 1, missed: { value: 17 } });
  expect(after.detection?.high).toBeLessThan(before.detection?.high ?? 0);
});

test("older calls are another period's, and too small a sample gives no figure", async () => {
  await aMonth();
  await judged(500, "safe", { reason: "sample", verdict: "confirmed_bad", daysAgo: 40 });
  expect((await readDetection(web, { days: 30 })).detection?.value).toBe(0.9278);
  await sql("update core.calls set verdict = null where verdict = 'marked_safe' and status = 'safe'");
  expect(await readDetection(web, { days: 30 })).toMatchObject({
    detection: null,
    lacks: "sample",
    checkedSample: 1,
    leastChecked: 30,
  });
});

test("an empty installation says what it lacks", async () => {
  expect(await readDetection(web, { days: 30 })).toMatchObject({
    detection: null,
    lacks: "sample",
    flagged: 0,
  });
});
