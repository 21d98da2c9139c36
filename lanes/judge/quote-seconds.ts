import type { Segment, Word } from "@callscript/core/transcript.ts";
import { foldedWords } from "./folded-words.ts";

/** A word belongs to a turn that begins or ends so many seconds inside it. */
const tolerance = 0.1;

/**
 * When the characters `from` to `to` of a turn were spoken, in seconds of the recording: by the recognised words where
 * they are those of the turn, else spread over the turn by its letters. null where the turn has no times.
 */
export function quoteSeconds(
  { speaker, start, end, text }: Segment,
  { from, to }: { from: number; to: number },
  words: readonly Word[],
): { start: number | null; end: number | null } {
  if (start === null) return { start: null, end: null };
  if (end === null || end <= start) return { start, end };
  const tokens = foldedWords(text);
  const first = tokens.findIndex((token) => token.end > from);
  const last = tokens.findLastIndex((token) => token.start < to);
  const heard = words
    .filter(
      (word) => word.speaker === speaker && word.start >= start - tolerance && word.end <= end + tolerance,
    )
    .flatMap((word) => foldedWords(word.word).map((token) => ({ ...word, word: token.word })));
  const quoted = tokens.slice(first, last + 1);
  const places = heard
    .flatMap((_, place) => (quoted.every(({ word }, at) => heard[place + at]?.word === word) ? [place] : []))
    .sort((a, b) => Math.abs(a - first) - Math.abs(b - first));
  const begins = heard[places[0] ?? -1];
  const ends = heard[(places[0] ?? -1) + quoted.length - 1];
  if (places.length > 0 && begins && ends) return { start: round(begins.start), end: round(ends.end) };
  const at = (character: number) => round(start + ((end - start) * character) / Math.max(1, text.length));
  return { start: at(from), end: at(to) };
}

function round(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}
