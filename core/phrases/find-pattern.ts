import type { Who } from "../rule.ts";
import { type CompiledPattern, negativeWords } from "./compile-pattern.ts";
import { findEnd } from "./find-end.ts";
import { findSign } from "./find-sign.ts";
import { likelyBeginnings } from "./likely-beginnings.ts";
import { literalCount, literalGeneration } from "./literals.ts";
import { turnsWithNeeded } from "./needed-words.ts";
import type { PreparedTranscript } from "./prepared-transcript.ts";
import { type SaidWords, saidWords } from "./said-words.ts";

/** Positions of a match: its first word, and the one after its last. */
export interface Found {
  from: number;
  to: number;
}

const nowhere: readonly Found[] = [];

/**
 * Every place at which a pattern is said by whom it is asked of, in order, one a first word; there may be others' among
 * them, as all of a turn's signs are (`findSign`). A match stays within one turn, and a gap within one sentence.
 */
export function findPattern(
  transcript: PreparedTranscript,
  pattern: CompiledPattern,
  by: Who = "anyone",
): readonly Found[] {
  if (
    transcript.said?.literalCount !== literalCount() ||
    transcript.said.literalGeneration !== literalGeneration()
  )
    transcript.said = saidWords(transcript);
  const { said } = transcript;
  const turns = turnsWithNeeded(pattern.number, said.turnsOfLiterals) & said.turnsBy[by];
  if (turns === 0) return nowhere;
  const matches = transcript.matches[by];
  const known = matches.get(pattern);
  if (known) return known;
  const found =
    pattern.sign === null ? wordsFound(transcript, said, pattern, turns) : findSign(transcript, pattern.sign);
  matches.set(pattern, found);
  return found;
}

function wordsFound(
  transcript: PreparedTranscript,
  said: SaidWords,
  pattern: CompiledPattern,
  turns: number,
): readonly Found[] {
  const found: Found[] = [];
  for (const from of likelyBeginnings(transcript, said, pattern, turns)) {
    const to = findEnd(transcript, said, pattern, from);
    if (to > from) found.push({ from, to });
  }
  if (found.length < 2) return found;
  // Two anchors may have led to one place.
  found.sort((one, other) => one.from - other.from);
  return found.filter(({ from }, index) => from !== found[index - 1]?.from);
}

/** Is the pattern said at all within the positions, and by whom it may be? */
export function saidWithin(
  transcript: PreparedTranscript,
  pattern: CompiledPattern,
  { from, to }: Found,
  counts: (turn: number, found: Found) => boolean = () => true,
): boolean {
  const all = findPattern(transcript, pattern);
  for (let index = firstFrom(all, from); index < all.length; index += 1) {
    const found = all[index];
    if (found === undefined || found.from >= to) return false;
    if (found.to <= to && counts(transcript.turnOf[found.from] ?? 0, found)) return true;
  }
  return false;
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
