import { access, constants, realpath, stat } from "node:fs/promises";
import path from "node:path";

type Found = { ok: true; path: string } | { ok: false; reason: string };

/** The file that a row names: inside the folder, also after every link on the way is followed. */
export async function fileInside(folder: string, named: string): Promise<Found> {
  const outside = { ok: false, reason: `file: ${named} is not inside the folder` } as const;
  if (path.isAbsolute(named) || named.split(/[/\\]/).includes("..") || named.includes("\0")) return outside;
  const root = await realpath(folder);
  const target = await realpath(path.join(root, named)).catch((error: NodeJS.ErrnoException) => error);
  if (target instanceof Error) {
    const isMissing = target.code === "ENOENT" || target.code === "ENOTDIR";
    const what = isMissing ? "is missing" : `cannot be read (${target.code})`;
    return { ok: false, reason: `file: ${named.slice(0, 200)} ${what}` };
  }
  if (!target.startsWith(root + path.sep)) return outside;
  if (!(await stat(target)).isFile()) return { ok: false, reason: `file: ${named} is no file` };
  return access(target, constants.R_OK).then(
    () => ({ ok: true, path: target }),
    (error: NodeJS.ErrnoException) => ({
      ok: false,
      reason: `file: ${named} cannot be read (${error.code})`,
    }),
  );
}
