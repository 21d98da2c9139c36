import type { Line } from "./call-view.ts";

/** The line that is spoken at a moment: the last that has begun; -1 before the first. Lines without a time are passed over. */
export function lineAt(lines: readonly Pick<Line, "start">[], seconds: number): number {
  return lines.findLastIndex(({ start }) => start !== null && start <= seconds + 0.05);
}

/** The word of a line that is spoken at a moment, by when its words begin (hundredths); null where nobody knows. */
export function wordAt(starts: readonly number[] | null, seconds: number): number | null {
  if (starts === null) return null;
  const at = Math.round(seconds * 100) + 5;
  const place = starts.findLastIndex((start) => start >= 0 && start <= at);
  return place < 0 ? null : place;
}

/** Who speaks at a moment, where somebody does. */
export function speakerAt(
  lines: readonly Pick<Line, "speaker" | "start" | "end">[],
  seconds: number,
): string | null {
  const line = lines.findLast(
    ({ start, end }) => start !== null && start <= seconds && (end ?? start) >= seconds,
  );
  return line?.speaker ?? null;
}
