import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const Running = z.object({
  pid: z.int().positive(),
  mode: z.enum(["demo", "live"]),
  port: z.int(),
  apiPort: z.int(),
});
export type Running = z.infer<typeof Running>;

function fileOf(root: string) {
  return path.join(root, "running.json");
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** The instance that serves this home right now, or null. A file left by a killed process does not count. */
export function runningInstance(root: string): Running | null {
  let text: string;
  try {
    text = readFileSync(fileOf(root), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  const parsed = Running.safeParse(readJson(text));
  return parsed.success && isAlive(parsed.data.pid) ? parsed.data : null;
}

/** null for what is no JSON: a note half written when its process was killed. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Notes that this process serves the home; returns what takes the note away. */
export function noteRunning(root: string, running: Omit<Running, "pid">): () => void {
  mkdirSync(root, { recursive: true, mode: 0o700 });
  writeFileSync(fileOf(root), JSON.stringify({ pid: process.pid, ...running }), { mode: 0o600 });
  return () => rmSync(fileOf(root), { force: true });
}
