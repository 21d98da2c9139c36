import { type ChildProcess, spawn } from "node:child_process";

/** Runs a crash child until it ends or kills itself at a step (from 1); answers with the steps that it took. */
export function runChild(
  child: string,
  job: object,
  killAt?: number,
  onStart?: (program: ChildProcess) => void,
): Promise<{ steps: string[]; signal: NodeJS.Signals | null }> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env["PATH"] ?? "", ...(killAt ? { KILL_AT: String(killAt) } : {}) };
    const program = spawn(process.execPath, [child, JSON.stringify(job)], {
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    onStart?.(program);
    let said = "";
    program.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    program.once("error", reject);
    program.once("close", (_, signal) => resolve({ steps: said.trim().split("\n"), signal }));
  });
}
