import { afterAll, beforeEach, expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { createAuth } from "./create-auth.ts";
import { createUser } from "./create-user.ts";
import { freeTries } from "./sign-in-buckets.ts";

const database = await testDatabase();
const baseUrl = "http://localhost:3900";
const secret = "9f3kq0Zr7tLx2mVb8yHs5wNc1uPd4gJe";
const addressHeader = "x-told-by-our-server";
const options = { databaseUrl: database.urlAs("callscript_web"), secret, baseUrl, addressHeader };
const { auth, close } = createAuth(options);
afterAll(() => close());
const email = "maya@example.com";
const password = "a password of some length";
await createUser(auth, { email, name: "Maya", password, role: "reviewer" });

beforeEach(() => database.sql("delete from app_auth.sign_in_buckets"));

interface Try {
  as?: string;
  with?: string;
  from?: string;
  cookie?: string;
}
const attempt = ({ as = email, with: given = "a wrong password here", from = "203.0.113.9", cookie }: Try) =>
  auth.handler(
    new Request(`${baseUrl}/api/auth/sign-in/email`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        origin: baseUrl,
        [addressHeader]: from,
        ...(cookie === undefined ? {} : { cookie }),
      },
      body: JSON.stringify({ email: as, password: given }),
    }),
  );
const statusesOf = async (tries: readonly Try[]) => {
  const statuses: number[] = [];
  for (const one of tries) statuses.push((await attempt(one)).status);
  return statuses;
};
const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, at) => make(at));
const passes = (seconds: number) =>
  database.sql(
    "update app_auth.sign_in_buckets set last_try_at_utc = last_try_at_utc - make_interval(secs => $1)",
    seconds,
  );
/** On a slow machine seconds have passed since the last try: as if they had not. */
const noTimePasses = () =>
  database.sql("update app_auth.sign_in_buckets set last_try_at_utc = clock_timestamp()");
/** The cookie of a browser that has signed in. */
const browserOf = (answer: Response) =>
  /callscript\.browser=[^;]+/.exec(answer.headers.getSetCookie().join("\n"))?.[0] ?? "";

test("six tries are heard at once, then each is waited for, longer each time, the right password too", async () => {
  expect(await statusesOf(times(6, () => ({})))).toEqual(times(6, () => 401));
  await noTimePasses();
  const refused = await attempt({ with: password });
  expect([refused.status, Number(refused.headers.get("retry-after"))]).toEqual([429, 10]);
  await passes(10);
  expect((await attempt({})).status).toBe(401);
  await noTimePasses();
  const later = await attempt({});
  expect([later.status, Number(later.headers.get("retry-after"))]).toEqual([429, 20]);
  await passes(20);
  expect((await attempt({ with: password })).status).toBe(200);
  expect(await statusesOf(times(6, () => ({})))).toEqual(times(6, () => 401));
});

test("no more than a hundred tries a day are heard for an account", async () => {
  let heard = 0;
  for (let second = 0; second < 86_400; ) {
    const [row] = await database.sql("select app_auth.begin_sign_in(array['an account'], $1) as wait", [
      freeTries.own,
    ]);
    const wait = Math.ceil(Number(row?.["wait"]));
    if (wait === 0) heard += 1;
    else await passes(wait);
    second += wait;
  }
  expect(heard).toBeLessThanOrEqual(100);
  expect(heard).toBeGreaterThan(80);
});

test("a hundred tries at once are no way round", async () => {
  const statuses = (await Promise.all(times(40, (at) => attempt({ from: `198.51.100.${at}` })))).map(
    ({ status }) => status,
  );
  expect(statuses.filter((status) => status === 401)).toHaveLength(6);
  expect(statuses.filter((status) => status === 429)).toHaveLength(34);
});

test("an address is slowed down over all accounts, an IPv6 one with its whole /64, and nobody else is", async () => {
  const spray = times(30, (at) => ({ as: `p${at}@example.com`, from: `2001:db8:7:7:${at}::1` }));
  expect(new Set(await statusesOf(spray))).toEqual(new Set([401]));
  await noTimePasses();
  expect((await attempt({ as: "another@example.com", from: "2001:db8:7:7::99" })).status).toBe(429);
  expect((await attempt({ with: password, from: "2001:db8:7:8::99" })).status).toBe(200);
});

test("others' guesses do not keep an account's owner out of a browser that she has signed in from", async () => {
  const cookie = browserOf(await attempt({ with: password }));
  expect(cookie).not.toBe("");
  await statusesOf(times(7, () => ({ from: "198.51.100.7" })));
  await noTimePasses();
  expect((await attempt({ from: "198.51.100.7" })).status).toBe(429);
  expect((await attempt({ with: password, cookie })).status).toBe(200);
  // Nor is the cookie of another account, or a made-up one, a way round.
  expect((await attempt({ with: password, cookie: "callscript.browser=made.up" })).status).toBe(429);
  expect(await statusesOf(times(6, () => ({ cookie })))).toEqual(times(6, () => 401));
  await noTimePasses();
  expect((await attempt({ cookie })).status).toBe(429);
});

test("what is kept names nobody, and is forgotten after two days", async () => {
  await attempt({});
  const kept = JSON.stringify(await database.sql("select bucket from app_auth.sign_in_buckets"));
  expect(kept).not.toMatch(/maya|203\.0/);
  await passes(3 * 86_400);
  await attempt({ as: "jon@example.com", from: "198.51.100.8" });
  await database.sql("select app_auth.forget_sign_in_buckets()");
  expect(await database.sql("select count(*)::int as n from app_auth.sign_in_buckets")).toEqual([{ n: 2 }]);
});
