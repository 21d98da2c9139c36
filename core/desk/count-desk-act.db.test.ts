import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { afterAll, beforeEach, expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { givenRoles } from "../../test/support/given-roles.ts";
import { countDeskAct } from "./count-desk-act.ts";

const database = await testDatabase();
const { sql } = database;
const web = openPool({ url: database.urlAs("callscript_web"), max: 4, applicationName: "test" });
afterAll(() => web.close());
await givenRoles(database);
const [admin, reviewer] = ["admin@example.com", "reviewer@example.com"];
const [call, other] = ["019a0000-0000-7000-8000-000000000001", "019a0000-0000-7000-8000-000000000002"];
beforeEach(() => sql("truncate core.desk_events"));

const events = (kind: string) =>
  sql("select actor, detail from core.desk_events where kind = $1 order by id", kind);
const copy = (actor = reviewer) => countDeskAct(web, actor, { kind: "number_copied", detail: { call } });
const given = (actor: string, kind: string, count: number, minutesAgo: number) =>
  sql(
    `insert into core.desk_events (actor, kind, at_utc, detail)
    select $1, $2, now() - make_interval(mins => $4) - make_interval(secs => n), jsonb_build_object('call', 'c' || n) from generate_series(1, $3) n`,
    actor,
    kind,
    count,
    minutesAgo,
  );

test("what is taken is kept with who took it", async () => {
  expect(await copy()).toBeNull();
  expect(await events("number_copied")).toEqual([{ actor: reviewer, detail: { call } }]);
});

test("past the limit it is refused until the oldest of the hour is over; others are not", async () => {
  await given(reviewer, "number_copied", 59, 50);
  expect(await copy()).toBeNull();
  const freeAt = await copy();
  const minutes = ((freeAt?.getTime() ?? 0) - Date.now()) / 60_000;
  expect(minutes).toBeGreaterThan(7);
  expect(minutes).toBeLessThan(10);
  expect(await events("number_copied")).toHaveLength(60);
  expect(await copy(admin)).toBeNull();
  expect(
    await countDeskAct(web, reviewer, { kind: "evidence_packaged", detail: { call } }),
    "each kind has a limit of its own",
  ).toBeNull();
});

test("what was an hour ago no longer counts", async () => {
  await given(reviewer, "number_copied", 60, 61);
  expect(await copy()).toBeNull();
});

test("who comes to a limit is kept once an hour, for the alert", async () => {
  await given(reviewer, "number_copied", 60, 5);
  await copy();
  await copy();
  expect(await events("limit_reached")).toEqual([{ actor: reviewer, detail: { of: "number_copied" } }]);
});

test("requests at the same moment find no room twice", async () => {
  await given(reviewer, "number_copied", 59, 5);
  const answers = await Promise.all(Array.from({ length: 4 }, () => copy()));
  expect(answers.filter((freeAt) => freeAt === null)).toHaveLength(1);
});

test("a recording counts once an hour however it is read, and is never refused", async () => {
  const play = (id: string) =>
    countDeskAct(web, reviewer, { kind: "recording_played", detail: { call: id } });
  for (const id of [call, call, other, call]) expect(await play(id)).toBeNull();
  expect(await events("recording_played")).toHaveLength(2);
  await given(reviewer, "recording_played", 400, 5);
  expect(await play("019a0000-0000-7000-8000-000000000003")).toBeNull();
  expect(await events("recording_played")).toHaveLength(403);
  expect(await events("limit_reached")).toEqual([{ actor: reviewer, detail: { of: "recording_played" } }]);
});

test("only an admin takes a list, and nobody who is not of the desk takes anything", async () => {
  const list = (actor: string) => countDeskAct(web, actor, { kind: "calls_exported", detail: { view: "" } });
  expect(await list(admin)).toBeNull();
  await expect(list(reviewer)).rejects.toThrow("only an admin");
  await expect(copy("nobody@example.com")).rejects.toThrow("only a person of this desk");
  await expect(web.rows("select * from core.count_desk_act($1, 'coffee_made')", [admin])).rejects.toThrow(
    "nothing counts coffee_made",
  );
});
