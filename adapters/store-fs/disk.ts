import { type FileHandle, open } from "node:fs/promises";
import { laneFailure } from "@callscript/core/failure.ts";

/** Writes a new file (0600) chunk by chunk and syncs it. What `chunks` throws is thrown as it is. */
export async function writeDraft(file: string, chunks: AsyncGenerator<Uint8Array>): Promise<void> {
  const handle = await diskWork(open(file, "wx", 0o600));
  try {
    for await (const chunk of chunks) await diskWork(writeAll(handle, chunk));
    await diskWork(handle.sync());
  } finally {
    await handle.close();
  }
}

/** Trouble with the disk is no fault of the call in hand: the lane pauses until somebody has looked. */
export async function diskWork<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    const reason = code === "ENOSPC" || code === "EDQUOT" ? "the disk of the recordings is full" : code;
    throw laneFailure(`recordings cannot be written: ${reason}`, "person", error);
  }
}

export function isMissing(error: unknown): boolean {
  const code = errorCode(error);
  return code === "ENOENT" || code === "ENOTDIR";
}

async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.byteLength; ) {
    at += (await file.write(chunk, at)).bytesWritten;
  }
}

function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" && /^E[A-Z0-9]+$/.test(error.code) ? error.code : undefined;
}
