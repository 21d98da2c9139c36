// `npm test`: installs what is missing, checks, builds and runs every test. Arguments go to vitest.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ensureInstalled } from "./setup/install.mjs";
import { root } from "./setup/root.mjs";

ensureInstalled();
const began = Date.now();
const node = (script, ...args) =>
  spawnSync(process.execPath, [path.join(root, script), ...args], { cwd: root, stdio: "inherit" }).status;

const checked = node("scripts/check.mjs", "--build");
// Has been done beside the checks, unless it failed: then here it says why.
if (node("scripts/build.mjs") !== 0) process.exit(1);

const { findChromium } = await import("./setup/chromium.mjs");
const chromium = await findChromium();
if (chromium === null) {
  process.stdout.write(
    "\nNO CHROMIUM: the dashboard's browser tests are SKIPPED. Install Chrome or Chromium, or set CHROMIUM_PATH.\n\n",
  );
  if (process.env.CI) process.exit(1);
}
if (!process.env.CALLSCRIPT_TEST_DATA) {
  process.stdout.write(
    "CALLSCRIPT_TEST_DATA is not set: tests on the public recordings and transcripts are skipped.\n",
  );
}

const folder = mkdtempSync(path.join(tmpdir(), "callscript-test-"));
const report = path.join(folder, "vitest.json");
const vitest = spawnSync(
  process.execPath,
  [
    path.join(root, "node_modules/vitest/vitest.mjs"),
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: "inherit", env: { ...process.env, ...(chromium ? { CHROMIUM_PATH: chromium } : {}) } },
);
const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0 } = readReport();
rmSync(folder, { recursive: true, force: true });
process.stdout.write(`Took ${((Date.now() - began) / 60_000).toFixed(1)} minutes.\n`);
if (checked !== 0) process.stdout.write("npm run check failed, see above.\n");
process.stdout.write(
  `${numPassedTests} passed, ${numFailedTests} failed${numPendingTests > 0 ? `, ${numPendingTests} skipped` : ""}\n`,
);
process.exit(checked !== 0 || vitest.status !== 0 || numPassedTests === 0 ? 1 : 0);

function readReport() {
  try {
    return JSON.parse(readFileSync(report, "utf8"));
  } catch (error) {
    process.stdout.write(`vitest left no report: ${error.message}\n`);
    return {};
  }
}
