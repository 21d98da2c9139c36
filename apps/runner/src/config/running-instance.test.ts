import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { noteRunning, runningInstance } from "./running-instance.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "callscript-running-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const noted = (home = root) => {
  const outcome = noteRunning(home, note);
  if ("servedBy" in outcome) throw new Error("served by another");
  return outcome;
};
const note = { mode: "live", port: 4000, apiPort: 4001 } as const;
const write = (text: string) => writeFileSync(path.join(root, "running.json"), text);

test("a home that nobody serves, or that is not there, has no running instance", () => {
  expect(runningInstance(root)).toBeNull();
  expect(runningInstance(path.join(root, "nowhere"))).toBeNull();
});

test("this process is found until it takes its note away", () => {
  const { forget, afterKill } = noted();
  expect(afterKill).toBe(false);
  expect(runningInstance(root)).toMatchObject({ pid: process.pid, ...note });
  forget();
  expect(runningInstance(root)).toBeNull();
  expect(readdirSync(root)).toEqual([]);
  forget();
});

test("the note is the owner's alone, and so is a home made for it", () => {
  const home = path.join(root, "new");
  noted(home);
  const mode = (file: string) => (statSync(file).mode & 0o777).toString(8);
  expect(mode(home)).toBe("700");
  expect(mode(path.join(home, "running.json"))).toBe("600");
});

test("a note left by a process that is dead does not count", () => {
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  write(JSON.stringify({ pid, startedAt: "", ...note }));
  expect(runningInstance(root)).toBeNull();
  expect(noted().afterKill, "and the next start knows of it").toBe(true);
});

test.each([
  "",
  '{"pid":12,"mo',
  "null",
  "[]",
  JSON.stringify({ ...note }),
  JSON.stringify({ pid: process.pid, startedAt: "", ...note, mode: "other" }),
  JSON.stringify({ pid: 0, startedAt: "", ...note }),
  JSON.stringify({ pid: -1, startedAt: "", ...note }),
])("a note that cannot be read as one counts as none: %s", (text) => {
  write(text);
  expect(runningInstance(root)).toBeNull();
});

test("a damaged note is replaced by the next start", () => {
  write("half a no");
  noted();
  expect(runningInstance(root)).toMatchObject({ pid: process.pid, mode: "live" });
});

test("a home that is served is not noted twice, and only its server takes the note away", () => {
  const other = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"]);
  try {
    const stat = readFileSync(`/proc/${other.pid}/stat`, "utf8");
    const tick = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    write(JSON.stringify({ pid: other.pid, startedAt: `${boot} ${tick}`, ...note }));
    expect(noteRunning(root, note)).toMatchObject({ servedBy: { pid: other.pid } });

    write(JSON.stringify({ pid: other.pid, startedAt: `${boot} 1`, ...note }));
    expect(runningInstance(root), "another process with the number of a dead one").toBeNull();
    const { forget } = noted();
    write(JSON.stringify({ pid: other.pid, startedAt: `${boot} ${tick}`, ...note }));
    forget();
    expect(runningInstance(root)).toMatchObject({ pid: other.pid });
    expect(readdirSync(root)).toEqual(["running.json"]);
  } finally {
    other.kill("SIGKILL");
  }
});
