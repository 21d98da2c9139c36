import { type FileHandle, mkdir, open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { callFailure } from "@callscript/core/failure.ts";
import type { AudioStore } from "@callscript/core/ports.ts";
import { takeAudio } from "./audio-intake.ts";
import { diskWork, isMissing } from "./disk.ts";
import { fileStream } from "./file-stream.ts";
import { createIncoming } from "./incoming.ts";
import { storePath } from "./store-path.ts";

/**
 * The vault as a folder (0700, files 0600). A recording is written to `.incoming`, synced and renamed, so that a key
 * exists whole or not at all, also after a power cut.
 * A full or read-only disk is a `lane` failure; what is no audio, too large or gone is the call's.
 */
export function createFsStore(options: { root: string }): AudioStore {
  const root = path.resolve(options.root);
  const incoming = createIncoming(path.join(root, ".incoming"));
  return {
    async put(key, body, options) {
      storePath(root, key);
      const audio = await takeAudio(body, options);
      const stored = `${key}${audio.type.extension}`;
      await incoming.with(audio, async (draft) => {
        options.signal.throwIfAborted();
        await diskWork(moveInto(root, draft, storePath(root, stored)));
      });
      return { path: stored, ...audio.facts(), contentType: audio.type.contentType };
    },

    async read(key, range) {
      return fileStream(await openStored(storePath(root, key)), range);
    },

    async size(key) {
      try {
        const found = await stat(storePath(root, key));
        return found.isFile() ? { bytes: found.size } : null;
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },

    async remove(key) {
      const file = storePath(root, key);
      await rm(file, { force: true });
      await syncFolder(path.dirname(file)).catch((error: unknown) => {
        if (!isMissing(error)) throw error;
      });
    },
  };
}

/** Renames and syncs every folder that the name depends on: a new folder's own name stands in its parent. */
async function moveInto(root: string, draft: string, target: string): Promise<void> {
  const folder = path.dirname(target);
  const firstMade = await mkdir(folder, { recursive: true, mode: 0o700 });
  await rename(draft, target);
  await syncFolder(folder);
  if (firstMade === undefined) return;
  for (let at = path.dirname(folder); at.length >= root.length; at = path.dirname(at)) {
    await syncFolder(at);
    if (at.length < firstMade.length) break;
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function openStored(file: string): Promise<FileHandle> {
  try {
    return await open(file, "r");
  } catch (error) {
    if (isMissing(error)) throw callFailure("the recording is no longer in the vault", { cause: error });
    throw error;
  }
}
