import type { ChildProcess } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import type { Log } from "@callscript/core/ports.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";

const mostEndings = 3;
const endingsWithinMs = 60_000;
const endsWithinMs = 3_000;

export interface KeptRunning {
  /** Rejects when the program ends by itself, or cannot be started, three times within a minute. */
  crashed: Promise<never>;
  /** Tells it to end; after 3 s it is killed. */
  close(): Promise<void>;
}

/** Starts a program, and again when it ends or could not be started: its file is gone, the machine out of processes. */
export function keepRunning(
  name: string,
  log: Log,
  spawnOne: () => ChildProcess,
  { againMs = 1_000 }: { againMs?: number } = {},
): KeptRunning {
  let closing = false;
  let child: ChildProcess | null = null;
  let endings: number[] = [];
  let giveUp: (error: Error) => void = () => undefined;
  const crashed = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  crashed.catch((error: unknown) => log.error(`${name} given up`, { reason: String(error) }));

  const over = (how: Record<string, unknown>) => {
    child = null;
    if (closing) return;
    log.error(`${name} ended`, how);
    const now = Date.now();
    endings = [...endings.filter((at) => at > now - endingsWithinMs), now];
    if (endings.length < mostEndings) setTimeout(start, againMs);
    else
      giveUp(
        new CommandError(
          `The ${name} ended three times within a minute; see the log.`,
          exitCodes.unavailable,
        ),
      );
  };
  const start = () => {
    if (closing) return;
    try {
      const started = spawnOne();
      child = started;
      // What could not be started has an error and no exit.
      started.on("error", (error) => child === started && over({ reason: error.message }));
      started.once("exit", (code, signal) => child === started && over({ code, signal }));
    } catch (error) {
      over({ reason: String(error) });
    }
  };
  start();
  return {
    crashed,
    async close() {
      closing = true;
      const last = child;
      if (last === null) return;
      const gone = new Promise((resolve) => last.once("exit", resolve));
      last.kill("SIGTERM");
      await Promise.race([gone, pause(endsWithinMs).then(() => last.kill("SIGKILL"))]);
    },
  };
}
