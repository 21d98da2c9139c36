import type { CallStatus, LaneName } from "@callscript/core/call-state.ts";

/** What a lane can wait for: a call in a status, a hint of the pixel, or that a person asks for a run. */
export type WaitedFor = CallStatus | "hint" | `run ${LaneName}`;

/** Lets lanes sleep until a call arrives in a status that they wait for, or until their beat. */
export interface WakeUp {
  /** Wakes whoever waits for one of these statuses; an empty list wakes all (used after a reconnect). */
  ring(statuses: readonly string[]): void;
  /** The number of the latest ring: who works before it waits takes it down first, and misses none. */
  latest(): number;
  /** Settles when rung for one of `statuses` after the ring `since`, after `ms`, or when the signal aborts. */
  wait(statuses: readonly WaitedFor[], ms: number, signal: AbortSignal, since?: number): Promise<void>;
}

export function createWakeUp(): WakeUp {
  const sleepers = new Set<{ statuses: readonly string[]; wake: () => void }>();
  let rings = 0;
  let lastForAll = 0;
  const lastFor = new Map<string, number>();
  return {
    latest: () => rings,
    ring(statuses) {
      rings += 1;
      if (statuses.length === 0) lastForAll = rings;
      for (const status of statuses) lastFor.set(status, rings);
      for (const sleeper of [...sleepers]) {
        if (statuses.length === 0 || sleeper.statuses.some((status) => statuses.includes(status)))
          sleeper.wake();
      }
    },
    wait(statuses, ms, signal, since = rings) {
      return new Promise((resolve) => {
        const rung = Math.max(lastForAll, ...statuses.map((status) => lastFor.get(status) ?? 0)) > since;
        if (signal.aborted || rung) return resolve();
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
