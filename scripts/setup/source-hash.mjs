import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { packagesHash } from "./install.mjs";
import { root } from "./root.mjs";

const ignored = new Set(["node_modules", ".next", "dist", ".cache", "coverage"]);
const sources = /\.(ts|tsx|mjs|css|json|svg|js)$/;

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    if (ignored.has(entry.name)) continue;
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* files(full);
    else if (sources.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) && entry.name !== "next-env.d.ts")
      yield full;
  }
}

/** One hash over the sources below these folders and the packages: a build is fresh while it stands. */
export function sourceHash(folders) {
  const hash = createHash("sha256").update(packagesHash());
  for (const folder of folders) {
    for (const file of files(path.join(root, folder))) {
      hash.update(path.relative(root, file)).update("\0").update(readFileSync(file)).update("\0");
    }
  }
  return hash.digest("hex");
}
