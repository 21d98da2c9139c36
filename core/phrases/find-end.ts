import { type CompiledPattern, type Group, gap } from "./compile-pattern.ts";
import { gapWords } from "./parse-pattern.ts";
import type { PreparedTranscript } from "./prepared-transcript.ts";
import type { SaidWords } from "./said-words.ts";

/** Where a match is tried; positions from its first word to its turn's end. */
interface Attempt {
  groups: readonly Group[];
  literals: SaidWords["literals"];
  closes: readonly boolean[];
  from: number;
  turnEnd: number;
}

/**
 * The end of the match that begins at a position, by the first alternatives and the shortest gaps that make it one; -1:
 * there is none. The work is bounded by the ways to fill at most four gaps.
 */
export function findEnd(
  { closes, turnOf, turnAt, words }: PreparedTranscript,
  { literals }: SaidWords,
  { groups }: CompiledPattern,
  from: number,
): number {
  const turnEnd = turnAt[(turnOf[from] ?? 0) + 1] ?? words.length;
  return endOfGroups({ groups, literals, closes, from, turnEnd }, 0, from);
}

/** The end of what comes from a group on: whole words are tried first, then stems from the shortest, then gaps. */
function endOfGroups(attempt: Attempt, place: number, at: number): number {
  const group = attempt.groups[place];
  if (group === undefined) return at;
  const { alternatives, gapped, optional } = group;
  if (at < attempt.turnEnd) {
    for (const literal of attempt.literals[at] ?? []) {
      const starting = alternatives.get(literal);
      const end = starting === undefined ? -1 : endOfAny(attempt, place, starting, at);
      if (end >= 0) return end;
    }
  }
  const end = endOfAny(attempt, place, gapped, at);
  return end < 0 && optional ? endOfGroups(attempt, place + 1, at) : end;
}

function endOfAny(
  attempt: Attempt,
  place: number,
  alternatives: readonly (readonly number[])[],
  at: number,
): number {
  for (const parts of alternatives) {
    const end = endOfParts(attempt, place, parts, 0, at);
    if (end >= 0) return end;
  }
  return -1;
}

/** The end of what comes from a part of an alternative on. */
function endOfParts(
  attempt: Attempt,
  place: number,
  parts: readonly number[],
  part: number,
  at: number,
): number {
  const literal = parts[part];
  if (literal === undefined) return endOfGroups(attempt, place + 1, at);
  if (literal === gap) return endAfterGap(attempt, place, parts, part, at);
  if (at >= attempt.turnEnd || !attempt.literals[at]?.includes(literal)) return -1;
  return endOfParts(attempt, place, parts, part + 1, at + 1);
}

function endAfterGap(
  attempt: Attempt,
  place: number,
  parts: readonly number[],
  part: number,
  at: number,
): number {
  // A match begins with a word, so that a gap before it is empty.
  const most = at === attempt.from ? 0 : gapWords;
  for (let skipped = 0; skipped <= most; skipped += 1) {
    if (at + skipped > attempt.from && attempt.closes[at + skipped - 1]) return -1;
    const end = endOfParts(attempt, place, parts, part + 1, at + skipped);
    if (end >= 0) return end;
  }
  return -1;
}
