import { randomBytes } from "node:crypto";
import { type FileHandle, mkdir, open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { callFailure, laneFailure } from "@callscript/core/failure.ts";
import type { AudioStore } from "@callscript/core/ports.ts";
import { type AudioIntake, takeAudio } from "./audio-intake.ts";
import { fileStream } from "./file-stream.ts";
import { storePath } from "./store-path.ts";
import { sweepIncoming } from "./sweep-incoming.ts";

/**
 * The vault as a folder (0700, files 0600). A recording is written to `incoming/`, synced and renamed, so that a key
 * exists whole or not at all, also after a power cut.
 * A full or read-only disk is a `lane` failure; what is no audio, too large or gone is the call's.
 */
export function createFsStore(options: { root: string }): AudioStore {
  const root = path.resolve(options.root);
  const incoming = path.join(root, ".incoming");
  let prepared: Promise<void> | null = null;

  /** Once a process: the folders, and no leftovers of a process that died while it wrote. */
  function prepare(): Promise<void> {
    prepared ??= mkdir(incoming, { recursive: true, mode: 0o700 })
      .then(() => sweepIncoming(incoming))
      .catch((error: unknown) => {
        prepared = null;
        throw error;
      });
    return prepared;
  }

  return {
    async put(key, body, options) {
      storePath(root, key);
      const audio = await takeAudio(body, options);
      const stored = `${key}${audio.type.extension}`;
      try {
        await diskWork(prepare());
        const draft = path.join(incoming, randomBytes(12).toString("hex"));
        await keep(root, audio, { draft, target: storePath(root, stored), signal: options.signal });
        return { path: stored, ...audio.facts(), contentType: audio.type.contentType };
      } finally {
        await audio.cancel();
      }
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
      if (await isThere(path.dirname(file))) await syncFolder(path.dirname(file));
    },
  };
}

async function keep(
  root: string,
  audio: AudioIntake,
  { draft, target, signal }: { draft: string; target: string; signal: AbortSignal },
): Promise<void> {
  try {
    await writeWhole(draft, audio.chunks);
    signal.throwIfAborted();
    await diskWork(moveInto(root, draft, target));
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

async function writeWhole(draft: string, chunks: AsyncGenerator<Uint8Array>): Promise<void> {
  const file = await diskWork(open(draft, "wx", 0o600));
  try {
    for await (const chunk of chunks) await diskWork(writeAll(file, chunk));
    await diskWork(file.sync());
  } finally {
    await file.close();
  }
}

async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.byteLength; ) {
    at += (await file.write(chunk, at)).bytesWritten;
  }
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

/** Trouble with the disk is no fault of the call in hand: the lane pauses until somebody has looked. */
async function diskWork<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    const reason = code === "ENOSPC" || code === "EDQUOT" ? "the disk of the recordings is full" : code;
    throw laneFailure(`recordings cannot be written: ${reason}`, "person", error);
  }
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    (error: unknown) => {
      if (isMissing(error)) return false;
      throw error;
    },
  );
}

function isMissing(error: unknown): boolean {
  const code = codeOf(error);
  return code === "ENOENT" || code === "ENOTDIR";
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" && /^E[A-Z0-9]+$/.test(error.code) ? error.code : undefined;
}
