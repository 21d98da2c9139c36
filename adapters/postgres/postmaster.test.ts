import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type EmbeddedCluster, startEmbedded } from "./embedded.ts";
import { nobody } from "./embedded-binaries.ts";
import { runningPostmaster } from "./postmaster.ts";

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
let home: string;
let data: string;
let stranger: ChildProcess | null = null;
let cluster: EmbeddedCluster | null = null;
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), "callscript-postmaster-"));
  data = path.join(home, "postgres/data");
});
afterEach(async () => {
  const running = cluster;
  stranger?.kill("SIGKILL");
  [cluster, stranger] = [null, null];
  try {
    await running?.stop();
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});
const pidFile = () => path.join(data, "postmaster.pid");
const written = (text: string) => {
  mkdirSync(data, { recursive: true });
  writeFileSync(pidFile(), text);
};
/** Of the user that the server runs as, so that Postgres too takes it for a living server of this folder. */
async function livingStranger(): Promise<number> {
  const as = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  const child = spawn("sleep", ["600"], { ...as, cwd: "/", stdio: "ignore" });
  stranger = child;
  await once(child, "spawn");
  return child.pid ?? 0;
}

test("a pid file with the number of a living program that is not Postgres does not stop the start", async () => {
  cluster = await startEmbedded({ home, throwAway: true, log });
  const left = readFileSync(pidFile(), "utf8").split("\n").slice(1);
  await cluster.stop();
  const pid = await livingStranger();
  written([pid, ...left].join("\n"));
  cluster = await startEmbedded({ home, throwAway: true, log });
  expect(cluster.reused).toBe(false);
  expect(runningPostmaster(data)?.pid).not.toBe(pid);
  expect(stranger?.exitCode).toBeNull();
}, 60_000);

test("a pid file that goes while it is looked at is no fault", async () => {
  mkdirSync(data, { recursive: true });
  stranger = spawn("sh", ["-c", `while :; do echo none > ${pidFile()}; rm -f ${pidFile()}; done`], {
    stdio: "ignore",
  });
  await once(stranger, "spawn");
  for (const begun = performance.now(); performance.now() - begun < 500; )
    expect(runningPostmaster(data)).toBeNull();
});

test("a stopped server is not running, and stopping it again is no fault", async () => {
  cluster = await startEmbedded({ home, throwAway: true, log });
  expect(runningPostmaster(data)).toMatchObject({ port: cluster.port });
  await cluster.stop();
  expect(runningPostmaster(data)).toBeNull();
  await cluster.stop();
}, 60_000);

test("a pid file of a process that has ended is removed", async () => {
  const pid = await livingStranger();
  const ended = stranger && once(stranger, "exit");
  stranger?.kill("SIGKILL");
  await ended;
  written(`${pid}\n${data}\n0\n5432\n`);
  expect(runningPostmaster(data)).toBeNull();
  expect(existsSync(pidFile())).toBe(false);
});

test("a pid file that is still being written is left to its writer", () => {
  for (const text of ["", "\n", "not a number\n"]) {
    written(text);
    expect(runningPostmaster(data)).toBeNull();
    expect(existsSync(pidFile())).toBe(true);
  }
});

test("a folder without a pid file has no server", () => {
  expect(runningPostmaster(data)).toBeNull();
});
