import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { afterAll, beforeEach, expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { givenRoles } from "../../test/support/given-roles.ts";
import { changeCampaigns, listCampaigns, undoCampaigns } from "./campaigns.sql.ts";
import { listPatterns, patternsVersion, previewPatterns, savePatterns } from "./patterns.sql.ts";
import { requestRejudge } from "./rejudge.sql.ts";

const database = await testDatabase();
const { sql } = database;
const web = openPool({ url: database.urlAs("callscript_web"), max: 1, applicationName: "test" });
afterAll(() => web.close());
await givenRoles(database);
const admin = "admin@example.com";
beforeEach(async () => {
  await sql("delete from core.campaigns");
});
const given = async (name: string) =>
  String(
    (
      await sql("insert into core.campaigns (ringba_campaign_id, name) values ($1, $1) returning id", name)
    )[0]?.["id"],
  );
const change = async (ids: readonly string[], what: object, actor = admin) =>
  (await changeCampaigns.run(web, ids, JSON.stringify(what), actor))[0];
const row = async (id: string) => (await listCampaigns.run(web)).find((one) => one.id === id);

test("a vertical set on many is theirs, verified and signed; undo gives each back what it had", async () => {
  const [aca, blue] = [await given("ACA West"), await given("Blue Sky")];
  const set = await change([aca, blue], { vertical: "Solar" });
  expect(set?.changed).toBe(2);
  expect(await row(aca)).toMatchObject({
    vertical: "Solar",
    inference_source: "manual",
    is_verified: true,
    mapped_by: "Maya Okafor",
  });
  expect(await undoCampaigns.run(web, set?.event ?? "", admin)).toEqual([{ restored: 2 }]);
  expect(await row(aca)).toMatchObject({ vertical: "ACA", inference_source: "regex", is_verified: false });
  expect(await row(blue)).toMatchObject({
    vertical: "General",
    inference_source: "unknown",
    mapped_by: null,
  });
});

test("undo leaves alone what somebody changed since", async () => {
  const [one, other] = [await given("One"), await given("Other")];
  const set = await change([one, other], { refund_window_days: 14 });
  await change([other], { refund_window_days: 30 });
  expect(await undoCampaigns.run(web, set?.event ?? "", admin)).toEqual([{ restored: 1 }]);
  expect((await row(one))?.refund_window_days).toBeNull();
  expect((await row(other))?.refund_window_days).toBe(30);
  expect(await undoCampaigns.run(web, set?.event ?? "", admin), "a second time").toEqual([{ restored: 0 }]);
});

test("each setting is changed alone, a refund window can be not known again, and nothing else can be written", async () => {
  const id = await given("Roofing TX");
  await change([id], { is_verified: true });
  await change([id], { minimum_connected_seconds: 90 });
  await change([id], { refund_window_days: 14 });
  await change([id], { duplicate_window_days: 0 });
  const kept = {
    vertical: "Home Services",
    inference_source: "regex",
    is_verified: true,
    minimum_connected_seconds: 90,
    duplicate_window_days: 0,
  };
  expect(await row(id)).toMatchObject({ ...kept, refund_window_days: 14 });
  await change([id], { refund_window_days: null });
  expect(await row(id)).toMatchObject({ ...kept, refund_window_days: null });
  await expect(change([id], { name: "x" })).rejects.toThrow("nothing of this can be changed");
  await expect(change([id], {})).rejects.toThrow("nothing of this can be changed");
  await expect(change([id], { refund_window_days: 0 })).rejects.toThrow();
});

test("the shipped patterns are words, and find what the expressions found", async () => {
  const patterns = await listPatterns.run(web);
  expect(patterns.every(({ words }) => words !== null)).toBe(true);
  for (const [name, vertical] of [
    ["MED SUPP east", "Medicare"],
    ["Gutters-OH", "Home Services"],
    ["Gutter OH", "Home Services"],
    ["Vacation", "General"],
    ["credit card debt (b)", "Debt Relief"],
  ] as const)
    expect((await row(await given(name)))?.vertical, name).toBe(vertical);
});

test.each([
  ["a.b", "axb one", false],
  ["a.b", "a.b one", true],
  ["roof*", "Roofing TX", true],
  ["roof*", "Waterproof", false],
  ["(u65", "(u65 east", true],
  ["u65|x", "x", false],
  ["final  expense", "Final expense FL", true],
  ["\\\\", "\\\\", false],
  ["$^[a-z]+", "abc", false],
])("words %j of a pattern match a campaign %j: %s", async (words, name, isMatch) => {
  await given(name);
  const [found] = await previewPatterns.run(web, JSON.stringify([{ words, vertical: "Solar" }]), admin);
  expect(found?.matching ?? 0).toBe(isMatch ? 1 : 0);
});

test("a list tells before it is saved what it would decide; saved, it guesses anew what no person set", async () => {
  const [tax, solar, mine, other] = [
    await given("Tax help"),
    await given("Solar tax help"),
    await given("Tax B"),
    await given("Elsewhere"),
  ];
  await change([mine], { vertical: "Legal" });
  const list = JSON.stringify([
    { words: "tax*", vertical: "Debt Relief" },
    { words: "solar", vertical: "Solar" },
    { words: "  ", vertical: "Solar" },
  ]);
  expect(await previewPatterns.run(web, list, admin)).toEqual([
    { position: 0, matching: 3, changing: 2, examples: ["Solar tax help", "Tax B", "Tax help"] },
    { position: 1, matching: 0, changing: 0, examples: [] },
  ]);
  const [seen] = await patternsVersion.run(web);
  await expect(savePatterns.run(web, list, seen?.version ?? "", admin)).rejects.toThrow("needs words");
  const whole = JSON.stringify(JSON.parse(list).slice(0, 2));
  expect(await savePatterns.run(web, whole, seen?.version ?? "", admin)).toEqual([{ changed: 2 }]);
  expect((await row(tax))?.vertical).toBe("Debt Relief");
  expect((await row(solar))?.vertical).toBe("Debt Relief");
  expect((await row(mine))?.vertical).toBe("Legal");
  expect((await row(other))?.inference_source).toBe("unknown");
  expect(await savePatterns.run(web, whole, seen?.version ?? "", admin), "somebody was first").toEqual([
    { changed: null },
  ]);
  const patterns = await listPatterns.run(web);
  expect(patterns.map(({ words, vertical }) => [words, vertical])).toEqual([
    ["tax*", "Debt Relief"],
    ["solar", "Solar"],
  ]);
  await sql("update core.vertical_patterns set words = null, pattern = 'tax(es)?' where words = 'tax*'");
  const [again] = await patternsVersion.run(web);
  await savePatterns.run(
    web,
    JSON.stringify([{ id: patterns[0]?.id, vertical: "Legal" }]),
    again?.version ?? "",
    admin,
  );
  expect(await listPatterns.run(web)).toMatchObject([
    { words: null, pattern: "tax(es)?", vertical: "Legal" },
  ]);
});

test.each(["reviewer@example.com", "nobody@example.com", ""])(
  "the database refuses %j all of it",
  async (actor) => {
    const id = await given("Mine");
    for (const verb of [
      () => change([id], { vertical: "Solar" }, actor),
      () => undoCampaigns.run(web, "1", actor),
      () => previewPatterns.run(web, "[]", actor),
      () => savePatterns.run(web, "[]", "", actor),
      () => requestRejudge.run(web, [id], actor),
    ])
      await expect(verb()).rejects.toThrow("only an admin may do this");
  },
);
