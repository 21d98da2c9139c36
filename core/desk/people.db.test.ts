import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { afterAll, beforeEach, expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { givenCall } from "../../test/support/given-calls.ts";
import { invitePerson } from "./invite-person.ts";
import { openInvites, revokeInvite } from "./invites.sql.ts";
import {
  changeRole,
  disablePerson,
  enablePerson,
  forgetSecondFactor,
  listPeople,
  resetSecondFactor,
} from "./people.sql.ts";
import { endSessions, sessionsOf } from "./sessions.sql.ts";
import { theCommandLine } from "./the-command-line.ts";

const database = await testDatabase();
const { sql, db } = database;
const web = openPool({ url: database.urlAs("callscript_web"), max: 2, applicationName: "test" });
afterAll(() => web.close());

const maya = "maya@example.com";
const jon = "jon@example.com";
const ines = "ines@example.com";
beforeEach(async () => {
  await sql('delete from app_auth."user"');
  await sql("truncate core.invites");
  await sql(
    `insert into app_auth."user" (id, name, email, "emailVerified", role, "twoFactorEnabled") values
      ('m', 'Maya Okafor', $1, true, 'admin', true), ('j', 'Jon Reyes', $2, true, 'reviewer', false), ('i', 'Ines Roth', $3, true, 'admin', null)`,
    maya,
    jon,
    ines,
  );
  await sql(
    `insert into app_auth.session (id, token, "userId", "expiresAt", "updatedAt", "createdAt")
     select u.id || n, u.id || n, u.id, now() + interval '30 days', now(), now() from app_auth."user" u, generate_series(1, 2) n`,
  );
});
const sessionCount = async (user: string) => (await sessionsOf.run(web, user)).length;
const events = async () =>
  (
    await sql(
      "select actor, kind, detail ->> 'email' as email from core.desk_events order by id desc limit 1",
    )
  )[0];

test("who is no admin, and an admin whose account is closed, may do nothing of it", async () => {
  await disablePerson.run(web, "i", maya);
  for (const actor of [jon, ines, "nobody@example.com"]) {
    for (const act of [
      () => disablePerson.run(web, "m", actor),
      () => enablePerson.run(web, "i", actor),
      () => changeRole.run(web, "j", "admin", actor),
      () => resetSecondFactor.run(web, "m", actor),
      () => endSessions.run(web, "m", null, null, actor),
      () => invitePerson(web, actor, { email: "x@example.com", role: "admin" }),
      () => revokeInvite.run(web, "00000000-0000-7000-8000-000000000000", actor),
    ])
      await expect(act()).rejects.toThrow(/only an admin/);
  }
  await expect(forgetSecondFactor.run(web, maya, maya)).rejects.toThrow(/permission denied/);
});

test("a closed account is signed out at once and begins no session until it is opened again", async () => {
  expect(await disablePerson.run(web, "j", maya)).toEqual([{ outcome: "done" }]);
  expect(await events()).toEqual({ actor: maya, kind: "person_disabled", email: jon });
  expect(await sessionCount("j")).toBe(0);
  const begin = () =>
    sql(
      `insert into app_auth.session (id, token, "userId", "expiresAt", "updatedAt") values ('new', 'new', 'j', now() + interval '1 day', now())`,
    );
  await expect(begin()).rejects.toThrow(/closed/);
  expect(await disablePerson.run(web, "j", maya)).toEqual([{ outcome: "unchanged" }]);
  expect(await enablePerson.run(web, "j", maya)).toEqual([{ outcome: "done" }]);
  await begin();
  expect(await sessionCount("j")).toBe(1);
});

test("an admin is always left, also when two close each other's accounts at once", async () => {
  const both = await Promise.all([
    disablePerson.run(web, "i", maya).catch(() => [{ outcome: "refused" }]),
    changeRole.run(web, "m", "reviewer", ines).catch(() => [{ outcome: "refused" }]),
  ]);
  expect(both.flat().filter(({ outcome }) => outcome === "done")).toHaveLength(1);
  const left = (await listPeople.run(web)).filter(
    ({ role, disabled_at_utc }) => role === "admin" && !disabled_at_utc,
  );
  expect(left).toHaveLength(1);
  const [{ id = "", email = "" } = {}] = left;
  expect(await disablePerson.run(web, id, email)).toEqual([{ outcome: "last_admin" }]);
  expect(await changeRole.run(web, id, "reviewer", email)).toEqual([{ outcome: "last_admin" }]);
  expect(await changeRole.run(web, "j", "admin", email)).toEqual([{ outcome: "done" }]);
  expect(await disablePerson.run(web, id, email)).toEqual([{ outcome: "done" }]);
});

test("a lost second factor is taken off, and its sessions end", async () => {
  await sql(
    `insert into app_auth."twoFactor" (id, secret, "backupCodes", "userId") values ('t', 's', 'b', 'm')`,
  );
  expect(await resetSecondFactor.run(web, "j", maya)).toEqual([{ outcome: "unchanged" }]);
  expect(await resetSecondFactor.run(web, "m", ines)).toEqual([{ outcome: "done" }]);
  expect(await sql('select 1 from app_auth."twoFactor"')).toEqual([]);
  expect(await sessionCount("m")).toBe(0);
  await sql(`update app_auth."user" set "twoFactorEnabled" = true where id = 'm'`);
  expect(await forgetSecondFactor.run(db, "Maya@example.com", theCommandLine)).toEqual([{ outcome: "done" }]);
  expect(await events()).toEqual({ actor: theCommandLine, kind: "second_factor_reset", email: maya });
});

test("people end their own sessions, one or all others, and admins anybody's", async () => {
  expect(await endSessions.run(web, "j", "j1", null, jon)).toEqual([{ ended: 1 }]);
  expect(await endSessions.run(web, "m", null, "m1", maya)).toEqual([{ ended: 1 }]);
  expect(await sessionCount("m")).toBe(1);
  expect(await endSessions.run(web, "j", "i1", null, jon)).toEqual([{ ended: 0 }]);
  expect(await endSessions.run(web, "j", null, null, maya)).toEqual([{ ended: 1 }]);
});

test("a session ends twelve hours after its last use, and seven days after it began, whatever is written", async () => {
  const [fresh] = await sql(
    `select round(extract(epoch from "expiresAt" - now()) / 3600)::int as hours from app_auth.session where id = 'm1'`,
  );
  expect(fresh).toEqual({ hours: 12 });
  await sql(`update app_auth.session set "createdAt" = now() - interval '6 days 20 hours' where id = 'm1'`);
  await sql(`update app_auth.session set "expiresAt" = now() + interval '7 days' where id = 'm1'`);
  const [old] = await sql(
    `select round(extract(epoch from "expiresAt" - now()) / 3600)::int as hours from app_auth.session where id = 'm1'`,
  );
  expect(old).toEqual({ hours: 4 });
});

test("an invitation by an admin is theirs by name, ends the earlier one, and can be taken back", async () => {
  expect(await invitePerson(web, maya, { email: jon, role: "admin" })).toBeNull();
  await invitePerson(web, maya, { email: "Ada@example.com", role: "reviewer" });
  await invitePerson(web, maya, { email: "ada@example.com", role: "admin" });
  const open = await openInvites.run(web);
  expect(open).toMatchObject([{ email: "ada@example.com", role: "admin", invited_by: "Maya Okafor" }]);
  await invitePerson(db, theCommandLine, { email: "ada@example.com", role: "reviewer" });
  expect(await events()).toEqual({ actor: theCommandLine, kind: "person_invited", email: "ada@example.com" });
  const [last, ...others] = await openInvites.run(web);
  expect([last?.invited_by, others]).toEqual([theCommandLine, []]);
  await expect(
    invitePerson(web, theCommandLine, { email: "ada@example.com", role: "admin" }),
  ).rejects.toThrow(/permission denied/);
  expect(await revokeInvite.run(web, last?.id ?? "", maya)).toEqual([{ outcome: "done" }]);
  expect(await openInvites.run(web)).toEqual([]);
  await expect(
    web.rows(
      "insert into core.invites (email, role, token_hash, invited_by) values ('a', 'admin', 'b', 'c')",
      [],
    ),
  ).rejects.toThrow(/permission denied/);
});

test("two who invite the same address at once leave one invitation that is open", async () => {
  await Promise.all(
    [maya, ines].map((actor) => invitePerson(web, actor, { email: "ada@example.com", role: "reviewer" })),
  );
  expect(await openInvites.run(web)).toHaveLength(1);
});

test("what somebody decided in seven days counts by their last word on each call", async () => {
  const [one, two, three] = [
    await givenCall(database, { status: "flagged" }),
    await givenCall(database, { status: "flagged" }),
    await givenCall(database, { status: "flagged" }),
  ];
  const review = (call: string, verdict: string, ago: string, version: number) =>
    sql(
      `insert into core.reviews (call_id, verdict, reviewer, idempotency_key, version, reviewed_at_utc)
       values ($1, $2, $3, $4, $5, now() - $6::interval)`,
      call,
      verdict,
      jon,
      `${call} ${version}`,
      version,
      ago,
    );
  await review(one, "marked_safe", "2 hours", 1);
  await review(one, "confirmed_bad", "1 hour", 2);
  await review(two, "confirmed_bad", "2 hours", 1);
  await review(two, "reopened", "1 hour", 2);
  await review(three, "marked_safe", "8 days", 1);
  const [found] = (await listPeople.run(web)).filter(({ email }) => email === jon);
  expect(found).toMatchObject({ decided: 1, confirmed: 1, sessions: 2, role: "reviewer" });
});
