import { invitePerson } from "@callscript/core/desk/invite-person.ts";
import { openInvites, revokeInvite } from "@callscript/core/desk/invites.sql.ts";
import { theCommandLine } from "@callscript/core/desk/the-command-line.ts";
import { getMigrations } from "better-auth/db/migration";
import { afterAll, expect, test } from "vitest";
import { leavingPostgres } from "../../test/fakes/leaving-postgres.ts";
import { testDatabase } from "../../test/support/database.ts";
import { acceptInvitation } from "./accept-invitation.ts";
import { createAuth } from "./create-auth.ts";
import { createUser } from "./create-user.ts";
import { setDemoAdmin } from "./set-demo-admin.ts";

const database = await testDatabase();
const baseUrl = "http://localhost:3900";
const secret = "9f3kq0Zr7tLx2mVb8yHs5wNc1uPd4gJe";
const { auth, close } = createAuth({ databaseUrl: database.urlAs("callscript_web"), secret, baseUrl });
afterAll(() => close());
const post = (path: string, body: unknown, origin = baseUrl) =>
  auth.handler(
    new Request(`${baseUrl}/api/auth${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", origin },
      body: JSON.stringify(body),
    }),
  );
const password = "a password of some length";
const invite = async (email: string, role: "admin" | "reviewer") =>
  (await invitePerson(database.db, theCommandLine, { email, role }))?.token ?? "";

test("the committed schema is the library's: nothing is left to migrate", async () => {
  // The library looks at the tables of the search path only.
  const url = new URL(database.url);
  url.searchParams.set("options", "-c search_path=app_auth");
  const owner = createAuth({ databaseUrl: url.toString(), secret, baseUrl });
  const { toBeCreated, toBeAdded } = await getMigrations(owner.auth.options);
  await owner.close();
  expect({ toBeCreated, toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] });
});

test("a database that goes away while somebody signs in fails that sign-in, and nothing else", async () => {
  const { url, close: leave } = await leavingPostgres();
  const leaving = createAuth({ databaseUrl: url, secret, baseUrl });
  const signIn = leaving.auth.handler(
    new Request(`${baseUrl}/api/auth/sign-in/email`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: baseUrl },
      body: JSON.stringify({ email: "x@example.com", password }),
    }),
  );
  await expect(signIn).rejects.toThrow(/not queryable/);
  await leaving.close();
  leave();
});

test("nobody can sign up", async () => {
  const answer = await post("/sign-up/email", { email: "x@example.com", name: "x", password });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(await database.sql('select count(*)::int as users from app_auth."user"')).toEqual([{ users: 0 }]);
});

test("an invitation works once, by its owner's role, and opens the door", async () => {
  const token = await invite("Maya@Example.com", "reviewer");
  const accept = () => acceptInvitation({ db: database.db, auth }, { token, name: "Maya", password });
  const outcomes = (await Promise.all([accept(), accept()])).map(({ outcome }) => outcome);
  expect(outcomes.sort()).toEqual(["joined", "not open"]);
  expect(await accept()).toEqual({ outcome: "not open" });
  expect(await database.sql('select email, role from app_auth."user"')).toEqual([
    { email: "maya@example.com", role: "reviewer" },
  ]);
  expect(
    (await post("/sign-in/email", { email: "maya@example.com", password: "a wrong password here" })).status,
  ).toBe(401);
  const answer = await post("/sign-in/email", { email: "maya@example.com", password });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("set-cookie")).toMatch(/callscript\.session_token=.*HttpOnly.*SameSite=Lax/i);
});

test("an invitation that ran out or never was is refused", async () => {
  const token = await invite("late@example.com", "admin");
  await database.sql(
    "update core.invites set expires_at_utc = now() - interval '1 minute' where email = 'late@example.com'",
  );
  expect(await acceptInvitation({ db: database.db, auth }, { token, name: "Late", password })).toEqual({
    outcome: "not open",
  });
  expect(
    await acceptInvitation({ db: database.db, auth }, { token: "nonsense", name: "No", password }),
  ).toEqual({ outcome: "not open" });
});

const isWaiting = () =>
  expect
    .poll(() =>
      database.sql(
        "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      ),
    )
    .toHaveLength(1);
const standing = (email: string) =>
  database.sql(
    `select accepted_at_utc is not null as accepted, revoked_at_utc is not null as ended,
       exists (select from app_auth."user" u where u.email = i.email) as joined from core.invites i where email = $1`,
    email,
  );

test("who takes an invitation back, or replaces it, while its account is made finds it used", async () => {
  const owner = "owner@example.com";
  await createUser(auth, { email: owner, name: "Owner", role: "admin", password });
  const ways = {
    "taken@example.com": (id: string) => revokeInvite.run(database.db, id, owner),
    "replaced@example.com": () =>
      invitePerson(database.db, owner, { email: "replaced@example.com", role: "admin" }),
  };
  const answers: unknown[] = [];
  for (const [email, end] of Object.entries(ways)) {
    const token = await invite(email, "reviewer");
    const [open] = await openInvites.run(database.db);
    let letGo: (() => void) | undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const context = await auth.$context;
    const hash = async (text: string) => {
      await held;
      return context.password.hash(text);
    };
    const slow = {
      ...auth,
      $context: Promise.resolve({ ...context, password: { ...context.password, hash } }),
    };
    const accepting = acceptInvitation({ db: database.db, auth: slow }, { token, name: "Ada", password });
    await expect
      .poll(() => database.sql(`select from app_auth."user" where email = $1`, email))
      .toHaveLength(1);
    const ending = end(open?.id ?? "");
    await isWaiting();
    letGo?.();
    expect(await accepting).toEqual({ outcome: "joined", email });
    answers.push(await ending);
    expect(await standing(email)).toEqual([{ accepted: true, ended: false, joined: true }]);
  }
  expect(answers).toEqual([[{ outcome: "unchanged" }], null]);
});

test("who accepts an invitation that is just taken back finds it closed, and has no account", async () => {
  const email = "late-again@example.com";
  const token = await invite(email, "reviewer");
  const [open] = await openInvites.run(database.db);
  const accepting = await database.db.transaction(async (tx) => {
    await revokeInvite.run(tx, open?.id ?? "", "owner@example.com");
    const answer = acceptInvitation({ db: database.db, auth }, { token, name: "Ada", password });
    await isWaiting();
    return { answer };
  });
  expect(await accepting.answer).toEqual({ outcome: "not open" });
  expect(await standing(email)).toEqual([{ accepted: false, ended: true, joined: false }]);
});

test("an account that cannot be made leaves the invitation open", async () => {
  const token = await invite("unlucky@example.com", "reviewer");
  await database.sql(
    `alter table app_auth."user" add constraint unlucky check (email <> 'unlucky@example.com')`,
  );
  const accept = () => acceptInvitation({ db: database.db, auth }, { token, name: "Ula", password });
  await expect(accept()).rejects.toThrow();
  await database.sql(`alter table app_auth."user" drop constraint unlucky`);
  expect(await accept()).toEqual({ outcome: "joined", email: "unlucky@example.com" });
});

test("the demo's admin gets a new password at each start, and the old one ends with its sessions", async () => {
  const email = "demo@callscript.local";
  await setDemoAdmin(auth, { email, name: "Demo admin", password: "first-random-password" });
  expect((await post("/sign-in/email", { email, password: "first-random-password" })).status).toBe(200);
  await setDemoAdmin(auth, { email, name: "Demo admin", password: "second-random-password" });
  expect(
    await database.sql(
      'select count(*)::int as sessions from app_auth.session s join app_auth."user" u on u.id = s."userId" where u.email = $1',
      email,
    ),
  ).toEqual([{ sessions: 0 }]);
  expect((await post("/sign-in/email", { email, password: "first-random-password" })).status).toBe(401);
  expect((await post("/sign-in/email", { email, password: "second-random-password" })).status).toBe(200);
});
