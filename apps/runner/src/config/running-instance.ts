import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { makeOnce } from "@callscript/adapters/files/make-once.ts";
import { isAlive } from "@callscript/adapters/process/is-alive.ts";
import { z } from "zod";

const Running = z.object({
  pid: z.int().positive(),
  /** Tells the process from a later one of the same number: Linux's start time of it, "" elsewhere. */
  startedAt: z.string(),
  mode: z.enum(["demo", "live"]),
  port: z.int(),
  apiPort: z.int(),
});
export type Running = z.infer<typeof Running>;

function fileOf(root: string) {
  return path.join(root, "running.json");
}

/** The instance that serves this home right now, or null. A file left by a killed process does not count. */
export function runningInstance(root: string): Running | null {
  const note = readNote(fileOf(root));
  return note !== null && lives(note) ? note : null;
}

/**
 * Notes that this process serves the home, unless another one does, and answers with what takes the note away and
 * whether one was found that was killed; of two at once one gets it.
 */
export function noteRunning(
  root: string,
  running: Omit<Running, "pid" | "startedAt">,
): { forget: () => void; afterKill: boolean } | { servedBy: Running } {
  mkdirSync(root, { recursive: true, mode: 0o700 });
  const mine: Running = { pid: process.pid, startedAt: startOf(process.pid), ...running };
  const file = fileOf(root);
  let afterKill = false;
  for (;;) {
    makeOnce(file, JSON.stringify(mine));
    const note = readNote(file);
    if (note !== null && isSame(note, mine)) return { forget: () => forget(file, mine), afterKill };
    if (note !== null && lives(note)) return { servedBy: note };
    if (existsSync(file)) {
      putAside(file);
      afterKill = true;
    }
  }
}

function forget(file: string, mine: Running): void {
  const note = readNote(file);
  if (note !== null && isSame(note, mine)) rmSync(file, { force: true });
}

/** Takes away a note of the dead. One that a living process wrote just now is put back. */
function putAside(file: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  const note = readNote(aside);
  if (note !== null && lives(note)) makeOnce(file, JSON.stringify(note));
  rmSync(aside, { recursive: true, force: true });
}

/** null where there is none, or what is there is no note: half written when its process was killed, say. */
function readNote(file: string): Running | null {
  try {
    return Running.safeParse(JSON.parse(readFileSync(file, "utf8"))).data ?? null;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (error instanceof SyntaxError || code === "ENOENT" || code === "EISDIR") return null;
    throw error;
  }
}

function isSame(one: Running, other: Running): boolean {
  return one.pid === other.pid && one.startedAt === other.startedAt;
}

function lives({ pid, startedAt }: Running): boolean {
  return isAlive(pid) && startOf(pid) === startedAt;
}

/** Linux: the boot and the clock tick in which the process began. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const tick = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()} ${tick}`;
  } catch (error) {
    if (error instanceof Error && "code" in error) return "";
    throw error;
  }
}
