import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { afterAll, expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { callOf, givenCall } from "../../test/support/given-calls.ts";
import { type FlagOpinion, flagReviews, reviewFlag } from "./flag-reviews.sql.ts";
import { readLabels } from "./labels.ts";

const database = await testDatabase();
const { sql } = database;
const web = openPool({ url: database.urlAs("callscript_web"), max: 1, applicationName: "test" });
afterAll(() => web.close());
for (const name of ["Maya", "Jon"])
  await sql(
    `insert into app_auth."user" (id, name, email, "emailVerified", role) values ($1, $1, lower($1) || '@example.com', true, 'reviewer')`,
    name,
  );
const flag = (code: string) => ({
  code,
  name: code,
  severity: 3,
  at_fault: "publisher",
  refundable: true,
  rule_version: "General@2",
  evidence: "quote",
  quote: "go away",
  verified: "exact",
  fact: null,
  turn: 0,
  speaker: "agent",
  start: 1,
  end: 2,
  reason: "rude",
  confidence: null,
});
const flagged = (columns: Record<string, unknown> = {}) =>
  givenCall(database, {
    status: "flagged",
    qa_flags: JSON.stringify([flag("rude"), flag("hangs_up")]),
    transcript_segments: JSON.stringify([{ speaker: "agent", start: 1, end: 2, text: "go away" }]),
    ...columns,
  });
const say = async (id: string, code: string, opinion: FlagOpinion, who = "jon@example.com") =>
  (await reviewFlag.run(web, id, code, opinion, who))[0]?.saved;

test("the last word on each flag counts, and can be taken back; the call is not decided", async () => {
  const id = await flagged();
  expect(await say(id, "rude", "wrong")).toBe(true);
  expect(await say(id, "hangs_up", "right", "maya@example.com")).toBe(true);
  expect(await flagReviews.run(web, id)).toMatchObject([
    { code: "hangs_up", opinion: "right", by: "Maya" },
    { code: "rude", opinion: "wrong", by: "Jon" },
  ]);
  await say(id, "rude", "withdrawn");
  expect(await flagReviews.run(web, id)).toMatchObject([{ code: "hangs_up" }]);
  expect(await callOf(database, id)).toMatchObject({ status: "flagged", verdict: null, verdict_version: 0 });
  expect(
    await sql(
      "select kind, detail ->> 'opinion' as said from core.call_events where call_id = $1 order by id",
      id,
    ),
  ).toEqual(["wrong", "right", "withdrawn"].map((said) => ({ kind: "flag_reviewed", said })));
  expect(await sql("select distinct rule_version from core.flag_reviews where call_id = $1", id)).toEqual([
    { rule_version: "General@2" },
  ]);
});

test("a flag that the call does not have, and a stranger, are refused; nothing is rewritten", async () => {
  const id = await flagged();
  expect(await say(id, "other", "wrong")).toBe(false);
  expect(await say("019a0000-0000-7000-8000-000000000001", "rude", "wrong")).toBe(false);
  await expect(say(id, "rude", "wrong", "eve@example.com")).rejects.toThrow("only a person of this desk");
  await say(id, "rude", "wrong");
  await expect(database.db.rows("delete from core.flag_reviews", [])).rejects.toThrow("append-only");
  await expect(web.rows("insert into core.flag_reviews default values", [])).rejects.toThrow(
    "permission denied",
  );
});

test("a flag called wrong is no label of a bad call", async () => {
  const id = await flagged({ verdict: "confirmed_bad", verdict_version: 1 });
  await say(id, "rude", "wrong");
  const labels = [];
  for await (const label of readLabels(database.db, new Date(0))) labels.push(label);
  expect(labels.find((label) => label?.id === id)?.flags.map(({ code }) => code)).toEqual(["hangs_up"]);
});
