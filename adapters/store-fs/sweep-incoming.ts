import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";

/** A draft that nobody has written to for an hour belongs to a process that died. */
const orphanedAfterMs = 60 * 60 * 1000;

/** Removes what dead processes left half written; a draft in use is left alone. */
export async function sweepIncoming(folder: string, nowMs = Date.now()): Promise<void> {
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    const found = await stat(file).catch(() => null);
    if (found !== null && nowMs - found.mtimeMs > orphanedAfterMs) await rm(file, { force: true });
  }
}
