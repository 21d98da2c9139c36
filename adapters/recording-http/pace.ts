/** The least that a source must send: `bytesPerSecond` over every `windowMs` that it was waited for, after `graceMs`. */
export interface LeastPace {
  graceMs: number;
  windowMs: number;
  bytesPerSecond: number;
}

/** A call's recording takes 2 to 16 kB for each second of talk; a link this slow takes longer than the call did. */
export const leastPace: LeastPace = { graceMs: 60_000, windowMs: 60_000, bytesPerSecond: 1000 };

/**
 * Judges a source by what it sent while it was waited for; the time that its reader takes does not count. The function
 * is told of each wait and what came of it, and answers whether the source keeps the pace.
 */
export function paceKeeper({ graceMs, windowMs, bytesPerSecond }: LeastPace) {
  let graceLeftMs = graceMs;
  let waitedMs = 0;
  let received = 0;
  return (ms: number, bytes: number): boolean => {
    if (graceLeftMs > 0) {
      graceLeftMs -= ms;
      return true;
    }
    waitedMs += ms;
    received += bytes;
    if (waitedMs < windowMs) return true;
    const kept = received >= (bytesPerSecond * waitedMs) / 1000;
    waitedMs = 0;
    received = 0;
    return kept;
  };
}
