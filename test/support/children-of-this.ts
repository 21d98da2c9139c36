import { readdirSync, readFileSync } from "node:fs";

/** The living children of this process whose command line contains the text; Linux only. */
export function childrenOfThis(commandLine: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      const status = readProc(pid, "status");
      const isChild = status.includes(`\nPPid:\t${process.pid}\n`) && !status.includes("\nState:\tZ");
      return isChild && readProc(pid, "cmdline").includes(commandLine);
    });
}

/** Empty when the process has ended meanwhile. */
function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ESRCH"))
      return "";
    throw error;
  }
}
