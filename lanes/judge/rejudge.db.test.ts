import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { inboxCounts } from "@callscript/core/desk/inbox.sql.ts";
import { listInbox } from "@callscript/core/desk/list-inbox.ts";
import { rejudgeableCalls, rejudgeBatches, requestRejudge } from "@callscript/core/desk/rejudge.sql.ts";
import { reviewCalls } from "@callscript/core/desk/review-calls.sql.ts";
import { seedRules } from "@callscript/core/desk/seed-rules.ts";
import { callFailure, laneFailure, transient } from "@callscript/core/failure.ts";
import type { Judge, JudgeInput } from "@callscript/core/ports.ts";
import { RulePack } from "@callscript/core/rule.ts";
import { afterAll, beforeEach, expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { callOf, clearCalls, eventsOf, givenCall } from "../../test/support/given-calls.ts";
import { givenRoles } from "../../test/support/given-roles.ts";
import { paidJudge } from "../../test/support/paid-judge.ts";
import { judgeLane } from "./judge.lane.ts";
import { claimRejudges, finishRejudge, giveBackRejudge } from "./rejudge.sql.ts";

const database = await testDatabase();
const { db, sql } = database;
const web = openPool({ url: database.urlAs("callscript_web"), max: 2, applicationName: "test" });
afterAll(() => web.close());
const rule = (code: string, vertical: string, from = "2020-01-01") => ({
  code,
  name: `Rule ${code}`,
  severity: "high",
  verticals: [vertical],
  effective_from: from,
  question: "is it so or not?",
  at_fault: "buyer",
  refundable: true,
  examples: { flag: [], pass: [] },
});
await seedRules(db, [
  RulePack.parse({ pack: "General", version: "1", rules: [rule("rude", "General")] }),
  RulePack.parse({
    pack: "Medicare",
    version: "7",
    rules: [rule("no_disclaimer", "Medicare", "2026-11-10"), rule("new_law", "Medicare", "2026-11-21")],
  }),
]);
await givenRoles(database);
let campaign: string;
beforeEach(async () => {
  await clearCalls(database);
  await sql("truncate core.rejudge_requests");
  const [row] = await sql(
    "insert into core.campaigns (ringba_campaign_id, name) values ('CA1', 'Blue Sky') returning id",
  );
  campaign = String(row?.["id"]);
});

/** Says yes to the codes, each with the first words of the call, where the rule is asked. */
const finding = (...codes: string[]): Judge & { asked: JudgeInput[] } => {
  const asked: JudgeInput[] = [];
  return {
    asked,
    judge: async (input) => {
      asked.push(input);
      return {
        findings: codes
          .filter((code) => input.rules.rules.some((one) => one.code === code))
          .map((code) => ({
            code,
            answer: "yes" as const,
            reason: "so it is",
            turn: 0,
            quote: "hello there",
            confidence: 0.9,
          })),
        model: "test",
        persuadable: true,
        tokensIn: 10,
        tokensCached: 0,
        tokensOut: 1,
        costUsd: "0.001",
      };
    },
  };
};
const failing = (error: unknown): Judge => ({ judge: () => Promise.reject(error) });
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const run = (
  judge: Judge,
  more: { worker?: string; batch?: number; signal?: AbortSignal; dailyBudgetUsd?: string } = {},
) =>
  judgeLane(
    { db, judge, clock: { now: () => new Date() }, log: quiet },
    {
      worker: more.worker ?? "j",
      batch: more.batch ?? 5,
      budgetMs: 60_000,
      signal: more.signal ?? new AbortController().signal,
      dailyBudgetUsd: more.dailyBudgetUsd ?? "8",
    },
  );

const transcribed = (columns: Record<string, unknown> = {}) =>
  givenCall(database, {
    status: "transcribed",
    campaign_id: campaign,
    transcript_segments: JSON.stringify([{ speaker: "agent", start: 1, end: 2, text: "hello there" }]),
    recording_seconds: 3,
    ...columns,
  });
/** A call that was judged as General with these findings. */
async function judged(...codes: string[]): Promise<string> {
  const id = await transcribed();
  await run(finding(...codes));
  return id;
}
const map = (vertical: string) => sql("select core.map_campaigns(array[$1::uuid], $2)", campaign, vertical);
const ask = async () => (await requestRejudge.run(web, [campaign], "admin@example.com"))[0]?.requested;
const decide = (id: string, version: number, verdict: "confirmed_bad" | "marked_safe" | "reopened") =>
  reviewCalls(web, "rita@example.com", {
    calls: [{ id, version }],
    verdict,
    idempotencyKey: `${id}-${version}`,
  });
const request = async () =>
  (await sql("select * from core.rejudge_requests order by requested_at_utc desc limit 1"))[0];

test("a mapping offers the calls that other rules were asked of, counted by what they were judged as", async () => {
  await judged();
  await judged("rude");
  await transcribed();
  expect(await rejudgeableCalls.run(web, [campaign]), "judged as what the campaign is").toEqual([]);
  await map("Solar");
  expect(await rejudgeableCalls.run(web, [campaign]), "Solar has no rules of its own").toEqual([]);
  await map("Medicare");
  expect(await rejudgeableCalls.run(web, [campaign])).toEqual([{ judged_as: "General", calls: 2 }]);
  expect(await ask()).toBe(2);
  expect(await rejudgeableCalls.run(web, [campaign]), "what is asked for is not offered").toEqual([]);
  expect(await ask(), "nor asked for twice").toBe(0);
  expect(await sql("select count(*)::int as n from core.rejudge_requests")).toEqual([{ n: 2 }]);
});

test("a reviewer, and who is nobody, cannot ask for a campaign's calls to be judged again", async () => {
  await judged();
  await map("Medicare");
  for (const who of ["reviewer@example.com", "nobody@example.com"])
    await expect(requestRejudge.run(web, [campaign], who)).rejects.toThrow("only an admin may do this");
  expect(await rejudgeableCalls.run(web, [campaign])).toEqual([{ judged_as: "General", calls: 1 }]);
});

test("a call from before the vertical's first rule is not offered", async () => {
  await transcribed({ start_time_utc: new Date("2026-11-09T23:59:59Z") });
  await run(finding());
  await map("Medicare");
  expect(await rejudgeableCalls.run(web, [campaign])).toEqual([]);
});

test("judged again by the present vertical's rules of the call's own day: one more judgement, a new status, no queue", async () => {
  const id = await judged();
  expect(await callOf(database, id)).toMatchObject({ status: "safe", qa_version: "General@1" });
  await map("Medicare");
  await ask();
  const judge = finding("no_disclaimer", "new_law");
  expect(await run(judge)).toMatchObject({ claimed: 1, done: 1, failed: 0, paused: null });
  expect(judge.asked).toMatchObject([{ vertical: "Medicare", dateUtc: "2026-11-20" }]);
  expect(await callOf(database, id)).toMatchObject({
    status: "flagged",
    severity: 3,
    qa_version: "General@1+Medicare@7",
    qa_flags: [{ code: "no_disclaimer", quote: "hello there" }],
    needs_review: false,
    retry_count: 0,
    locked_by: null,
  });
  expect(
    await sql(
      "select finding, qa_version, asked, cost_usd::text from core.judgements order by judged_at_utc",
    ),
  ).toEqual([
    { finding: "safe", qa_version: "General@1", asked: ["rude"], cost_usd: "0.00100000" },
    {
      finding: "flagged",
      qa_version: "General@1+Medicare@7",
      asked: ["rude", "no_disclaimer"],
      cost_usd: "0.00100000",
    },
  ]);
  expect(await eventsOf(database, id)).toEqual([
    "finished transcribed>safe",
    "rejudge_requested safe>safe",
    "finished safe>flagged",
  ]);
  expect(await rejudgeBatches.run(web)).toMatchObject([
    { calls: 1, done: 1, changed: 1, differs: 0, failed: 0, requested_by: "admin@example.com" },
  ]);
  expect(await run(judge), "done is done").toMatchObject({ claimed: 0 });
  expect(await rejudgeableCalls.run(web, [campaign])).toEqual([]);
});

test("what a person decided stands; a finding that contradicts it comes before them again", async () => {
  const confirmed = await judged("rude");
  await decide(confirmed, 0, "confirmed_bad");
  const cleared = await judged();
  await decide(cleared, 0, "marked_safe");
  const overruled = await judged("rude");
  await decide(overruled, 0, "marked_safe");
  await map("Medicare");
  await ask();
  await run(finding("no_disclaimer"));
  expect(await callOf(database, confirmed), "bad for another reason").toMatchObject({
    status: "flagged",
    verdict: "confirmed_bad",
    needs_review: false,
    qa_flags: [{ code: "no_disclaimer" }],
  });
  for (const id of [cleared, overruled])
    expect(await callOf(database, id)).toMatchObject({
      status: "safe",
      verdict: "marked_safe",
      verdict_version: 1,
      needs_review: true,
      review_reason: "rejudge_differs",
      qa_flags: [{ code: "no_disclaimer" }],
    });
  expect((await inboxCounts.run(web))[0]).toMatchObject({ unsure: 2, review: 0 });
  expect((await listInbox(web, { tab: "unsure" })).calls.map((call) => call.id).sort()).toEqual(
    [cleared, overruled].sort(),
  );
  expect(await rejudgeBatches.run(web)).toMatchObject([{ done: 3, changed: 3, differs: 2 }]);

  await decide(cleared, 1, "marked_safe");
  expect(await callOf(database, cleared), "decided again").toMatchObject({
    status: "safe",
    needs_review: false,
    review_reason: null,
  });
  await map("General");
  await map("Medicare");
  await sql("update core.calls set qa_version = 'General@1' where id = $1", cleared);
  await ask();
  await run(finding("no_disclaimer"));
  expect(await callOf(database, cleared), "the same again is nothing new").toMatchObject({
    verdict: "marked_safe",
    needs_review: false,
  });
});

test("a flag that a person confirmed and that is no longer found is looked at again", async () => {
  const id = await judged("rude");
  await decide(id, 0, "confirmed_bad");
  await map("Medicare");
  await ask();
  await run(finding());
  expect(await callOf(database, id)).toMatchObject({
    status: "flagged",
    verdict: "confirmed_bad",
    severity: null,
    review_reason: "rejudge_differs",
  });
});

test("a decision made while the judge thinks stands", async () => {
  const id = await judged();
  await map("Medicare");
  await ask();
  const judge = finding("no_disclaimer");
  await run({
    judge: async (input, signal) => {
      await decide(id, 0, "marked_safe");
      return judge.judge(input, signal);
    },
  });
  expect(await callOf(database, id)).toMatchObject({
    status: "safe",
    verdict: "marked_safe",
    review_reason: "rejudge_differs",
  });
});

test("fresh calls come first, newest first, and the batch is one for both", async () => {
  const older = await judged();
  const newer = await judged();
  await map("Medicare");
  await ask();
  const fresh = await transcribed({ start_time_utc: new Date("2026-11-11T00:00:00Z") });
  const judge = finding();
  expect(await run(judge, { batch: 2 })).toMatchObject({ claimed: 2, done: 2, more: true });
  expect(judge.asked.map((input) => input.callId)).toEqual([fresh, newer]);
  await run(judge, { batch: 2 });
  expect(judge.asked.map((input) => input.callId)).toEqual([fresh, newer, older]);
});

test("two workers judge each call once", async () => {
  for (let made = 0; made < 20; made += 1) await transcribed();
  await run(finding(), { batch: 20 });
  await map("Medicare");
  expect(await ask()).toBe(20);
  const judge = finding("no_disclaimer");
  const reports = await Promise.all(["j1", "j2"].map((worker) => run(judge, { worker, batch: 20 })));
  expect(reports.reduce((sum, report) => sum + report.done, 0)).toBe(20);
  expect(new Set(judge.asked.map((input) => input.callId)).size).toBe(20);
  expect(judge.asked).toHaveLength(20);
  expect(await sql("select count(*)::int as n from core.judgements")).toEqual([{ n: 40 }]);
});

test("a claim that is not committed yet is passed by, neither waited for nor taken twice", async () => {
  const older = await judged();
  const newer = await judged();
  await map("Medicare");
  await ask();
  await db.transaction(async (tx) => {
    expect(await claimRejudges.run(tx, "j1", 1)).toMatchObject([{ id: newer }]);
    expect(await claimRejudges.run(db, "j2", 2)).toMatchObject([{ id: older }]);
  });
});

test("an earlier attempt of the same worker writes nothing either", async () => {
  await judged();
  await map("Medicare");
  await ask();
  const [first] = await claimRejudges.run(db, "j", 1);
  await sql("update core.rejudge_requests set lease_expires_at = now() - interval '1 second'");
  const [second] = await claimRejudges.run(db, "j", 1);
  const finish = (attempt: number) =>
    finishRejudge.run(
      db,
      first?.request ?? "",
      "j",
      attempt,
      "safe",
      "[]",
      0,
      null,
      "v",
      "m",
      [],
      0,
      0,
      0,
      "0",
      [],
      "[]",
    );
  expect([first?.attempt, second?.attempt]).toEqual([1, 2]);
  expect(await finish(1)).toEqual([{ outcome: null }]);
  expect(await giveBackRejudge.run(db, first?.request ?? "", "j", 1, "late")).toEqual([{ written: false }]);
  expect(await finish(2)).toEqual([{ outcome: "same" }]);
  expect(await finish(2), "once").toEqual([{ outcome: null }]);
});

test("who lost the lease writes nothing; the third loss ends the request and the finding stands", async () => {
  const id = await judged();
  await map("Medicare");
  await ask();
  const [held] = await claimRejudges.run(db, "slow", 5);
  expect(await claimRejudges.run(db, "quick", 5)).toEqual([]);
  const leaseEnds = () =>
    sql("update core.rejudge_requests set lease_expires_at = now() - interval '1 second'");
  await leaseEnds();
  const finish = (worker: string, attempt: number) =>
    finishRejudge.run(
      db,
      held?.request ?? "",
      worker,
      attempt,
      "safe",
      "[]",
      0,
      null,
      "v",
      "m",
      [],
      0,
      0,
      0,
      "0",
      [],
      "[]",
    );
  expect(await claimRejudges.run(db, "quick", 5)).toMatchObject([{ attempt: 2 }]);
  expect(await finish("slow", 1)).toEqual([{ outcome: null }]);
  expect(await giveBackRejudge.run(db, held?.request ?? "", "slow", 1, "late")).toEqual([{ written: false }]);
  await leaseEnds();
  expect(await claimRejudges.run(db, "third", 5)).toMatchObject([{ attempt: 3 }]);
  await leaseEnds();
  expect(await claimRejudges.run(db, "fourth", 5)).toEqual([]);
  expect(await request()).toMatchObject({
    outcome: "failed",
    reason: "lost by third on attempt 3",
    locked_by: null,
  });
  expect(await callOf(database, id)).toMatchObject({ status: "safe", qa_version: "General@1" });
  expect((await eventsOf(database, id)).at(-1)).toBe("rejudge_failed safe>safe");
  expect(await finish("third", 3)).toEqual([{ outcome: null }]);
  expect(await ask(), "and may be asked for again").toBe(1);
});

test("the third failure ends it with its reason, an outage and a refused key cost no attempt", async () => {
  const id = await judged();
  await map("Medicare");
  await ask();
  const soon = () => sql("update core.rejudge_requests set next_attempt_at = null");
  expect(await run(failing(transient("429", 20)))).toMatchObject({ claimed: 1, failed: 1, paused: "429" });
  expect(await request()).toMatchObject({ attempts: 0, locked_by: null, reason: "429" });
  expect(await run(finding()), "the breaker is open").toMatchObject({ claimed: 0, paused: "429" });
  await soon();
  await sql("update core.lanes set next_probe_at = now() where lane = 'judge'");
  expect(await run(failing(laneFailure("the key was refused (401)")))).toMatchObject({
    claimed: 1,
    paused: "the key was refused (401)",
  });
  expect(await request()).toMatchObject({ attempts: 0 });
  expect(await sql("select pause_kind from core.lanes where lane = 'judge'")).toEqual([
    { pause_kind: "trouble" },
  ]);
  await sql("update core.lanes set next_probe_at = now() where lane = 'judge'");
  await run(failing(callFailure("the answer was not JSON")));
  expect(await request()).toMatchObject({ attempts: 1, finished_at_utc: null });
  await sql("update core.lanes set paused = false, pause_kind = null where lane = 'judge'");
  for (const attempts of [2, 3]) {
    await soon();
    await run(failing(callFailure("the answer was not JSON")));
    expect(await request()).toMatchObject({ attempts });
  }
  expect(await request()).toMatchObject({ outcome: "failed", reason: "the answer was not JSON" });
  expect(await rejudgeBatches.run(web)).toMatchObject([
    { calls: 1, done: 1, failed: 1, reason: "the answer was not JSON" },
  ]);
  expect(await callOf(database, id)).toMatchObject({
    status: "safe",
    retry_count: 0,
    processing_error: null,
  });
});

test("an outage that is this call's alone counts", async () => {
  await judged();
  await map("Medicare");
  await ask();
  await run(failing(transient("500")));
  await sql(
    "update core.lanes set paused = false, pause_kind = null, last_success_at = now() + interval '1 second' where lane = 'judge'",
  );
  await sql("update core.rejudge_requests set next_attempt_at = null");
  await run(failing(transient("500")));
  expect(await request()).toMatchObject({ attempts: 1, reason: "500" });
});

test("told to stop, it claims nothing; stopped in the middle, it gives the call back", async () => {
  await judged();
  await map("Medicare");
  await ask();
  expect(await run(finding(), { signal: AbortSignal.abort() })).toMatchObject({ claimed: 0 });
  const stop = new AbortController();
  const stopped: Judge = {
    judge: () => {
      stop.abort();
      return Promise.reject(new Error("aborted"));
    },
  };
  await run(stopped, { signal: stop.signal });
  expect(await request()).toMatchObject({ attempts: 0, locked_by: null, finished_at_utc: null });
});

test("the day's budget is one for both", async () => {
  await sql("truncate core.model_days");
  const paid = () => {
    const dailyBudgetUsd = "0.0015";
    return run(paidJudge(db, finding(), { dailyBudgetUsd, usdAtMost: "0.001" }), { dailyBudgetUsd });
  };
  await transcribed();
  await paid();
  await map("Medicare");
  await ask();
  expect(await paid()).toMatchObject({ done: 0, paused: expect.stringContaining("budget") });
  expect(await request()).toMatchObject({ attempts: 0, finished_at_utc: null });
  expect(await paid()).toMatchObject({ claimed: 0, paused: expect.stringContaining("budget") });
  expect(await sql("select purpose from core.judgements"), "why it was judged").toEqual([
    { purpose: "judge" },
  ]);
});

test("a call of the random sample stays in it, and one that is no longer judged is left alone", async () => {
  const sample = await judged();
  await sql("update core.calls set needs_review = true, review_reason = 'sample' where id = $1", sample);
  const gone = await judged();
  await map("Medicare");
  await ask();
  await sql("update core.calls set status = 'failed' where id = $1", gone);
  await run(finding());
  expect(await callOf(database, sample)).toMatchObject({ needs_review: true, review_reason: "sample" });
  expect(await callOf(database, gone)).toMatchObject({ status: "failed", qa_version: "General@1" });
  expect(await sql("select call_id, outcome from core.rejudge_requests order by outcome")).toEqual([
    { call_id: gone, outcome: "obsolete" },
    { call_id: sample, outcome: "same" },
  ]);
});

test("the dashboard's role asks and reads, and does none of the judge's work", async () => {
  for (const statement of [
    "select * from core.claim_rejudges('w', 1)",
    "update core.rejudge_requests set outcome = 'same'",
    "insert into core.rejudge_requests (batch, call_id, start_time_utc, requested_by) values (gen_random_uuid(), gen_random_uuid(), now(), 'x')",
  ])
    await expect(web.rows(statement, []), statement).rejects.toThrow("permission denied");
});
