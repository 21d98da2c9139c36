/** The half-open stretch [fromMs, toMs) of call starts, both whole seconds of Unix time in milliseconds. */
export interface Slice {
  fromMs: number;
  toMs: number;
}

export const secondMs = 1000;

export function wholeSecond(ms: number): number {
  return Math.floor(ms / secondMs) * secondMs;
}

/** A single second is not divided any further; within it, and only there, pages follow by offset. */
export function isDivisible({ fromMs, toMs }: Slice): boolean {
  return toMs - fromMs > secondMs;
}

/** The earlier half; what is left of the slice follows by itself, because slices are read oldest first. */
export function earlierHalf({ fromMs, toMs }: Slice): Slice {
  return { fromMs, toMs: Math.max(fromMs + secondMs, wholeSecond((fromMs + toMs) / 2)) };
}

export function asUtc({ fromMs, toMs }: Slice) {
  return { from_utc: new Date(fromMs).toISOString(), to_utc: new Date(toMs).toISOString() };
}
