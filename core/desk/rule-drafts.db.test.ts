import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { afterAll, beforeEach, expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { givenPerson } from "../../test/support/given-person.ts";
import { Rule } from "../rule.ts";
import { publishDraft, readDraftPack, rollBack } from "./publish-draft.ts";
import { PublishConflictError, publishRules } from "./publish-rules.ts";
import { readPublishedPacks } from "./read-published-packs.ts";
import { draftRule, draftRuleHeads, publishedRuleHeads, ruleDrafts } from "./rule-drafts.sql.ts";
import {
  addDraftRule,
  discardRuleDraft,
  markEditing,
  rebaseRuleDraft,
  saveDraftRule,
  startRuleDraft,
} from "./write-draft.sql.ts";

const database = await testDatabase();
const { sql } = database;
const web = openPool({ url: database.urlAs("callscript_web"), max: 4, applicationName: "test" });
afterAll(() => web.close());
const [maya, jon, rita] = ["maya@desk.local", "jon@desk.local", "rita@desk.local"] as const;
await givenPerson(database, { email: maya, role: "admin" });
await givenPerson(database, { email: jon, role: "admin" });
await givenPerson(database, { email: rita, role: "reviewer" });

const rule = (code: string, changes: Partial<Rule> = {}) =>
  Rule.parse({
    code,
    name: `The rule ${code}`,
    severity: "high",
    verticals: ["Solar"],
    effective_from: "2026-01-01",
    question: "Is something wrong with the call?",
    at_fault: "buyer",
    refundable: true,
    examples: { flag: ["a", "b"], pass: ["c", "d"] },
    ...changes,
  });
const publish = (version: string, basedOn: string | null, rules: Rule[]) =>
  publishRules(database.db, [
    { pack: { pack: "Solar", version, rules }, basedOn, by: "cli", reason: "test" },
  ]);

beforeEach(async () => {
  await sql("truncate core.rule_drafts, core.rule_draft_rules, core.rules, core.rule_versions cascade");
  await publish("1", null, [rule("free"), rule("gone")]);
  await startRuleDraft.run(web, "Solar", maya);
});

const heads = () => draftRuleHeads.run(web, "Solar");
const draft = async () => {
  const found = (await ruleDrafts.run(web)).find(({ pack }) => pack === "Solar");
  if (!found) throw new Error("there is no draft");
  return found;
};
const idOf = async (code: string) => {
  const id = (await heads()).find((head) => head.code === code)?.id;
  if (!id) throw new Error(`no rule ${code}`);
  return id;
};
const save = async (code: string, version: number, changes: Partial<Rule>, actor: string = maya) => {
  const [saved] = await saveDraftRule.run(
    web,
    await idOf(code),
    version,
    JSON.stringify(rule(code, changes)),
    null,
    false,
    0,
    actor,
  );
  return saved;
};

test("a draft begins as the version in force, once, and says what was changed in it", async () => {
  expect((await startRuleDraft.run(web, "Solar", jon))[0]).toEqual({ started: false });
  expect(await draft()).toMatchObject({ based_on: "1", started_by: maya, changed: 0, faulty: 0 });
  await save("free", 1, { name: "Another name" });
  await addDraftRule.run(web, "Solar", JSON.stringify(rule("cash")), 2, maya);
  await saveDraftRule.run(web, await idOf("gone"), 1, JSON.stringify(rule("gone")), null, true, 0, maya);
  expect((await heads()).map(({ code, change, faults }) => [code, change, faults])).toEqual([
    ["free", "changed", 0],
    ["gone", "removed", 0],
    ["cash", "new", 2],
  ]);
  expect(await draft()).toMatchObject({ changed: 3, faulty: 1 });
  expect((await publishedRuleHeads.run(web, "Solar")).map(({ code }) => code)).toEqual(["free", "gone"]);
});

test("of two who write one rule at once one is told who was faster, and nothing is written over", async () => {
  const both = await Promise.all([
    save("free", 1, { name: "Mine, says Maya" }, maya),
    save("free", 1, { name: "Mine, says Jon" }, jon),
  ]);
  expect(both.map((one) => one?.outcome).sort()).toEqual(["saved", "stale"]);
  const winner = both[0]?.outcome === "saved" ? maya : jon;
  const loser = both.find((one) => one?.outcome === "stale");
  expect(loser).toMatchObject({ version: 2, changed_by: winner });
  expect(loser?.changed_at_utc).toBeInstanceOf(Date);
  const [kept] = await draftRule.run(web, await idOf("free"));
  expect(kept?.definition).toMatchObject({
    name: winner === maya ? "Mine, says Maya" : "Mine, says Jon",
  });
  expect(await save("gone", 1, { name: "Another rule is no conflict" }, jon)).toMatchObject({
    outcome: "saved",
  });
});

test("that somebody writes is shown to others for half a minute", async () => {
  const id = await idOf("free");
  expect(await markEditing.run(web, id, maya)).toEqual([{ other: null }]);
  expect(await markEditing.run(web, id, jon)).toEqual([{ other: maya }]);
  expect((await heads())[0]?.editing_by).toBe(maya);
  await sql("update core.rule_draft_rules set editing_until = now() - interval '1 second'");
  expect((await heads())[0]?.editing_by).toBeNull();
  expect(await markEditing.run(web, id, jon)).toEqual([{ other: null }]);
});

test("a reviewer writes, publishes and throws away nothing", async () => {
  const id = await idOf("free");
  const { revision } = await draft();
  const definition = JSON.stringify(rule("free"));
  for (const refused of [
    () => startRuleDraft.run(web, "Solar", rita),
    () => saveDraftRule.run(web, id, 1, definition, null, false, 0, rita),
    () => addDraftRule.run(web, "Solar", definition, 0, rita),
    () => markEditing.run(web, id, rita),
    () => discardRuleDraft.run(web, "Solar", revision, rita),
    () => rebaseRuleDraft.run(web, "Solar", revision, rita),
    () => publishDraft(web, { pack: "Solar", revision, by: rita, reason: "no" }),
    () => rollBack(web, { pack: "Solar", earlier: "1", basedOn: "1", by: rita, reason: "no" }),
  ])
    await expect(refused()).rejects.toThrow(/only an admin/);
  expect(await draft()).toMatchObject({ changed: 0 });
});

test("what is published is the draft that was looked at, and then the draft is over", async () => {
  await save("free", 1, { name: "Another name" });
  const { revision } = await draft();
  await save("gone", 1, { name: "After the look" }, jon);
  await expect(publishDraft(web, { pack: "Solar", revision, by: maya, reason: "why" })).rejects.toThrow(
    PublishConflictError,
  );
  const now = await draft();
  expect(await publishDraft(web, { pack: "Solar", revision: now.revision, by: maya, reason: "why" })).toBe(
    "2",
  );
  expect(await ruleDrafts.run(web)).toEqual([]);
  const [pack] = await readPublishedPacks(web);
  expect(pack).toMatchObject({ version: "2" });
  expect(pack?.rules.map(({ name }) => name)).toEqual(["Another name", "After the look"]);
  await expect(
    publishDraft(web, { pack: "Solar", revision: now.revision, by: maya, reason: "twice" }),
  ).rejects.toThrow(PublishConflictError);
});

test("a draft that is no pack yet, or whose text cannot be read, is not published", async () => {
  await addDraftRule.run(web, "Solar", JSON.stringify({ ...rule("cash"), question: "" }), 1, maya);
  expect((await readDraftPack(web, "Solar")).read.success).toBe(false);
  const { revision } = await draft();
  await expect(publishDraft(web, { pack: "Solar", revision, by: maya, reason: "why" })).rejects.toThrow(
    "faults",
  );
  expect((await readPublishedPacks(web))[0]?.version).toBe("1");
});

test("over a version that came meanwhile nothing is published until the draft is put on it", async () => {
  await save("free", 1, { name: "Mine" });
  await addDraftRule.run(web, "Solar", JSON.stringify(rule("cash")), 0, maya);
  await publish("2", "1", [
    rule("free", { name: "Theirs" }),
    rule("gone", { name: "Theirs too" }),
    rule("new"),
  ]);
  const before = await draft();
  await expect(
    publishDraft(web, { pack: "Solar", revision: before.revision, by: maya, reason: "why" }),
  ).rejects.toThrow(/version 2 was published by cli/);
  expect(await rebaseRuleDraft.run(web, "Solar", before.revision, maya)).toEqual([{ rebased: true }]);
  expect((await heads()).map(({ code, name, change }) => [code, name, change]).sort()).toEqual([
    ["cash", "The rule cash", "new"],
    ["free", "Mine", "changed"],
    ["gone", "Theirs too", "none"],
    ["new", "The rule new", "none"],
  ]);
  const { revision } = await draft();
  expect(await publishDraft(web, { pack: "Solar", revision, by: maya, reason: "why" })).toBe("3");
});

test("an earlier version comes back as a new one, a draft stays, and what is thrown away is noted", async () => {
  await publish("2", "1", [rule("free")]);
  await save("free", 1, { name: "Mine" });
  expect(
    await rollBack(web, { pack: "Solar", earlier: "1", basedOn: "2", by: jon, reason: "2 misses gone" }),
  ).toBe("3");
  await expect(
    rollBack(web, { pack: "Solar", earlier: "1", basedOn: "2", by: jon, reason: "again" }),
  ).rejects.toThrow(PublishConflictError);
  expect((await readPublishedPacks(web))[0]?.rules.map(({ code }) => code)).toEqual(["free", "gone"]);
  const { revision } = await draft();
  expect(await discardRuleDraft.run(web, "Solar", "0", maya)).toEqual([{ discarded: false }]);
  expect(await discardRuleDraft.run(web, "Solar", revision, maya)).toEqual([{ discarded: true }]);
  expect(await ruleDrafts.run(web)).toEqual([]);
  expect(await sql("select actor, kind, detail from core.desk_events")).toEqual([
    { actor: maya, kind: "rules_draft_discarded", detail: { pack: "Solar", changed: 1 } },
  ]);
});
