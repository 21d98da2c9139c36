import type { Phrase } from "../rule.ts";
import { compilePattern } from "./compile-pattern.ts";
import { mayBe, type PreparedTurn } from "./prepared-transcript.ts";

export interface PhraseMatch {
  turn: number;
  /** The words around the match, as they stand in the turn. */
  quote: string;
}

const negations =
  /(?:^| )(?:not|never|no|don't|doesn't|didn't|isn't|aren't|wasn't|won't|can't|cannot|wouldn't|nobody|without|ain't|neither|nor) (?:\S+ ){0,2}$/;
/** Turns after a match within which `unless_after` may cancel it. */
const afterTurns = 3;
/** A quote is the whole turn up to this many words, else a window around the match. */
const quoteWords = 40;
const windowWords = 12;

const compiled = new Map<string, RegExp>();
function expression(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known) return known;
  const made = compilePattern(pattern);
  compiled.set(pattern, made);
  return made;
}

function saidIn(turn: PreparedTurn, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => turn.line.search(expression(pattern)) >= 0);
}

/** The first turn in which the phrase is said and nothing cancels it; null when there is none. */
export function matchPhrase(phrase: Phrase, turns: readonly PreparedTurn[]): PhraseMatch | null {
  for (const turn of turns) {
    if (!mayBe(turn.speaker, phrase.who) || !inReach(phrase, turn) || saidIn(turn, phrase.unless)) continue;
    const before = turns.slice(0, turn.index);
    if (phrase.after.length > 0 && !before.some((earlier) => saidIn(earlier, phrase.after))) continue;
    if (before.some((earlier) => mayBe(earlier.speaker, "agent") && saidIn(earlier, phrase.unless_before)))
      continue;
    if (
      turns
        .slice(turn.index + 1, turn.index + 1 + afterTurns)
        .some((later) => saidIn(later, phrase.unless_after))
    )
      continue;
    if (turns.some((any) => saidIn(any, phrase.unless_anywhere))) continue;
    const quote = quoteOf(phrase, turn);
    if (quote !== null) return { turn: turn.index, quote };
  }
  return null;
}

function inReach(phrase: Phrase, turn: PreparedTurn): boolean {
  if (phrase.within_first_seconds === null || turn.start === null) return true;
  return turn.start <= phrase.within_first_seconds;
}

function quoteOf(phrase: Phrase, turn: PreparedTurn): string | null {
  for (const pattern of phrase.any) {
    for (const match of turn.line.matchAll(expression(pattern))) {
      if (phrase.negatable && negations.test(turn.line.slice(0, match.index))) continue;
      return span(turn, match.index, match.index + match[0].length);
    }
  }
  return null;
}

function span(turn: PreparedTurn, from: number, to: number): string {
  const count = turn.words.length;
  const first = turn.offsets.findLastIndex((offset) => offset <= from);
  const last = turn.offsets.findLastIndex((offset) => offset < to);
  const whole = count <= quoteWords;
  const begin = turn.words[whole ? 0 : Math.max(0, first - windowWords)];
  const end = turn.words[whole ? count - 1 : Math.min(count - 1, last + windowWords)];
  return turn.text.slice(begin?.start ?? 0, end?.end ?? turn.text.length);
}
