import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, stat } from "node:fs/promises";
import path from "node:path";
import { isMissing } from "./disk.ts";

/** More folders than a process writes to in months; forgetting them costs a few syncs. */
const mostFolders = 1_000;

/**
 * Gives drafts their names: in one step, over whatever had the name, and so that it is still there after a power cut.
 * A file that holds the same bytes already is left as it is.
 */
export function createCommit(root: string) {
  /** Folders whose own names are on the disk. */
  const known = new Set<string>();

  async function keepFolders(folder: string): Promise<void> {
    if (known.size > mostFolders) known.clear();
    for (let at = folder; at.length >= root.length; at = path.dirname(at)) {
      await syncFolder(at);
      if (at === path.dirname(at)) break;
    }
    known.add(folder);
  }

  return async (draft: string, target: string, facts: { sha256: string; bytes: number }): Promise<void> => {
    const folder = path.dirname(target);
    const made = await mkdir(folder, { recursive: true, mode: 0o700 });
    if (!(await holds(target, facts))) await rename(draft, target);
    // A new folder's own name stands in its parent, and whoever made this one may have died before that was synced.
    if (made === undefined && known.has(folder)) await syncFolder(folder);
    else await keepFolders(folder);
  };
}

export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function holds(file: string, { sha256, bytes }: { sha256: string; bytes: number }): Promise<boolean> {
  try {
    if ((await stat(file)).size !== bytes) return false;
    const hash = createHash("sha256");
    for await (const chunk of createReadStream(file)) hash.update(chunk);
    return hash.digest("hex") === sha256;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
