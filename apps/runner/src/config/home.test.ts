import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { homeRoot, keptSecret, openHome } from "./home.ts";

let root: string;
beforeEach(() => {
  root = path.join(mkdtempSync(path.join(tmpdir(), "callscript-home-")), "home");
});
afterEach(() => rmSync(path.dirname(root), { recursive: true, force: true }));
const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8);

test("the home is CALLSCRIPT_HOME, else below XDG_DATA_HOME, else below the person's own folder", () => {
  expect(homeRoot({ CALLSCRIPT_HOME: "/a/b/", XDG_DATA_HOME: "/x" })).toBe("/a/b");
  expect(homeRoot({ CALLSCRIPT_HOME: "", XDG_DATA_HOME: "/x" })).toBe("/x/callscript");
  expect(homeRoot({})).toBe(path.join(homedir(), ".local/share/callscript"));
});

test("a home given without its root is below the working folder", () => {
  expect(homeRoot({ CALLSCRIPT_HOME: "mine" })).toBe(path.join(process.cwd(), "mine"));
});

test.each(["demo", "live"] as const)("every folder of a %s home is the owner's alone", (mode) => {
  const home = openHome(root, mode);
  for (const folder of [home.root, home.data, home.recordings, home.secrets, home.logs])
    expect([folder, modeOf(folder)]).toEqual([folder, "700"]);
});

test("a home that others could read is closed to them", () => {
  mkdirSync(root);
  chmodSync(root, 0o755);
  openHome(root, "live");
  expect(modeOf(root)).toBe("700");
});

test("the demo keeps everything but the models apart from the live installation", () => {
  const [demo, live] = [openHome(root, "demo"), openHome(root, "live")];
  expect(live.data).toBe(root);
  expect(demo.data).toBe(path.join(root, "demo"));
  expect(demo.models).toBe(live.models);
  for (const name of ["recordings", "secrets", "logs"] as const) {
    expect(demo[name]).toBe(path.join(root, "demo", name));
    expect(live[name]).toBe(path.join(root, name));
  }
});

test("a secret is long, kept across calls and starts, and in a file that is the owner's alone", () => {
  const home = openHome(root, "live");
  const secret = keptSecret(home, "web-role");
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect(keptSecret(home, "web-role")).toBe(secret);
  expect(keptSecret(openHome(root, "live"), "web-role")).toBe(secret);
  expect(modeOf(path.join(home.secrets, "web-role"))).toBe("600");
});

test("each name and each installation has a secret of its own", () => {
  const [demo, live] = [openHome(root, "demo"), openHome(root, "live")];
  const secrets = [keptSecret(live, "web-role"), keptSecret(live, "session"), keptSecret(demo, "web-role")];
  expect(new Set(secrets).size).toBe(3);
});

test("a folder of secrets that is gone is an error, not a new secret each time", () => {
  const home = openHome(root, "live");
  rmSync(home.secrets, { recursive: true });
  expect(() => keptSecret(home, "web-role")).toThrow(/ENOENT/);
});
