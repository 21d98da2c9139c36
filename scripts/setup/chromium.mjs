import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { root } from "./root.mjs";

const names = ["google-chrome-stable", "google-chrome", "chromium", "chromium-browser", "chrome"];
const macApps = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

function installed() {
  if (process.env.CHROMIUM_PATH && existsSync(process.env.CHROMIUM_PATH)) return process.env.CHROMIUM_PATH;
  for (const folder of (process.env.PATH ?? "").split(path.delimiter)) {
    for (const name of names) {
      const candidate = path.join(folder, name);
      if (existsSync(candidate)) return candidate;
    }
  }
  return macApps.find(existsSync) ?? null;
}

async function playwrightsOwn() {
  const { chromium } = await import("playwright-core");
  const at = () => (existsSync(chromium.executablePath()) ? chromium.executablePath() : null);
  if (at()) return at();
  process.stdout.write("No Chrome or Chromium found. Downloading Playwright's own Chromium into its cache\n");
  const cli = path.join(root, "node_modules/playwright-core/cli.js");
  spawnSync(process.execPath, [cli, "install", "chromium"], {
    stdio: ["ignore", "inherit", "inherit"],
    timeout: 240_000,
    killSignal: "SIGKILL",
  });
  return at();
}

function apts() {
  if (
    process.platform !== "linux" ||
    process.getuid?.() !== 0 ||
    spawnSync("apt-get", ["--version"]).status !== 0
  )
    return null;
  process.stdout.write("That did not work. Installing Debian's chromium with apt-get (about 110 MB)\n");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [
    ["update", "-qq"],
    ["install", "-y", "-qq", "--no-install-recommends", "chromium"],
  ]) {
    const done = spawnSync("apt-get", args, {
      stdio: ["ignore", "ignore", "inherit"],
      env,
      timeout: 600_000,
    });
    if (done.status !== 0) return null;
  }
  return installed();
}

/** A Chromium for the browser tests: an installed one, else Playwright's, else (root on Debian or Ubuntu) apt's, else null. */
export async function findChromium() {
  return installed() ?? (await playwrightsOwn()) ?? apts();
}
