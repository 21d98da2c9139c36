import { type SpokenWord, spokenWords } from "../normalise-text.ts";
import type { Segment } from "../transcript.ts";

export interface PreparedTurn {
  index: number;
  speaker: string;
  text: string;
  words: readonly SpokenWord[];
  /** The words in lower case, each followed by a space: what patterns are matched on. */
  line: string;
  /** Where each word begins in `line`. */
  offsets: readonly number[];
  start: number | null;
}

/** Splits each turn into words once, for all rules. */
export function prepareTranscript(segments: readonly Segment[]): PreparedTurn[] {
  return segments.map(({ speaker, text, start }, index) => {
    const words = spokenWords(text);
    const offsets: number[] = [];
    let line = "";
    for (const { word } of words) {
      offsets.push(line.length);
      line += `${word} `;
    }
    return { index, speaker, text, words, line, offsets, start };
  });
}

/** Who may have said a turn: a voice without a role matches both sides. */
export function mayBe(speaker: string, who: "agent" | "caller" | "anyone"): boolean {
  return who === "anyone" || speaker === who || (speaker !== "agent" && speaker !== "caller");
}
