import { spawn } from "node:child_process";

/** Runs a Postgres program to its end. Rejects with its last words when it fails or outlasts `withinMs`. */
export function runProgram(
  file: string,
  args: readonly string[],
  { as, withinMs, cwd }: { as: { uid?: number; gid?: number }; withinMs: number; cwd: string },
): Promise<string> {
  return new Promise((resolve, reject) => {
    // No pipe is kept open by a server that the program leaves behind: it writes to its own log file.
    const child = spawn(file, [...args], {
      ...as,
      cwd,
      env: { LC_ALL: "C.UTF-8", PATH: "/usr/bin:/bin" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let words = "";
    const keep = (chunk: Buffer) => {
      words = (words + chunk.toString()).slice(-4_000);
    };
    const timer = setTimeout(() => child.kill("SIGKILL"), withinMs);
    child.once("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    // A program that could not be started has no pipes.
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    child.once("exit", (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve(words);
      else reject(new Error(`${file} ended with ${code ?? signal}: ${words.trim()}`));
    });
  });
}
