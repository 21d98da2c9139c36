import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { modeOfCommand, modeOfStart } from "./installation-mode.ts";
import { noteRunning } from "./running-instance.ts";

const database = { DATABASE_URL: "postgresql://owner@db.example.com/callscript" };
let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "callscript-mode-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));
const home = () => ({ CALLSCRIPT_HOME: root });
const started = (folder: "postgres" | "demo/postgres") =>
  mkdirSync(path.join(root, folder), { recursive: true });
const runs = (mode: "demo" | "live") => noteRunning(root, { mode, port: 4000, apiPort: 4001 });

test("up starts the demo where nothing is configured", () => {
  expect(modeOfStart({}, undefined)).toBe("demo");
  expect(modeOfStart({ RINGBA_ACCOUNT_ID: "", DATABASE_URL: "" }, undefined)).toBe("demo");
});

test.each<Record<string, string>>([
  { RINGBA_ACCOUNT_ID: "RA1" },
  { RINGBA_API_TOKEN: "a-real-token" },
  database,
])("up starts live with %o", (raw) => {
  expect(modeOfStart(raw, undefined)).toBe("live");
});

test("up does as it is told, with or without an account", () => {
  expect(modeOfStart({}, false)).toBe("live");
  expect(modeOfStart({ RINGBA_ACCOUNT_ID: "RA1", RINGBA_API_TOKEN: "a-real-token" }, true)).toBe("demo");
});

test("a database of one's own is never the demo's, whoever asks and whatever runs", () => {
  started("demo/postgres");
  runs("demo");
  for (const asked of [true, false, undefined]) {
    expect(modeOfStart(database, asked)).toBe("live");
    expect(modeOfCommand({ ...home(), ...database }, asked)).toBe("live");
  }
});

test("a command speaks to the installation that runs", () => {
  started("postgres");
  runs("demo");
  expect(modeOfCommand(home(), undefined)).toBe("demo");
  rmSync(path.join(root, "running.json"));
  runs("live");
  expect(modeOfCommand(home(), undefined)).toBe("live");
});

test("a command that is told which does not look", () => {
  runs("live");
  expect(modeOfCommand(home(), true)).toBe("demo");
  rmSync(path.join(root, "running.json"));
  runs("demo");
  expect(modeOfCommand(home(), false)).toBe("live");
});

test("where nothing runs it is the live one, and the demo only where nothing else was ever started", () => {
  expect(modeOfCommand(home(), undefined)).toBe("live");
  started("demo/postgres");
  expect(modeOfCommand(home(), undefined)).toBe("demo");
  started("postgres");
  expect(modeOfCommand(home(), undefined)).toBe("live");
});

test("a damaged note of a running instance stops no command", () => {
  started("demo/postgres");
  writeFileSync(path.join(root, "running.json"), '{"pid":');
  expect(modeOfCommand(home(), undefined)).toBe("demo");
});
