import type { Who } from "../rule.ts";
import type { Segment } from "../transcript.ts";
import { canonicalWords } from "./canonical-words.ts";
import { forgetPatternsBeyond } from "./forget-patterns.ts";
import type { SaidWords } from "./said-words.ts";

/** A call's words in one row, for all rules. Positions count canonical words from the start of the call. */
export interface PreparedTranscript {
  segments: readonly Segment[];
  words: readonly string[];
  /** The turn of each word, and its characters in the turn's text. */
  turnOf: readonly number[];
  starts: readonly number[];
  ends: readonly number[];
  /** Does a sentence or a turn end after the word? What has no punctuation has no such ends but those of turns. */
  closes: readonly boolean[];
  /** Is the sentence that a word closes a question, by its mark? */
  asks: readonly boolean[];
  /** Position of each turn's first word; one more entry for the end of the call. */
  turnAt: readonly number[];
  /** Found when a pattern is first looked for, and anew once there are more patterns. */
  said: SaidWords | null;
  /** Where each pattern that was asked for may be said by whom, by the compiled pattern. */
  matches: Readonly<Record<Who, Map<unknown, readonly { from: number; to: number }[]>>>;
}

/** Splits a call into words once, for all rules. */
export function prepareTranscript(segments: readonly Segment[]): PreparedTranscript {
  forgetPatternsBeyond();
  const words: string[] = [];
  const turnOf: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const closes: boolean[] = [];
  const asks: boolean[] = [];
  const turnAt: number[] = [];
  for (const [turn, { text }] of segments.entries()) {
    turnAt.push(words.length);
    const said = canonicalWords(text);
    for (const [index, { word, start, end }] of said.entries()) {
      const next = said[index + 1];
      const between = next?.start === start ? "" : text.slice(end, next?.start ?? text.length);
      words.push(word);
      turnOf.push(turn);
      starts.push(start);
      ends.push(end);
      closes.push(next === undefined || (between !== " " && /[.?!;]/.test(between)));
      asks.push(between.includes("?"));
    }
  }
  turnAt.push(words.length);
  return {
    segments,
    words,
    turnOf,
    starts,
    ends,
    closes,
    asks,
    turnAt,
    said: null,
    matches: { anyone: new Map(), agent: new Map(), caller: new Map() },
  };
}
