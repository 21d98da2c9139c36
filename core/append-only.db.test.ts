import { expect, test } from "vitest";
import { testDatabase } from "../test/support/database.ts";
import { givenCall } from "../test/support/given-calls.ts";

const database = await testDatabase();
const { db, sql } = database;
const call = await givenCall(database, { status: "safe" });
await sql(
  `insert into core.judgements (call_id, finding, flags, qa_version, judge_model, asked)
  values ($1, 'safe', '[]', 'General@1', 'phrases', '{}')`,
  call,
);
await sql(
  `insert into core.reviews (call_id, verdict, reviewer, idempotency_key, version)
  values ($1, 'marked_safe', 'maya@example.com', 'k', 1)`,
  call,
);
await sql(
  `insert into core.flag_reviews (call_id, code, rule_version, opinion, reviewer)
  values ($1, 'rude', 'General@1', 'wrong', 'maya@example.com')`,
  call,
);
const rule = (version: string) =>
  `insert into core.rules (rule_version_id, position, code, name, severity, effective_from, definition)
  select id, 1, 'rude', 'Rude', 3, '2020-01-01', '{}' from core.rule_versions where version = '${version}'`;
const publish = (version: string) =>
  `insert into core.rule_versions (pack, version, published_by, reason) values ('General', '${version}', 'maya', 'test')`;
await db.transaction(async (tx) => {
  await tx.rows(publish("1"), []);
  await tx.rows(rule("1"), []);
});

const tables = ["flag_reviews", "judgements", "reviews", "rule_versions", "rules"] as const;
const columns = {
  flag_reviews: "opinion",
  judgements: "finding",
  reviews: "reviewer",
  rule_versions: "reason",
  rules: "name",
};

test.each(tables)("nobody, the owner neither, changes, deletes or empties core.%s", async (table) => {
  const before = await sql(`select * from core.${table}`);
  expect(before).toHaveLength(1);
  for (const [statement, verb] of [
    [`update core.${table} set ${columns[table]} = ${columns[table]}`, "update"],
    [`delete from core.${table}`, "delete"],
    [`truncate core.${table} cascade`, "truncate"],
  ] as const)
    await expect(db.rows(statement, []), statement).rejects.toThrow(
      new RegExp(`core\\.\\w+ is append-only: no ${verb} of what is written`),
    );
  expect(await sql(`select * from core.${table}`)).toEqual(before);
});

test("nor do calls take their judgements with them", async () => {
  await expect(db.rows("truncate core.calls cascade", [])).rejects.toThrow("append-only");
  await expect(db.rows("delete from core.calls", [])).rejects.toThrow("foreign key");
});

test("a published version takes no further rule", async () => {
  await expect(db.rows(rule("1").replace("'rude'", "'other'"), [])).rejects.toThrow(
    "General@1 is published: no rule is added to it",
  );
});

test("the owner's way opens for one transaction, and for no other role", async () => {
  await db.transaction(async (tx) => {
    await tx.rows("select set_config('callscript.forgets', 'on', true)", []);
    await tx.rows("delete from core.reviews", []);
  });
  expect(await sql("select from core.reviews")).toEqual([]);
  await expect(db.rows("delete from core.judgements", []), "it is closed again").rejects.toThrow(
    "append-only",
  );
});
