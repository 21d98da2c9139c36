import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answered, type Asked, ask as askAt } from "./support/ask.ts";
import { disguises } from "./support/disguises.ts";
import { actions, changes, doors, type Given } from "./support/doors.ts";
import { fingerprint } from "./support/fingerprint.ts";
import { givenPeople, givenThings, type People } from "./support/given-strangers.ts";
import { inTurns } from "./support/in-turns.ts";
import { beginsSession, isRefused, namesOfTheirs } from "./support/read-answer.ts";
import { readBuild } from "./support/read-build.ts";
import { pathOf, requestsOf } from "./support/requests-of.ts";
import { type ServedDesk, serveDesk } from "./support/serve-desk.ts";

const build = readBuild();
let desk: ServedDesk;
let given: Given;
let people: People;
let callIds: readonly string[] = [];

beforeAll(async () => {
  desk = await serveDesk({ calls: 400, days: 5, campaigns: 6 });
  given = await givenThings(desk);
  people = await givenPeople(desk);
  callIds = (await desk.sql("select id from core.calls")).map(({ id }) => String(id));
}, 120_000);
afterAll(() => desk.close());

const ask = (asked: Asked, cookie = ""): Promise<Answered> =>
  askAt(desk.origin, { ...asked, headers: { ...asked.headers, ...(cookie === "" ? {} : { cookie }) } });

/** What of the database is in an answer to who may see nothing, or that it begins a session. */
const givenAway = (answer: Answered) =>
  namesOfTheirs(
    answer,
    callIds.filter((id) => id !== given.callId),
  );

const addressOf = (route: string) => pathOf(route, given) + (doors[route]?.query ?? "");

const otherOrigins = () =>
  ["http://evil.example", "null", "", `${desk.origin}.evil.example`, "http://localhost:1"].map((origin) => ({
    origin,
  }));
const allChanges = Object.entries({ ...changes, ...actions });

test("every page, route and action of the build is on the list, and nothing leads past it", async () => {
  const { paths, otherPages, routes } = build;
  expect(Object.keys(doors).sort()).toEqual(
    [...new Set(Object.values(paths))].filter((path) => path !== "/_not-found").sort(),
  );
  expect(Object.keys(actions).sort()).toEqual(build.actions.map(({ name }) => name).sort());
  expect(otherPages.sort()).toEqual(
    ["/404", "/500", "/_app", "/_document", "/_error"].filter((page) => otherPages.includes(page)),
  );
  expect(routes.redirects.filter(({ internal }) => !internal)).toEqual([]);
  expect(routes.rewrites).toEqual({ beforeFiles: [], afterFiles: [], fallback: [] });
  const isRoute = (path: string) =>
    Object.keys(paths).some((file) => file.endsWith("/route") && paths[file] === path);
  const writing = await inTurns(Object.keys(doors).filter(isRoute), async (route) => {
    const { allow = "" } = (await ask({ method: "OPTIONS", path: pathOf(route, given) })).headers;
    return /POST|PUT|PATCH|DELETE/.test(allow) ? [route] : [];
  });
  expect(writing.flat().sort()).toEqual(Object.keys(changes).sort());
});

test("who may not come in is shown nothing of the database, in whatever disguise", async () => {
  const before = await fingerprint(desk);
  const all = disguises(build.buildId);
  const methods = ["POST", "PUT", "PATCH", "DELETE"].map((method) => ({
    name: `by ${method}`,
    put: (path: string) => ({ method, path, body: "{}" }),
  }));
  const plain = all.filter(({ isPlain }) => isPlain);
  expect(plain.length).toBeGreaterThanOrEqual(8);
  // Who comes without a cookie tries every disguise at one door of each kind and those that count at all; locks look at the
  // session alone, so that others try them as a page and as its payload.
  const kinds = ["/flags", "/calls/[id]", "/calls/export", "/api/flags", "/settings/people"];
  const tried = (route: string, cookie: string) =>
    cookie !== "" ? plain.slice(0, 2) : kinds.includes(route) ? [...all, ...methods] : plain;
  const visits = Object.entries(doors).flatMap(([route, { who, shows }]) => [
    ...(who === "anybody" ? [] : Object.entries(people.strangers)).flatMap(([whose, cookie]) =>
      tried(route, cookie).map(({ name, put }) => ({
        name: `${route} to ${whose} ${name}`,
        cookie,
        asked: put(addressOf(route)),
        told: givenAway,
      })),
    ),
    ...(who === "admin" ? [...plain, ...methods] : []).map(({ name, put }) => ({
      name: `${route} to a reviewer ${name}`,
      cookie: people.reviewer,
      asked: put(addressOf(route)),
      told: ({ body }: Answered) => (typeof shows !== "number" && shows.test(body) ? ["it"] : []),
    })),
  ]);
  expect(visits.length).toBeGreaterThan(450);
  const wrong = await inTurns(visits, async ({ name, cookie, asked, told }) =>
    told(await ask(asked, cookie)).map((what) => `${name}: ${what}`),
  );
  expect(wrong.flat()).toEqual([]);
  expect(await fingerprint(desk)).toEqual(before);
}, 240_000);

