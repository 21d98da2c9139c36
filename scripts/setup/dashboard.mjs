import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { packagesHash } from "./install.mjs";
import { root } from "./root.mjs";
import { sourceHash } from "./source-hash.mjs";

const app = path.join(root, "apps/dashboard");
const standalone = path.join(app, ".next/standalone/apps/dashboard");
const stamp = path.join(app, ".next/.source-hash");
const cache = path.join(app, ".next/cache");

/** Builds the dashboard when a source changed (about a minute and a half of CPU), else does nothing. */
export function ensureDashboardBuilt() {
  const hash = sourceHash(["core", "adapters", "apps/dashboard"]);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;
  process.stdout.write("Building the dashboard (one to two minutes, only when its sources changed)\n");
  forgetOtherPackages();
  const next = path.join(root, "node_modules/next/dist/bin/next");
  const done = spawnSync(process.execPath, [next, "build"], {
    cwd: app,
    env: {
      ...process.env,
      NEXT_TELEMETRY_DISABLED: "1",
      NEXT_IGNORE_INCORRECT_LOCKFILE: "1",
      NODE_ENV: "production",
    },
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (done.status !== 0) {
    process.stderr.write(`${done.stdout}\n${done.stderr}\nThe dashboard did not build.\n`);
    process.exit(done.status ?? 1);
  }
  cpSync(path.join(app, ".next/static"), path.join(standalone, ".next/static"), { recursive: true });
  if (existsSync(path.join(app, "public")))
    cpSync(path.join(app, "public"), path.join(standalone, "public"), { recursive: true });
  writeFileSync(stamp, hash);
}

/** Webpack takes a package of the same version for the same package: what was built before a patch came would stay. */
function forgetOtherPackages() {
  const packages = path.join(cache, ".packages-hash");
  const hash = packagesHash();
  if (existsSync(packages) && readFileSync(packages, "utf8") === hash) return;
  rmSync(cache, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  writeFileSync(packages, hash);
}
