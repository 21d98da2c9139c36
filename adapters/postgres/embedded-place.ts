import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readlinkSync,
  rmdirSync,
  statSync,
  symlinkSync,
} from "node:fs";
import path from "node:path";
import { nobody, othersCanEnter } from "./embedded-binaries.ts";

/** Where clusters of root live whose home nobody cannot be let into. */
export const fallbackRoot = "/var/lib/callscript";

/**
 * The cluster's folder, `home/postgres`, made so that the programs can reach it. As root they run as nobody: the home
 * (mode 0700) is then owned by nobody, and where a folder above the home is closed (/root, say) `home/postgres` is a
 * link to a folder under /var/lib/callscript.
 */
export function clusterFolder(home: string, root: string): string {
  const folder = path.join(home, "postgres");
  mkdirSync(home, { recursive: true, mode: 0o700 });
  if (process.getuid?.() !== 0) return folder;
  if (existsSync(folder)) return followed(folder);
  if (othersCanEnter(path.dirname(root))) {
    for (let at = home; at.startsWith(root); at = path.dirname(at)) chownSync(at, nobody, 0);
    makeForNobody(folder);
    return folder;
  }
  const elsewhere = path.join(fallbackRoot, "clusters", randomBytes(8).toString("hex"));
  mkdirSync(path.dirname(elsewhere), { recursive: true, mode: 0o755 });
  makeForNobody(elsewhere);
  try {
    symlinkSync(elsewhere, folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    // Another process was first.
    rmdirSync(elsewhere);
    return followed(folder);
  }
  return elsewhere;
}

function makeForNobody(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chownSync(folder, nobody, nobody);
  chmodSync(folder, 0o700);
}

function followed(folder: string): string {
  const target = statSync(folder).isDirectory() && isLink(folder) ? readlinkSync(folder) : folder;
  return path.resolve(path.dirname(folder), target);
}

function isLink(folder: string): boolean {
  try {
    readlinkSync(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EINVAL") return false;
    throw error;
  }
}
