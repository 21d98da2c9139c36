import { type ChildProcess, fork } from "node:child_process";
import { callFailure, laneFailure, transient } from "@callscript/core/failure.ts";
import { type Answer, type FromChild, type Job, loaded } from "./child-protocol.ts";

export interface SpeechChild {
  run(job: Job, options: { timeoutMs: number; signal: AbortSignal }): Promise<Extract<Answer, { ok: true }>>;
  isAlive(): boolean;
  jobs(): number;
  kill(): void;
}

/**
 * Forks one engine process. A crash or a timeout ends it and fails the call in hand; the pool forks another. A model
 * that cannot be loaded is no call's fault: it fails the lane.
 */
export function startSpeechChild(childPath: string): SpeechChild {
  // TypeScript sources run through tsx (development, tests); a bundle runs as it is.
  const execArgv = childPath.endsWith(".ts") ? ["--import", "tsx"] : [];
  const child: ChildProcess = fork(childPath, {
    serialization: "advanced",
    execArgv,
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    env: { PATH: process.env["PATH"] ?? "" },
  });
  // Said to whoever waits for an answer; what comes when nobody waits any more changes nothing.
  child.on("error", () => undefined);
  const kill = () => child.pid !== undefined && child.kill("SIGKILL");
  let words = "";
  let jobs = 0;
  let isLoaded = false;
  child.stderr?.on("data", (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-500);
  });
  return {
    isAlive: () => !child.killed && child.exitCode === null && child.signalCode === null && child.connected,
    jobs: () => jobs,
    kill,
    run(job, { timeoutMs, signal }) {
      jobs += 1;
      return new Promise((resolve, reject) => {
        const settle = (finish: () => void) => {
          clearTimeout(timer);
          child.off("message", onAnswer);
          child.off("exit", onExit);
          child.off("error", onError);
          signal.removeEventListener("abort", onAbort);
          finish();
        };
        const onAnswer = (answer: FromChild) => {
          if (answer === loaded) isLoaded = true;
          else settle(() => (answer.ok ? resolve(answer) : reject(failureIn(answer))));
        };
        const onExit = (code: number | null, how: string | null) =>
          settle(() => {
            const cause = `(${how ?? code})${words ? `: ${words.trim().split("\n").at(-1)}` : ""}`;
            // SIGKILL comes from outside: an operator, or the system short of memory.
            reject(
              isLoaded || how === "SIGKILL"
                ? callFailure(`the speech engine crashed ${cause}`)
                : laneFailure(`the speech model cannot be loaded ${cause}`),
            );
          });
        // No call's fault: the machine is out of processes or file descriptors, or the program is gone.
        const onError = (error: Error) =>
          settle(() =>
            reject(transient(`the speech engine is out of reach: ${error.message}`, undefined, error)),
          );
        const onAbort = () => {
          kill();
          settle(() => reject(callFailure("stopped")));
        };
        const timer = setTimeout(() => {
          kill();
          settle(() =>
            reject(callFailure(`the speech engine took longer than ${Math.round(timeoutMs / 1000)} s`)),
          );
        }, timeoutMs);
        child.on("message", onAnswer);
        child.once("exit", onExit);
        child.once("error", onError);
        if (signal.aborted) return onAbort();
        signal.addEventListener("abort", onAbort, { once: true });
        if (child.pid !== undefined) child.send(job);
      });
    },
  };
}

function failureIn(answer: Extract<Answer, { ok: false }>) {
  return answer.fault === "lane"
    ? laneFailure(`the speech model cannot be loaded: ${answer.reason}`)
    : callFailure(answer.reason, { final: answer.final });
}
