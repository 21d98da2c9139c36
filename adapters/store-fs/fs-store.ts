import { type FileHandle, open, rm, stat } from "node:fs/promises";
import path from "node:path";
import { callFailure } from "@callscript/core/failure.ts";
import type { AudioStore } from "@callscript/core/ports.ts";
import { takeAudio } from "./audio-intake.ts";
import { createCommit, syncFolder } from "./commit-draft.ts";
import { diskWork, isMissing } from "./disk.ts";
import { fileStream } from "./file-stream.ts";
import { createIncoming } from "./incoming.ts";
import { storePath } from "./store-path.ts";

/**
 * The vault as a folder (0700, files 0600). A recording is written to `.incoming`, synced, looked at and only then
 * renamed, so that a key exists whole or not at all, also after a power cut.
 * A full or read-only disk is a `lane` failure; what is no audio, too large or gone is the call's.
 */
export function createFsStore(options: {
  root: string;
  /** Bytes of the disk that recordings leave free. */
  reserve?: number;
}): AudioStore {
  const root = path.resolve(options.root);
  const incoming = createIncoming(path.join(root, ".incoming"), options);
  const commit = createCommit(root);
  return {
    async put(key, body, { inspect, ...limits }) {
      storePath(root, key);
      const audio = await takeAudio(body, limits);
      const stored = `${key}${audio.type.extension}`;
      return incoming.with(audio, async (draft) => {
        await inspect?.(draft);
        limits.signal.throwIfAborted();
        await diskWork(commit(draft.file, storePath(root, stored), audio.facts()));
        return { path: stored, ...audio.facts(), contentType: audio.type.contentType };
      });
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

    async readLink(key) {
      storePath(root, key);
      return null;
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

async function openStored(file: string): Promise<FileHandle> {
  try {
    return await open(file, "r");
  } catch (error) {
    if (isMissing(error)) throw callFailure("the recording is no longer in the vault", { cause: error });
    throw error;
  }
}
