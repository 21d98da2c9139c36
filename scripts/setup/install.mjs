import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./root.mjs";

const marker = path.join(root, "node_modules", ".callscript-installed");

/** One hash over the packages: the lockfile, and the patches that go over what it names. */
export function packagesHash() {
  const patches = path.join(root, "patches");
  const files = [
    path.join(root, "package-lock.json"),
    ...readdirSync(patches)
      .sort()
      .map((name) => path.join(patches, name)),
  ];
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest("hex");
}

function isInstalled() {
  return existsSync(marker) && readFileSync(marker, "utf8").trim() === packagesHash();
}

/** Runs `npm ci` when node_modules is missing or belongs to another lockfile or other patches. */
export function ensureInstalled() {
  requireNode();
  if (isInstalled()) return;
  process.stdout.write("Installing dependencies (npm ci, about a minute)\n");
  const args =
    process.platform === "linux" ? ["ci", "--include=dev"] : ["install", "--no-save", "--include=dev"];
  const done = spawnSync("npm", [...args, "--no-progress", "--loglevel=error"], {
    cwd: root,
    stdio: "inherit",
  });
  if (done.status !== 0) {
    process.stderr.write(`npm ${args[0]} failed. Check the network and the registry, then run this again.\n`);
    process.exit(done.status ?? 1);
  }
  writeFileSync(marker, `${packagesHash()}\n`);
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  process.stderr.write(
    `CallScript needs Node 20.19 or newer; this is ${process.versions.node}. Install Node 24 LTS.\n`,
  );
  process.exit(1);
}
