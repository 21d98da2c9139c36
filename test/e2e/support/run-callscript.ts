import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../../support/free-port.ts";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../..");

export interface Place {
  home: string;
  port: number;
  apiPort: number;
  /** What a program needs to be told to run here. */
  env(extra?: Record<string, string>): Record<string, string>;
  remove(): void;
}

/** A home of its own for one instance, with two free ports. */
export async function newHome(): Promise<Place> {
  const home = mkdtempSync(path.join(tmpdir(), "callscript-e2e-"));
  const [port, apiPort] = [await freePort(), await freePort()];
  return {
    home,
    port,
    apiPort,
    env: (extra = {}) => ({
      CALLSCRIPT_HOME: home,
      PORT: String(port),
      CALLSCRIPT_API_PORT: String(apiPort),
      ...extra,
    }),
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

/** A live installation whose Ringba is a fake one and whose speech models are the stand-ins in its home. */
export function liveWith(ringba: { url: string }, account: { accountId: string; apiToken: string }) {
  return {
    CALLSCRIPT_STAND_IN_SPEECH: "allowed",
    RINGBA_BASE_URL: ringba.url,
    RINGBA_ACCOUNT_ID: account.accountId,
    RINGBA_API_TOKEN: account.apiToken,
    RECORDING_ORIGINS: ringba.url,
  };
}

/** Only what a program needs to run: no key, account or database that the tester happens to have. */
export function scrubbed(extra: Record<string, string>): Record<string, string> {
  return { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "", ...extra };
}

export interface Program {
  child: ChildProcess;
  output(): string;
  /** Settles when the output matches; rejects with the output when it ends first or time runs out. */
  says(pattern: RegExp, withinMs: number): Promise<RegExpMatchArray>;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Starts a Node program from the repository's root and keeps what it prints. */
export function start(args: readonly string[], env: Record<string, string>): Program {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: scrubbed(env),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once("exit", (code, signal) => resolve({ code, signal }));
  });
  return {
    child,
    ended,
    output: () => text,
    says(pattern, withinMs) {
      return new Promise((resolve, reject) => {
        const finish = (settle: () => void) => {
          clearTimeout(timer);
          listeners.delete(look);
          settle();
        };
        const look = () => {
          const match = text.match(pattern);
          if (match) finish(() => resolve(match));
        };
        const timer = setTimeout(
          () => finish(() => reject(new Error(`no ${pattern} within ${withinMs} ms:\n${text}`))),
          withinMs,
        );
        listeners.add(look);
        void ended.then(() => finish(() => reject(new Error(`ended before ${pattern}:\n${text}`))));
        look();
      });
    },
  };
}

/** Runs a `callscript` command to its end. */
export async function callscript(
  args: readonly string[],
  env: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  const program = start(["apps/runner/bin/callscript.mjs", ...args], env);
  const { code } = await program.ended;
  return { code, output: program.output() };
}
