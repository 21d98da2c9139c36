import type { Clock } from "@callscript/core/ports.ts";

/** A clock that runs like every other, but elsewhere in time, and can be set forward. */
export interface WorldClock extends Clock {
  nowMs(): number;
  /** Ahead of the machine's clock by so much; negative behind it. */
  aheadMs(): number;
  /** Forward to this moment; a moment that is over is left. */
  jumpTo(ms: number): void;
}

export function worldClock(startMs: number): WorldClock {
  let aheadMs = startMs - Date.now();
  const nowMs = () => Date.now() + aheadMs;
  return {
    nowMs,
    now: () => new Date(nowMs()),
    aheadMs: () => aheadMs,
    jumpTo(ms) {
      aheadMs += Math.max(0, ms - nowMs());
    },
  };
}
