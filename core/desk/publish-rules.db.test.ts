import { beforeEach, expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { Rule, type RulePack } from "../rule.ts";
import { type Publication, PublishConflictError, publishRules } from "./publish-rules.ts";
import { readPackVersions, readPublishedPacks } from "./read-published-packs.ts";
import { ruleVersions } from "./rule-versions.sql.ts";
import { seedRules, unseenShipped } from "./seed-rules.ts";

const { db, sql } = await testDatabase();
beforeEach(async () => {
  await sql("truncate core.rule_versions cascade");
});

function packOf(pack: RulePack["pack"], version: string, ...codes: string[]): RulePack {
  const rules = codes.map((code) =>
    Rule.parse({
      code,
      name: `The rule ${code}`,
      severity: "high",
      verticals: [pack],
      effective_from: "2026-01-01",
      question: "Is something wrong with the call?",
      at_fault: "buyer",
      refundable: true,
      examples: { flag: [], pass: [] },
    }),
  );
  return { pack, version, rules };
}
const by = (pack: RulePack, basedOn: string | null, who = "maya"): Publication => ({
  pack,
  basedOn,
  by: who,
  reason: "why not",
});
const inForce = async () => (await readPublishedPacks(db)).map(({ pack, version }) => `${pack}@${version}`);

test("several packs are published in one step, and read back as they were", async () => {
  const packs = [packOf("Solar", "1", "one", "two"), packOf("General", "1", "three")];
  await publishRules(
    db,
    packs.map((pack) => by(pack, null)),
  );
  expect(await readPublishedPacks(db)).toEqual([packs[1], packs[0]]);
  await publishRules(db, [by(packOf("Solar", "2", "two"), "1")]);
  expect(await inForce()).toEqual(["General@1", "Solar@2"]);
  expect(await readPackVersions(db, "Solar")).toEqual([packOf("Solar", "2", "two"), packs[0]]);
  expect(await readPackVersions(db, "Legal")).toEqual([]);
});

test("of two publishers at once one wins, the other is told who, and nothing of theirs is written", async () => {
  await publishRules(db, [by(packOf("Solar", "1", "one"), null)]);
  const results = await Promise.allSettled(
    ["maya", "noor", "olga"].map((who) =>
      publishRules(db, [by(packOf("Legal", "1", who), null, who), by(packOf("Solar", "2", who), "1", who)]),
    ),
  );
  const refused = results.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  expect(refused).toHaveLength(2);
  const [winner] = await sql(
    "select published_by from core.rule_versions where pack = 'Solar' and version = '2'",
  );
  for (const error of refused) {
    expect(error).toBeInstanceOf(PublishConflictError);
    expect(String(error)).toContain(`published by ${winner?.["published_by"]}`);
  }
  expect(await sql("select pack, version from core.rule_versions order by 1, 2")).toEqual([
    { pack: "Legal", version: "1" },
    { pack: "Solar", version: "1" },
    { pack: "Solar", version: "2" },
  ]);
});

test("nobody publishes in the name of what is built in", async () => {
  const publication = by(packOf("Solar", "1", "one"), null, "callscript");
  await expect(publishRules(db, [publication])).rejects.toThrow("is the name of what is built in");
});

test("a version that exists is not published again; a pack that fails takes the others with it", async () => {
  await publishRules(db, [by(packOf("Solar", "1", "one"), null)]);
  await publishRules(db, [by(packOf("Solar", "2", "two"), "1")]);
  await expect(
    publishRules(db, [by(packOf("Legal", "1", "one"), null), by(packOf("Solar", "1", "three"), "2")]),
  ).rejects.toThrow("Solar@1 exists already");
  expect(await inForce()).toEqual(["Solar@2"]);
});

test("the newest is in force though the clock was set back", async () => {
  await publishRules(db, [by(packOf("Solar", "1", "one"), null)]);
  await sql("alter table core.rule_versions disable trigger user");
  await db.transaction(async (tx) => {
    await tx.rows("select set_config('callscript.forgets', 'on', true)", []);
    await tx.rows("update core.rule_versions set published_at_utc = now() + interval '1 hour'", []);
  });
  await sql("alter table core.rule_versions enable trigger user");
  await publishRules(db, [by(packOf("Solar", "2", "two"), "1")]);
  expect(await inForce()).toEqual(["Solar@2"]);
});

test("shipped packs replace shipped ones that are older, and nothing else", async () => {
  expect(await seedRules(db, [packOf("General", "1", "one"), packOf("Solar", "1", "one")])).toEqual([
    "General@1",
    "Solar@1",
  ]);
  await publishRules(db, [by(packOf("Solar", "2", "edited"), "1")]);
  const next = [packOf("General", "2", "one"), packOf("Solar", "2", "new"), packOf("Legal", "2", "one")];
  expect(await seedRules(db, next)).toEqual(["General@2", "Legal@2"]);
  expect(await seedRules(db, next)).toEqual([]);
  expect(await seedRules(db, [packOf("General", "1", "one")])).toEqual([]);
  expect(await inForce()).toEqual(["General@2", "Legal@2", "Solar@2"]);
  expect((await readPackVersions(db, "Solar"))[0]?.rules[0]?.code).toBe("edited");
});

test("an operator is told of a shipped version that theirs does not take into account, until it does", async () => {
  const told = async (version: string) =>
    unseenShipped([packOf("Solar", version, "one")], await ruleVersions.run(db)).map(
      ({ basedOn, current, by: who }) => [basedOn, current, who],
    );
  await seedRules(db, [packOf("Solar", "1", "one")]);
  expect(await told("2")).toEqual([]);
  await publishRules(db, [by(packOf("Solar", "2", "edited"), "1")]);
  expect(await told("1")).toEqual([]);
  expect(await told("2")).toEqual([["1", "2", "maya"]]);
  await publishRules(db, [by(packOf("Solar", "3", "again"), "2")]);
  expect(await told("2")).toEqual([["1", "3", "maya"]]);
  await publishRules(db, [{ ...by(packOf("Solar", "4", "one"), "3"), shipped: "2" }]);
  expect(await told("2")).toEqual([]);
  expect(await told("3")).toEqual([["2", "4", "maya"]]);
});

test("two starts at once seed once", async () => {
  const packs = [packOf("General", "1", "one"), packOf("Solar", "1", "one")];
  const seeded = await Promise.all([seedRules(db, packs), seedRules(db, packs), seedRules(db, packs)]);
  expect(seeded.flat().sort()).toEqual(["General@1", "Solar@1"]);
});
