import type { CallStatus } from "@callscript/core/call-state.ts";

/** Lets lanes sleep until a call arrives in a status that they wait for, or until their beat. */
export interface WakeUp {
  /** Wakes whoever waits for one of these statuses; an empty list wakes all (used after a reconnect). */
  ring(statuses: readonly string[]): void;
  /** Settles when rung for one of `statuses`, after `ms`, or when the signal aborts. */
  wait(statuses: readonly CallStatus[], ms: number, signal: AbortSignal): Promise<void>;
}

export function createWakeUp(): WakeUp {
  const sleepers = new Set<{ statuses: readonly string[]; wake: () => void }>();
  return {
    ring(statuses) {
      for (const sleeper of [...sleepers]) {
        if (statuses.length === 0 || sleeper.statuses.some((status) => statuses.includes(status)))
          sleeper.wake();
      }
    },
    wait(statuses, ms, signal) {
      return new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const wake = () => {
          clearTimeout(timer);
          sleepers.delete(sleeper);
          signal.removeEventListener("abort", wake);
          resolve();
        };
        const sleeper = { statuses, wake };
        const timer = setTimeout(wake, ms);
        sleepers.add(sleeper);
        signal.addEventListener("abort", wake, { once: true });
      });
    },
  };
}
