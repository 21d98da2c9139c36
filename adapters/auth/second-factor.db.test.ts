import { afterAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { authenticatorCode } from "../../test/support/authenticator.ts";
import { testDatabase } from "../../test/support/database.ts";
import { createAuth } from "./create-auth.ts";
import { createUser } from "./create-user.ts";

const database = await testDatabase();
const baseUrl = "http://localhost:3900";
const secret = "9f3kq0Zr7tLx2mVb8yHs5wNc1uPd4gJe";
const { auth, close } = createAuth({ databaseUrl: database.urlAs("callscript_web"), secret, baseUrl });
afterAll(() => close());

const email = "maya@example.com";
const password = "a password of some length";
const Begun = z.object({ totpURI: z.string(), backupCodes: z.array(z.string()) });

const post = (path: string, body: unknown, cookie = "") =>
  auth.handler(
    new Request(`${baseUrl}/api/auth${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: baseUrl, ...(cookie === "" ? {} : { cookie }) },
      body: JSON.stringify(body),
    }),
  );
const cookieOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0] ?? "")
    .filter((pair) => !pair.endsWith("="))
    .join("; ");
const signIn = (cookie = "") => post("/sign-in/email", { email, password }, cookie);
const isSession = (answer: Response) => /session_token=[^;]/.test(cookieOf(answer));

let key = "";
let backupCodes: string[] = [];
const code = (steps = 0) => authenticatorCode(key, steps);
const passes = (seconds: number) =>
  database.sql(
    "update app_auth.sign_in_buckets set last_try_at_utc = last_try_at_utc - make_interval(secs => $1)",
    seconds,
  );

/** On a slow machine seconds have passed since the last try: as if they had not. */
const noTimePasses = () =>
  database.sql("update app_auth.sign_in_buckets set last_try_at_utc = clock_timestamp()");

beforeEach(async () => {
  await database.sql('delete from app_auth."user"');
  await database.sql("delete from app_auth.sign_in_buckets");
  await createUser(auth, { email, name: "Maya", password, role: "admin" });
  const cookie = cookieOf(await signIn());
  const begun = Begun.parse(await (await post("/two-factor/enable", { password }, cookie)).json());
  key = new URL(begun.totpURI).searchParams.get("secret") ?? "";
  backupCodes = begun.backupCodes;
  expect((await post("/two-factor/verify-totp", { code: code() }, cookie)).status).toBe(200);
  await database.sql("delete from app_auth.tried_codes");
});

test("the password alone opens nothing; with the code it does, and that code once", async () => {
  const challenge = await signIn();
  expect(await challenge.json()).toMatchObject({ twoFactorRedirect: true });
  expect(isSession(challenge)).toBe(false);
  const sent = code();
  const opened = await post("/two-factor/verify-totp", { code: sent }, cookieOf(challenge));
  expect([opened.status, isSession(opened)]).toEqual([200, true]);
  const again = await post("/two-factor/verify-totp", { code: sent }, cookieOf(await signIn()));
  expect([again.status, isSession(again)]).toEqual([401, false]);
});

test("who came in by the password alone, before the second step was set up, is not in any more after it", async () => {
  const kim = { email: "kim@example.com", password };
  await createUser(auth, { ...kim, name: "Kim", role: "admin" });
  const [stranger, hers] = [await post("/sign-in/email", kim), await post("/sign-in/email", kim)].map(
    cookieOf,
  );
  const stillIn = (cookie = "") => auth.api.getSession({ headers: new Headers({ cookie }) });
  expect(await stillIn(stranger)).not.toBeNull();
  const begun = Begun.parse(await (await post("/two-factor/enable", { password }, hers)).json());
  const herKey = new URL(begun.totpURI).searchParams.get("secret") ?? "";
  const confirmed = await post("/two-factor/verify-totp", { code: authenticatorCode(herKey) }, hers);
  expect(confirmed.status).toBe(200);
  expect(await stillIn(stranger)).toBeNull();
  expect(await stillIn(cookieOf(confirmed))).not.toBeNull();
});

test("a code that is sent twice at the same moment opens one door", async () => {
  const [one, two] = [cookieOf(await signIn()), cookieOf(await signIn())];
  const sent = code();
  const answers = await Promise.all(
    [one, two].map((cookie) => post("/two-factor/verify-totp", { code: sent }, cookie)),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
});

test("a backup code opens once", async () => {
  const [backup = ""] = backupCodes;
  expect(backupCodes).toHaveLength(10);
  const first = await post("/two-factor/verify-backup-code", { code: backup }, cookieOf(await signIn()));
  expect([first.status, isSession(first)]).toEqual([200, true]);
  const second = await post("/two-factor/verify-backup-code", { code: backup }, cookieOf(await signIn()));
  expect(second.status).toBe(401);
});

test("codes are guessed no faster than passwords, however often the password is given anew", async () => {
  const statuses: number[] = [];
  for (let guess = 0; guess < 9; guess += 1) {
    if (guess >= 6) await noTimePasses();
    statuses.push(
      (await post("/two-factor/verify-totp", { code: `00000${guess}` }, cookieOf(await signIn()))).status,
    );
  }
  expect(statuses).toEqual([401, 401, 401, 401, 401, 401, 429, 429, 429]);
  // The right one waits as well, and is heard after.
  expect((await post("/two-factor/verify-totp", { code: code() }, cookieOf(await signIn()))).status).toBe(
    429,
  );
  await passes(11);
  expect((await post("/two-factor/verify-totp", { code: code(1) }, cookieOf(await signIn()))).status).toBe(
    200,
  );
  // A right code ends the count.
  await database.sql("delete from app_auth.tried_codes");
  expect((await post("/two-factor/verify-totp", { code: "999999" }, cookieOf(await signIn()))).status).toBe(
    401,
  );
});

test("who is signed in guesses at the own password no faster either, and a new one ends all other sessions", async () => {
  const enter = async () => {
    await database.sql("delete from app_auth.tried_codes");
    return cookieOf(await post("/two-factor/verify-totp", { code: code() }, cookieOf(await signIn())));
  };
  const [kept, other] = [await enter(), await enter()];
  const change = (currentPassword: string) =>
    post(
      "/change-password",
      { currentPassword, newPassword: "another one of some length", revokeOtherSessions: true },
      kept,
    );
  const statuses: number[] = [];
  for (let guess = 0; guess < 6; guess += 1) statuses.push((await change(`guess ${guess}`)).status);
  await noTimePasses();
  statuses.push((await change("guess 6")).status);
  expect(statuses).toEqual([400, 400, 400, 400, 400, 400, 429]);
  await passes(11);
  const changed = await change(password);
  expect(changed.status).toBe(200);
  const stillIn = (cookie: string) => auth.api.getSession({ headers: new Headers({ cookie }) });
  expect(await stillIn(other)).toBeNull();
  expect(await stillIn(kept)).toBeNull();
  expect(await stillIn(cookieOf(changed))).not.toBeNull();
});

test("a closed account is refused as a wrong password is", async () => {
  await database.sql(`update app_auth."user" set disabled_at_utc = now()`);
  const answer = await signIn();
  expect([answer.status, isSession(answer)]).toEqual([401, false]);
});
