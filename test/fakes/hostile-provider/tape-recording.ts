import { dice, lognormal } from "./random.ts";

/**
 * What happens to who fetches a recording. The provider serves it, sooner or later:
 * - `plain`; `moved`: 302 to the storage's own origin
 * - `expired`: the listed link has run out (403), the detail has a fresh one; `late`: 404 until some hours have passed
 * - `busy`: 503 at first; `cut_off`: the connection breaks in mid-body at first; `stalled`: one byte a second at first
 *
 * It never serves it: `gone` (404), `html`, `empty`, `huge` (2 GB), `trickle` (one byte a second for ever), `metadata`
 * (a redirect to 169.254.169.254), `loop` (redirects for ever).
 */
export type RecordingKind =
  | "plain"
  | "moved"
  | "expired"
  | "late"
  | "busy"
  | "cut_off"
  | "stalled"
  | "gone"
  | "html"
  | "empty"
  | "huge"
  | "trickle"
  | "metadata"
  | "loop";

const neverServed: ReadonlySet<RecordingKind> = new Set([
  "gone",
  "html",
  "empty",
  "huge",
  "trickle",
  "metadata",
  "loop",
]);

/** Share of the recordings, before spice; the rest is plain. */
const shares: readonly (readonly [RecordingKind, number])[] = [
  ["expired", 0.004],
  ["late", 0.004],
  ["cut_off", 0.001],
  ["busy", 0.001],
  ["gone", 0.001],
  ["html", 0.001],
  ["empty", 0.001],
  ["metadata", 0.001],
  ["loop", 0.0005],
  ["stalled", 0.0003],
  ["trickle", 0.0003],
  ["huge", 0.0002],
];

export interface TapeRecording {
  kind: RecordingKind;
  /** The link is told from here on: seconds to hours after hang-up. */
  linkMs: number;
  /** `late`: served from here on. */
  backMs: number;
  /** The first so many fetches of `busy`, `cut_off` and `stalled` go wrong. */
  badFetches: number;
}

/** Whether who tries long enough gets this recording. */
export function isServed({ kind }: TapeRecording): boolean {
  return !neverServed.has(kind);
}

export function makeRecording(
  { seed, spice }: { seed: number; spice: number },
  index: number,
  hangUpMs: number,
): TapeRecording {
  const roll = dice(seed, "recording", index);
  const slow = roll() < Math.min(0.1, 0.01 * spice);
  const delaySeconds = slow ? 600 + roll() * 12 * 3600 : 5 + Math.min(600, lognormal(roll, 20, 1.2));
  const linkMs = hangUpMs + Math.round(delaySeconds * 1000);
  return {
    kind: kindOf(roll, spice),
    linkMs,
    backMs: linkMs + Math.round((60 + roll() * 6 * 3600) * 1000),
    badFetches: roll() < 0.7 ? 1 : 2,
  };
}

function kindOf(roll: () => number, spice: number): RecordingKind {
  let at = roll();
  for (const [kind, share] of shares) {
    at -= share * spice;
    if (at < 0) return kind;
  }
  return roll() < 0.3 ? "moved" : "plain";
}
