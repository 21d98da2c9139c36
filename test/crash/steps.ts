import { writeSync } from "node:fs";
import fs, { type FileHandle } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";

/** The step at which this process kills itself, counted from 1; none where it is not set. */
const killAt = Number(process.env["KILL_AT"] ?? 0);
let taken = 0;

/** One moment of the work: written to standard output, and the last one there is when it is this one's turn. */
function step(name: string): void {
  taken += 1;
  writeSync(1, `${name.replace(/[0-9a-f]{24}/, "draft").replace(/[0-9a-f-]{36}/, "call")}\n`);
  if (taken === killAt) process.kill(process.pid, "SIGKILL");
}

/** A step before the work and one after it. */
export async function around<T>(name: string, work: () => Promise<T>): Promise<T> {
  step(`before ${name}`);
  const result = await work();
  step(`after ${name}`);
  return result;
}

/**
 * From now on everything that this process does in `folder` is a step: each function of node:fs/promises that the store
 * uses, and each write and sync of a file that it opens. Reads are none: they change nothing, and some run ahead.
 */
export function watchFiles(folder: string): void {
  const isInside = (file: unknown) => typeof file === "string" && file.startsWith(folder);
  const nameOf = (file: unknown) => String(file).slice(folder.length) || "/";
  const plain = { mkdir: fs.mkdir, readdir: fs.readdir, rename: fs.rename, rm: fs.rm, stat: fs.stat };
  const watched = Object.fromEntries(
    Object.entries(plain).map(([verb, work]) => [
      verb,
      (...args: unknown[]) => {
        const call = () => Reflect.apply(work, fs, args) as Promise<unknown>;
        return isInside(args[0])
          ? around(`${verb} ${nameOf(args.at(verb === "rename" ? 1 : 0))}`, call)
          : call();
      },
    ]),
  );
  const open = fs.open;
  Object.assign(fs, watched, {
    open: async (...args: Parameters<typeof open>) => {
      if (!isInside(args[0])) return open(...args);
      const name = nameOf(args[0]);
      return watchHandle(await around(`open ${name}`, () => open(...args)), name);
    },
  });
  syncBuiltinESMExports();
}

function watchHandle(handle: FileHandle, name: string): FileHandle {
  const { write, sync } = handle;
  for (const [verb, work] of Object.entries({ write, sync }))
    Object.assign(handle, {
      [verb]: (...args: unknown[]) =>
        around(`${verb} ${name}`, () => Reflect.apply(work, handle, args) as Promise<unknown>),
    });
  return handle;
}
