import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { startEmbedded } from "@callscript/adapters/postgres/embedded.ts";
import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { json, loopbackServer } from "../fakes/loopback-server.ts";
import { callscript, liveWith, newHome, type Place, start } from "./support/run-callscript.ts";

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
let place: Place;
beforeAll(async () => {
  place = await newHome();
});
afterAll(() => place.remove());
const env = (extra?: Record<string, string>) => place.env(extra);
const databaseRuns = () => existsSync(path.join(place.home, "postgres/data/postmaster.pid"));
const up = (extra: Record<string, string> = {}) =>
  start(["dist/callscript.mjs", "up", "--no-demo"], env(extra));

test("a status asked for while an import runs leaves it its database; who leaves last stops it", async () => {
  const file = path.join(place.home, "many.jsonl");
  const row = (id: number) =>
    JSON.stringify({ id: `n${id}`, turns: [{ speaker: "agent", text: "hello there" }] });
  writeFileSync(file, Array.from({ length: 1_200 }, (_, id) => row(id)).join("\n"));
  const importing = callscript(["import", file], env());
  await expect.poll(databaseRuns, { timeout: 30_000 }).toBe(true);
  const asked = await Promise.all([callscript(["status", "--json"], env()), callscript(["doctor"], env())]);
  expect(asked.map(({ code }) => code)).toEqual([0, 0]);
  const { code, output } = await importing;
  expect(code, output).toBe(0);
  expect(output).toContain("1200 imported");
  expect(output).toContain("judge: 1200 done, 0 failed");
  await expect.poll(databaseRuns).toBe(false);
}, 120_000);

/** As after thirty seconds without a question: a pool closes what idles. */
async function closeIdleConnections(): Promise<number> {
  const cluster = await startEmbedded({ home: place.home, log: quiet });
  const db = openPool({ url: cluster.url, max: 1, applicationName: "test" });
  try {
    const closed = await db.rows(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'callscript-live' and state = 'idle'",
      [],
    );
    return closed.length;
  } finally {
    await db.close();
  }
}

test("a command that only waits keeps its database, and one that was killed keeps it from nobody", async () => {
  const answers = new AbortController();
  const ringba = await loopbackServer(async ({ path }, response) => {
    if (!answers.signal.aborted) await once(answers.signal, "abort");
    if (path.endsWith("/columns")) return json(response, 200, [{ id: "inboundCallId" }, { id: "callDt" }]);
    return json(response, 200, { isSuccessful: true, report: { records: [] } });
  });
  const settings = env(
    liveWith({ url: ringba.origin }, { accountId: "RA-waits", apiToken: "a test's token" }),
  );
  const backfill = () =>
    start(
      [
        "apps/runner/bin/callscript.mjs",
        "backfill",
        "--from",
        "2026-10-01",
        "--to",
        "2026-10-01",
        "--dry-run",
      ],
      settings,
    );
  try {
    const [killed, waiting] = [backfill(), backfill()];
    await expect.poll(() => ringba.requests.length, { timeout: 30_000 }).toBe(2);
    killed.child.kill("SIGKILL");
    await killed.ended;
    expect(await closeIdleConnections()).toBeGreaterThan(0);
    expect((await callscript(["status"], env())).code).toBe(0);
    expect(databaseRuns()).toBe(true);
    answers.abort();
    expect((await waiting.ended).code, waiting.output()).toBe(0);
    expect(databaseRuns()).toBe(false);
  } finally {
    await ringba.close();
  }
}, 60_000);

test("of two starts at once on one home one serves, the other says who does and ends with 69", async () => {
  const programs = [up(), up()];
  const outcomes = await Promise.all(
    programs.map((program) =>
      Promise.race([
        program.says(/is running/, 90_000).then(() => "serves"),
        program.ended.then(({ code }) => code),
      ]),
    ),
  );
  expect([...outcomes].sort()).toEqual([69, "serves"]);
  const [server, refused] = outcomes[0] === "serves" ? programs : [...programs].reverse();
  expect(refused?.output()).toMatch(/already runs on this home \(process \d+, live/);
  // A terminal's Ctrl-C reaches the program twice: by itself and through its parent.
  server?.child.kill("SIGINT");
  server?.child.kill("SIGINT");
  expect(await server?.ended).toEqual({ code: 0, signal: null });
  expect(server?.output()).toContain("Stopped.");
  expect(databaseRuns()).toBe(false);
}, 120_000);

test("a closed terminal stops everything, as Ctrl-C does", async () => {
  const program = up();
  await program.says(/is running/, 90_000);
  program.child.kill("SIGHUP");
  expect(await program.ended).toEqual({ code: 0, signal: null });
  expect(databaseRuns()).toBe(false);
}, 120_000);

test("a database that refuses us is one line about DATABASE_URL and 78, not a stack", async () => {
  const other = await newHome();
  const cluster = await startEmbedded({ home: other.home, log: quiet });
  try {
    const wrong = (change: Partial<Pick<URL, "password" | "pathname" | "search">>) =>
      Object.assign(new URL(cluster.url), change).toString();
    for (const [url, says] of [
      [wrong({ password: "not-the-password" }), /password authentication failed/],
      [wrong({ pathname: "/nowhere" }), /database "nowhere" does not exist/],
      [wrong({ search: "?sslmode=verify-full" }), /SSL/],
    ] as const) {
      const { code, output } = await callscript(["status"], env({ DATABASE_URL: url }));
      expect(code, output).toBe(78);
      expect(output).toMatch(/^DATABASE_URL: /);
      expect(output).toMatch(says);
      expect(output).not.toContain("    at ");
    }
  } finally {
    await cluster.stop();
    other.remove();
  }
}, 120_000);

test("a home that cannot be used, a set and a folder that are not there: one line, and the code says whose fault it is", async () => {
  const asks = [
    {
      args: ["status"],
      extra: { CALLSCRIPT_HOME: "/etc/hostname" },
      code: 78,
      says: /CALLSCRIPT_HOME must be a folder/,
    },
    { args: ["eval", "--set", "/nowhere.jsonl"], extra: {}, code: 64, says: /cannot be used/ },
    { args: ["import", path.join(place.home, "logs")], extra: {}, code: 64, says: /no index\.jsonl/ },
    { args: ["up", "--port", "abc"], extra: {}, code: 64, says: /--port takes a number/ },
    { args: ["up", "--port", "65536"], extra: {}, code: 64, says: /--port takes a number/ },
  ];
  for (const { args, extra, code, says } of asks) {
    const done = await callscript(args, env(extra));
    expect(done.code, done.output).toBe(code);
    expect(done.output).toMatch(says);
    expect(done.output).not.toContain("    at ");
  }
}, 60_000);
