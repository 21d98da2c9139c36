import { type CompiledPattern, negativeWords, type Step } from "./compile-pattern.ts";
import { findSign } from "./find-sign.ts";
import type { Literal } from "./needed-groups.ts";
import { blocksOf, type PreparedTranscript, placesOf } from "./prepared-transcript.ts";
import type { TurnSign } from "./turn-signs.ts";

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
export function findPattern(transcript: PreparedTranscript, pattern: CompiledPattern): Iterable<Found> {
  if (pattern.sign !== null) return signsFound(transcript, pattern, pattern.sign);
  const blocks = blocksOf(transcript, pattern.needed);
  return blocks === 0 ? nowhere : matchesIn(transcript, pattern, blocks);
}

const nowhere: readonly Found[] = [];

function signsFound(
  transcript: PreparedTranscript,
  pattern: CompiledPattern,
  sign: TurnSign,
): readonly Found[] {
  const found = transcript.matches.get(pattern) ?? findSign(transcript, sign);
  transcript.matches.set(pattern, found);
  return found;
}

function* matchesIn(
  transcript: PreparedTranscript,
  { steps, start, first }: CompiledPattern,
  blocks: number,
): Generator<Found, void, undefined> {
  for (const from of firstWords(transcript, first, blocks)) {
    const to = matchFrom(transcript, steps, start, from, from);
    if (to > from) yield { from, to };
  }
}

/** Is the pattern said at all within the positions, and by whom it may be? */
export function saidWithin(
  transcript: PreparedTranscript,
  pattern: CompiledPattern,
  { from, to }: Found,
  counts: (turn: number, found: Found) => boolean = () => true,
): boolean {
  const all = allMatches(transcript, pattern);
  for (let index = firstFrom(all, from); index < all.length; index += 1) {
    const found = all[index];
    if (found === undefined || found.from >= to) return false;
    if (found.to <= to && counts(transcript.turnOf[found.from] ?? 0, found)) return true;
  }
  return false;
}

/** Every match of a pattern in the call, found once: what may cancel a match is asked for again at the next one. */
function allMatches(transcript: PreparedTranscript, pattern: CompiledPattern): readonly Found[] {
  const known = transcript.matches.get(pattern);
  if (known) return known;
  const all = [...findPattern(transcript, pattern)];
  transcript.matches.set(pattern, all);
  return all;
}

/** The place of the first match that begins at the position or later. */
function firstFrom(all: readonly Found[], from: number): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((all[middle]?.from ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
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

function firstWords(transcript: PreparedTranscript, first: readonly Literal[], blocks: number): number[] {
  const found: number[] = [];
  for (const literal of first) {
    for (const at of placesOf(transcript, literal)) {
      if ((blocks >>> Math.floor(at / transcript.blockWords)) & 1) found.push(at);
    }
  }
  return first.length > 1 ? found.sort((a, b) => a - b) : found;
}

/** The end of the match that begins at `from` and has come to the step and word given, shortest gaps first; else -1. */
function matchFrom(
  transcript: PreparedTranscript,
  steps: readonly Step[],
  place: number,
  at: number,
  from: number,
): number {
  const step = steps[place];
  if (step === undefined || step.kind === "end") return at;
  if (step.kind === "or") {
    const after = inTurn(transcript, at, from) ? step.words.get(transcript.words[at] ?? "") : undefined;
    for (const next of after ?? []) {
      const end = matchFrom(transcript, steps, next, at + 1, from);
      if (end >= 0) return end;
    }
    for (const other of step.others) {
      const end = matchFrom(transcript, steps, other, at, from);
      if (end >= 0) return end;
    }
    return -1;
  }
  if (step.kind === "gap") {
    for (let skipped = 0; skipped <= gap; skipped += 1) {
      if (at + skipped > from && transcript.closes[at + skipped - 1]) return -1;
      const end = matchFrom(transcript, steps, step.next, at + skipped, from);
      if (end >= 0) return end;
    }
    return -1;
  }
  const word = transcript.words[at];
  if (word === undefined || !inTurn(transcript, at, from)) return -1;
  if (step.kind === "word" ? word !== step.word : !word.startsWith(step.word)) return -1;
  return matchFrom(transcript, steps, step.next, at + 1, from);
}

function inTurn({ turnOf }: PreparedTranscript, at: number, from: number): boolean {
  return turnOf[at] === turnOf[from];
}
