import type { Segment } from "../transcript.ts";
import { type FoldedWord, foldWords } from "./fold-words.ts";

/** Where a search was found: the turn, what stands in it, and which characters of it are meant: [start, end). */
export interface Hit {
  turn: number;
  speaker: string;
  /** Seconds from the start of the recording; null where the transcript has no times. */
  second: number | null;
  text: string;
  ranges: { start: number; end: number }[];
}

/** The turn that has most of the phrases, the earliest of equals; single words of a phrase where it runs over turns. */
export function findHit(segments: readonly Segment[], phrases: readonly (readonly string[])[]): Hit | null {
  const words = segments.map(({ text }) => foldWords(text));
  return (
    bestTurn(segments, words, phrases) ??
    bestTurn(
      segments,
      words,
      phrases.flat().map((one) => [one]),
    )
  );
}

function bestTurn(
  segments: readonly Segment[],
  words: readonly (readonly FoldedWord[])[],
  phrases: readonly (readonly string[])[],
): Hit | null {
  let best: { hit: Hit; found: number } | null = null;
  for (const [turn, segment] of segments.entries()) {
    const spans = phrases.map((phrase) => spansOf(words[turn] ?? [], phrase));
    const found = spans.filter((one) => one.length > 0).length;
    if (found <= (best?.found ?? 0)) continue;
    const { speaker, start: second, text } = segment;
    best = { found, hit: { turn, speaker, second, text, ranges: joined(spans.flat()) } };
  }
  return best?.hit ?? null;
}

function spansOf(words: readonly FoldedWord[], phrase: readonly string[]): { start: number; end: number }[] {
  return words.flatMap((first, at) => {
    const last = words[at + phrase.length - 1];
    const isHere = phrase.every((word, offset) => words[at + offset]?.folded === word);
    return isHere && last ? [{ start: first.start, end: last.end }] : [];
  });
}

/** In order, and overlapping ones as one. */
function joined(spans: readonly { start: number; end: number }[]): { start: number; end: number }[] {
  const result: { start: number; end: number }[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}
