/** The half-open stretch [fromMs, toMs) of call starts, both whole seconds of Unix time in milliseconds. */
export interface Slice {
  fromMs: number;
  toMs: number;
}

const second = 1000;
const minute = 60 * second;

/**
 * What a run has to read: `hot` up to now, again on every run, because a call is listed only when it is over; and
 * `missed`, what lies between the watermark and the hot window after an outage or on the first run. null: nothing.
 */
export function sliceWindow(options: {
  nowMs: number;
  watermarkMs: number | null;
  hotWindowMinutes: number;
  firstRunHours: number;
}): { hot: Slice; missed: Slice | null } {
  const now = wholeSecond(options.nowMs);
  const hotFrom = now - options.hotWindowMinutes * minute;
  const from = wholeSecond(options.watermarkMs ?? now - options.firstRunHours * 60 * minute);
  return {
    hot: { fromMs: hotFrom, toMs: now },
    missed: from < hotFrom ? { fromMs: from, toMs: hotFrom } : null,
  };
}

/** Both halves of a slice, the earlier first; null for one second, which is not divided. */
export function bisect({ fromMs, toMs }: Slice): [earlier: Slice, later: Slice] | null {
  if (toMs - fromMs <= second) return null;
  const middle = wholeSecond((fromMs + toMs) / 2);
  return [
    { fromMs, toMs: middle },
    { fromMs: middle, toMs },
  ];
}

/** How far everything has been read completely: slices are taken off one list and lie edge to edge. */
export function createFrontier(startMs: number) {
  const completeByStart = new Map<number, number>();
  let atMs = startMs;
  const advance = () => {
    for (let end = completeByStart.get(atMs); end !== undefined; end = completeByStart.get(atMs)) atMs = end;
  };
  return {
    /** Where the frontier would stand if this slice were complete. */
    with(slice: Slice): number {
      let end = atMs;
      const next = (from: number) => (from === slice.fromMs ? slice.toMs : completeByStart.get(from));
      for (let to = next(end); to !== undefined; to = next(end)) end = to;
      return end;
    },
    complete(slice: Slice): void {
      completeByStart.set(slice.fromMs, slice.toMs);
      advance();
    },
  };
}

function wholeSecond(ms: number): number {
  return Math.floor(ms / second) * second;
}
