import { type CompiledPattern, type Literal, negativeWords, type Step } from "./compile-pattern.ts";
import { type PreparedTranscript, placesOf } from "./prepared-transcript.ts";

/** Positions of a match: its first word, and the one after its last. */
export interface Found {
  from: number;
  to: number;
}

/** How many words a `*` may stand for. */
const gap = 4;

/**
 * Every place at which a pattern is said, in order, one a first word. A match stays within one turn, and a gap within one
 * sentence. The work is bounded by first words times the ways to fill at most four gaps.
 */
export function* findPattern(
  transcript: PreparedTranscript,
  pattern: CompiledPattern,
): Generator<Found, void, undefined> {
  for (const literals of pattern.needed) {
    if (!literals.some((literal) => placesOf(transcript, literal).length > 0)) return;
  }
  for (const from of firstWords(transcript, pattern.first)) {
    const to = matchFrom(transcript, pattern, from);
    if (to > from) yield { from, to };
  }
}

/** Is the pattern said at all within the positions, and by whom it may be? */
export function saidWithin(
  transcript: PreparedTranscript,
  pattern: CompiledPattern,
  { from, to }: Found,
  counts: (turn: number) => boolean = () => true,
): boolean {
  if (to <= from) return false;
  for (const found of findPattern(transcript, pattern)) {
    if (found.from >= to) return false;
    if (found.from >= from && found.to <= to && counts(transcript.turnOf[found.from] ?? 0)) return true;
  }
  return false;
}

/** Does a negative word stand in the match that the pattern itself does not ask for ("we are [not] from")? */
export function negatedWithin(
  transcript: PreparedTranscript,
  pattern: CompiledPattern,
  found: Found,
): boolean {
  if (pattern.negative) return false;
  for (let at = found.from; at < found.to; at += 1) {
    if (negativeWords.has(transcript.words[at] ?? "")) return true;
  }
  return false;
}

function firstWords(transcript: PreparedTranscript, first: readonly Literal[]): readonly number[] {
  const lists = first.map((literal) => placesOf(transcript, literal)).filter((list) => list.length > 0);
  if (lists.length < 2) return lists[0] ?? [];
  return [...new Set(lists.flat())].sort((a, b) => a - b);
}

/** The end of the match that begins at `from`, shortest gaps first; -1 where there is none. */
function matchFrom(transcript: PreparedTranscript, { groups }: CompiledPattern, from: number): number {
  const { words, closes, turnOf } = transcript;
  const turn = turnOf[from];

  function group(index: number, at: number): number {
    const next = groups[index];
    if (next === undefined) return at;
    if (next === "gap") return overGap(at, (after) => group(index + 1, after));
    for (const steps of next.alternatives) {
      const end = step(steps, 0, at, (after) => group(index + 1, after));
      if (end >= 0) return end;
    }
    return next.optional ? group(index + 1, at) : -1;
  }

  function step(steps: readonly Step[], index: number, at: number, then: (at: number) => number): number {
    const next = steps[index];
    if (next === undefined) return then(at);
    if (next === "gap") return overGap(at, (after) => step(steps, index + 1, after, then));
    const word = words[at];
    if (word === undefined || turnOf[at] !== turn) return -1;
    if (next.stem ? !word.startsWith(next.word) : word !== next.word) return -1;
    return step(steps, index + 1, at + 1, then);
  }

  function overGap(at: number, then: (at: number) => number): number {
    for (let skipped = 0; skipped <= gap; skipped += 1) {
      if (at + skipped > from && closes[at + skipped - 1]) return -1;
      const end = then(at + skipped);
      if (end >= 0) return end;
    }
    return -1;
  }

  return group(0, from);
}