test("what is read by our pages is read by no other site's, and cannot be framed, kept or sniffed", async () => {
  const elsewhere = [
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "same-origin", origin: "http://evil.example" },
    ...otherOrigins(),
  ];
  const reads = Object.entries(build.paths).flatMap(([file, route]) =>
    file.endsWith("/route") && doors[route]?.who !== "anybody" && doors[route]?.shows !== 405 ? [route] : [],
  );
  const statuses = await inTurns(
    reads.flatMap((route) => elsewhere.map((headers) => ({ route, headers }))),
    async ({ route, headers }) => (await ask({ path: addressOf(route), headers }, people.admin)).status,
  );
  expect(statuses.length).toBeGreaterThanOrEqual(36);
  expect(new Set(statuses)).toEqual(new Set([403]));
});

test("who may not change something changes nothing, by whatever way it is sent", async () => {
  const { origin } = desk;
  const before = await fingerprint(desk);
  const sent = await Promise.all(
    allChanges.map(async ([name, change]) => {
      const requests = await requestsOf(name, change, { build, given });
      const strangers = change.who === "anybody" ? [] : Object.entries(people.strangers);
      return [
        ...strangers.flatMap(([whose, cookie]) =>
          requests
            .slice(0, cookie === "" ? undefined : 1)
            .map((asked) => ({ name: `${name} to ${whose}`, cookie, asked, told: givenAway })),
        ),
        ...(change.who === "admin" ? requests : []).map((asked) => ({
          name: `${name} to a reviewer`,
          cookie: people.reviewer,
          asked,
          told: (answer: Answered) => (isRefused(asked, answer) ? [] : ["it was heard"]),
        })),
      ];
    }),
  );
  const wrong = await inTurns(sent.flat(), async ({ name, cookie, asked, told }) =>
    told(await ask({ ...asked, headers: { ...asked.headers, origin } }, cookie)).map(
      (what) => `${name}: ${what}`,
    ),
  );
  expect(wrong.flat()).toEqual([]);
  expect(await fingerprint(desk)).toEqual(before);
}, 240_000);

test("no other site's page changes anything with an admin's session, nor begins one", async () => {
  const origins = [...otherOrigins(), {}];
  const before = await fingerprint(desk);
  const sent = await Promise.all(
    allChanges.map(async ([name, change]) =>
      (await requestsOf(name, change, { build, given })).flatMap((asked, way) =>
        origins.slice(0, way === 0 ? undefined : 2).map((origin) => ({ name, change, asked, origin })),
      ),
    ),
  );
  const wrong = await inTurns(sent.flat(), async ({ name, change, asked, origin }) => {
    const answer = await ask(
      { ...asked, headers: { ...asked.headers, ...origin } },
      change.who === "anybody" ? "" : people.admin,
    );
    const isHeard = change.who !== "anybody" && !isRefused(asked, answer);
    return beginsSession(answer) || isHeard
      ? [`${name} from ${JSON.stringify(origin)}: ${answer.status}`]
      : [];
  });
  expect(wrong.flat()).toEqual([]);
  expect(await fingerprint(desk)).toEqual(before);
}, 240_000);

test("who may come in sees what is there, under headers that keep it theirs, and changes it", async () => {
  await inTurns(Object.entries(doors), async ([route, { who, shows }]) => {
    const whose = { anybody: "", reviewer: people.reviewer, admin: people.admin }[who];
    const { status, headers, body } = await ask({ path: addressOf(route) }, whose);
    if (typeof shows === "number") expect(status, route).toBe(shows);
    else expect(shows.test(body), `${route} shows ${shows}`).toBe(true);
    expect(headers["cache-control"], route).toContain("no-store");
    expect(headers["x-content-type-options"], route).toBe("nosniff");
    expect(headers["content-security-policy"], route).toContain("frame-ancestors 'none'");
    expect(headers["referrer-policy"], route).toBeDefined();
    expect(headers["cross-origin-opener-policy"], route).toBe("same-origin");
  });
  let cookie = people.admin;
  for (const [name, change] of allChanges) {
    const [asked] = await requestsOf(name, change, { build, given });
    // Some changes end the session that they are made with.
    if ((await ask({ path: "/api/flags/matching" }, cookie)).status === 401)
      cookie = await desk.signIn(desk.admin);
    const before = change.answers === null ? await fingerprint(desk) : {};
    const answer = await ask(
      { path: "/", ...asked, headers: { ...asked?.headers, origin: desk.origin } },
      change.who === "anybody" ? "" : cookie,
    );
    expect(answer.status, `${name}: ${answer.body.slice(0, 300)}`).toBeLessThan(400);
    if (change.answers === null) expect(await fingerprint(desk), name).not.toEqual(before);
    else expect(change.answers.test(answer.body), name).toBe(true);
  }
}, 120_000);
