import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { invitePerson } from "@callscript/core/desk/invite-person.ts";
import type { Given } from "./doors.ts";
import { givenRules } from "./rules-doors.ts";
import { seedBuiltInRules } from "./seed-built-in-rules.ts";
import type { ServedDesk } from "./serve-desk.ts";

export interface People {
  /** What the browsers of those who may not come in send, by who they are. */
  strangers: Readonly<Record<string, string>>;
  reviewer: string;
  admin: string;
}

/** Those who come to the doors: some who may not, a reviewer and an admin. */
export async function givenPeople(desk: ServedDesk): Promise<People> {
  const jon = { email: "jon@desk.local", name: "Jon Reyes", role: "reviewer" as const };
  const secret = { email: jon.email, password: await desk.addPerson(jon) };
  const ended = await desk.signIn(secret);
  await desk.sql(
    `delete from app_auth.session s using app_auth."user" u where u.id = s."userId" and u.email = $1`,
    jon.email,
  );
  const kim = { email: "kim@desk.local", name: "Kim Lund", role: "admin" as const };
  const closed = await desk.signIn({ email: kim.email, password: await desk.addPerson(kim) });
  await desk.sql(
    `select core.disable_person(id, $1) from app_auth."user" where email = $2`,
    desk.admin.email,
    kim.email,
  );
  const overdue = await desk.signIn(secret);
  await desk.sql(
    `update app_auth.session s set "expiresAt" = now() - interval '1 second' from app_auth."user" u where u.id = s."userId" and u.email = $1`,
    jon.email,
  );
  return {
    strangers: {
      nobody: "",
      "somebody with a made-up session": "callscript.session_token=made.up",
      "somebody whose session was ended": ended,
      "somebody whose session ran out": overdue,
      "somebody whose account was closed": closed,
    },
    reviewer: await desk.signIn(secret),
    admin: await desk.signIn(desk.admin),
  };
}

/** Something to change behind each door. */
export async function givenThings(desk: ServedDesk): Promise<Given> {
  const { sql, url, admin } = desk;
  const first = async (text: string) => (await sql(`${text} order by 1 limit 1`))[0] ?? {};
  await sql(
    `update core.lanes set paused = true, pause_kind = 'person', reason = 'a test', paused_at_utc = now() where lane = 'judge'`,
  );
  await seedBuiltInRules(url);
  const db = openPool({ url, max: 1, applicationName: "test" });
  const ines = await invitePerson(db, admin.email, { email: "ines@desk.local", role: "reviewer" });
  await invitePerson(db, admin.email, { email: "lee@desk.local", role: "reviewer" });
  await db.close();
  const flagged = await first(
    "select id, verdict_version from core.calls where status = 'flagged' and verdict is null",
  );
  const failed = await first("select id from core.calls where status = 'failed'");
  const rosa = { email: "rosa@desk.local", name: "Rosa Diaz", role: "reviewer" as const };
  await desk.signIn({ email: rosa.email, password: await desk.addPerson(rosa) });
  // As if she had come in with a code: setting the second step up ends sessions that were begun without.
  await sql(`alter table app_auth."user" disable trigger end_sessions_without_code`);
  await sql(`update app_auth."user" set "twoFactorEnabled" = true where email = $1`, rosa.email);
  await sql(`alter table app_auth."user" enable trigger end_sessions_without_code`);
  const person = await first(`select id from app_auth."user" where email = 'rosa@desk.local'`);
  const medicare = await first("select id from core.campaigns where vertical = 'Medicare'");
  const other = await first("select id from core.campaigns where vertical = 'Legal'");
  return {
    callId: String(flagged["id"]),
    callVersion: Number(flagged["verdict_version"]),
    failedCallId: String(failed["id"]),
    // Its calls were judged as General's.
    campaignId: String(medicare["id"]),
    otherCampaignId: String(other["id"]),
    draftRuleId: await givenRules({ sql, admin }),
    inviteToken: ines?.token ?? "",
    inviteId: String((await first("select id from core.invites where email = 'lee@desk.local'"))["id"]),
    personId: String(person["id"]),
    admin,
  };
}
