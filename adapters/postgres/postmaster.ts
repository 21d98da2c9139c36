import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { isAlive } from "../process/is-alive.ts";

/** The live postmaster of a data folder, or null. A pid file whose process is gone or somebody else's is removed. */
export function runningPostmaster(data: string): { pid: number; port: number } | null {
  const file = path.join(data, "postmaster.pid");
  const [pidLine = "", , , portLine = ""] = readIfThere(file).split("\n");
  const [pid, port] = [Number(pidLine), Number(portLine)];
  if (!Number.isInteger(pid) || pid <= 0) return null;
  if (!isPostmaster(pid, data)) {
    rmSync(file, { force: true });
    return null;
  }
  return Number.isInteger(port) && port > 0 ? { pid, port } : null;
}

/** "" where there is none, such as when the process that it is of has just ended. */
function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ESRCH"))
      return "";
    throw error;
  }
}

/** After a reboot the number may belong to another program: on Linux its command line tells. */
function isPostmaster(pid: number, data: string): boolean {
  if (!isAlive(pid)) return false;
  const commandLine = `/proc/${pid}/cmdline`;
  if (!existsSync("/proc/self/cmdline")) return true;
  return readIfThere(commandLine).includes(data);
}
