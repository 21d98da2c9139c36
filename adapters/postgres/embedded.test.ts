import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { type EmbeddedCluster, startEmbedded } from "./embedded.ts";

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const clusters: EmbeddedCluster[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const cluster of clusters.splice(0)) await cluster.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
const newHome = () => {
  const home = mkdtempSync(path.join(tmpdir(), "callscript-embedded-"));
  folders.push(home);
  return home;
};
const start = async (home: string) => {
  const cluster = await startEmbedded({ home, log });
  clusters.push(cluster);
  return cluster;
};
const ask = async (url: string, sql: string): Promise<unknown> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return Object.values((await client.query<Record<string, unknown>>(sql)).rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
};
const pidFile = (home: string) => path.join(home, "postgres/data/postmaster.pid");
const pidOf = (home: string) => Number(readFileSync(pidFile(home), "utf8").split("\n")[0]);

test("two homes run side by side; a second start of one uses the server that runs", async () => {
  const [one, two] = [newHome(), newHome()];
  const [first, second] = await Promise.all([start(one), start(two)]);
  await ask(first.url, "create table here (is_home int)");
  expect(await ask(second.url, "select to_regclass('here')")).toBeNull();
  const again = await start(one);
  expect(again).toMatchObject({ reused: true, port: first.port });
  expect(await ask(again.url, "select to_regclass('here')::text")).toBe("here");
}, 60_000);

test("two processes that start a new home at once end up with one cluster", async () => {
  const home = newHome();
  const [first, second] = await Promise.all([start(home), start(home)]);
  expect(first.port).toBe(second.port);
  expect(await ask(second.url, "select 1")).toBe(1);
}, 60_000);

test("after a crash of the server its data are there again, whoever has its old process number now", async () => {
  const home = newHome();
  const { url } = await start(home);
  await ask(url, "create table kept (n int)");
  process.kill(pidOf(home), "SIGKILL");
  const again = await start(home);
  expect(await ask(again.url, "select to_regclass('kept')::text")).toBe("kept");

  await again.stop();
  writeFileSync(
    pidFile(home),
    `${process.pid}\n${home}/postgres/data\n0\n${again.port}\n\n127.0.0.1\n\nready\n`,
  );
  const third = await start(home);
  expect(third.reused).toBe(false);
  expect(await ask(third.url, "select to_regclass('kept')::text")).toBe("kept");
}, 60_000);

test("the password is kept from others, and nobody gets in without it", async () => {
  const home = newHome();
  const { url } = await start(home);
  expect(statSync(path.join(home, "secrets/postgres.json")).mode & 0o777).toBe(0o600);
  const stranger = new URL(url);
  stranger.password = "a guess";
  await expect(ask(stranger.toString(), "select 1")).rejects.toThrow(/password authentication failed/);
  expect(await ask(url, "show listen_addresses")).toBe("127.0.0.1");
}, 60_000);

test.skipIf(process.getuid?.() !== 0)(
  "as root, a home below a folder that nobody may enter runs too (skipped unless root)",
  async () => {
    const closed = newHome();
    chmodSync(closed, 0o700);
    const home = path.join(closed, "below/home");
    mkdirSync(home, { recursive: true });
    const { url } = await start(home);
    expect(await ask(url, "select 1")).toBe(1);
    expect(statSync(closed).mode & 0o077).toBe(0);
    folders.push(path.dirname(String(await ask(url, "show data_directory"))));
  },
  60_000,
);
