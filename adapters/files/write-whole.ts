import { randomBytes } from "node:crypto";
import { type FileHandle, open, rename, rm } from "node:fs/promises";

/**
 * Writes a file that is there whole or not at all, readable by its owner alone: under another name first, which becomes
 * its own when `write` is done. A file of this name is replaced in one step; when `write` rejects, it stays as it was.
 */
export async function writeWhole<T>(
  file: string,
  write: (append: (text: string) => Promise<void>) => Promise<T>,
): Promise<T> {
  const draft = `${file}.${randomBytes(4).toString("hex")}`;
  let handle: FileHandle | null = await open(draft, "wx", 0o600);
  try {
    const opened = handle;
    const result = await write((text) => opened.appendFile(text));
    await opened.sync();
    await opened.close();
    handle = null;
    await rename(draft, file);
    return result;
  } catch (error) {
    await handle?.close();
    await rm(draft, { force: true });
    throw error;
  }
}
