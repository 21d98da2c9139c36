import type { Segment, Word } from "../transcript.ts";
import { replaceSpans, sensitiveSpans } from "./mask-turns.ts";
import { maskWords } from "./mask-words.ts";

/**
 * A transcript whose card numbers, security codes and social-security numbers are `[card]`, `[cvv]` and `[ssn]`, in
 * digits or words, within a turn or over several. All other words stay as they are; every turn keeps its seconds, and a
 * mask among the words those from its first word's start to its last word's end.
 */
export function maskTranscript<T extends { segments: readonly Segment[]; words: readonly Word[] }>(
  transcript: T,
): T & { masked: number } {
  const { segments, words } = transcript;
  const spans = sensitiveSpans(segments);
  return {
    ...transcript,
    segments: segments.map((segment, at) => ({
      ...segment,
      text: replaceSpans(segment.text, spans[at] ?? []),
    })),
    words: maskWords(words, segments, spans),
    masked: spans.reduce((sum, { length }) => sum + length, 0),
  };
}

/** The same for turns without words. */
export function maskSegments(segments: readonly Segment[]): Segment[] {
  return [...maskTranscript({ segments, words: [] }).segments];
}
