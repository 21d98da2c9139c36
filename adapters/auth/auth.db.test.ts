import { createInvite } from "@callscript/core/desk/create-invite.ts";
import { getMigrations } from "better-auth/db/migration";
import { afterAll, expect, test } from "vitest";
import { leavingPostgres } from "../../test/fakes/leaving-postgres.ts";
import { testDatabase } from "../../test/support/database.ts";
import { acceptInvitation } from "./accept-invitation.ts";
import { createAuth } from "./create-auth.ts";
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
  const { token } = await createInvite(database.db, {
    email: "Maya@Example.com",
    role: "reviewer",
    invitedBy: "a test",
  });
  const accept = () => acceptInvitation({ db: database.db, auth }, { token, name: "Maya", password });
  const outcomes = (await Promise.all([accept(), accept()])).map(({ outcome }) => outcome);
  expect(outcomes.sort()).toEqual(["has an account", "joined"]);
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
  const { token } = await createInvite(database.db, {
    email: "late@example.com",
    role: "admin",
    invitedBy: "a test",
  });
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
