import { type Cue, findCues } from "./find-cues.ts";
import { readNumbers } from "./read-numbers.ts";
import { splitTokens } from "./split-tokens.ts";
import type { Token } from "./token.ts";

/** Turns in the order in which they were spoken, read for the search. */
export interface Transcript {
  texts: readonly string[];
  /** Of each turn. */
  speakers: readonly string[];
  tokens: readonly Token[];
  cues: readonly Cue[];
}

export interface SpokenTurn {
  speaker: string;
  text: string;
}

export function readTranscript(turns: readonly SpokenTurn[]): Transcript {
  const texts = turns.map(({ text }) => text);
  const tokens = splitTokens(texts);
  const speakers = turns.map(({ speaker }) => speaker);
  readNumbers(tokens, texts, speakers);
  return { texts, speakers, tokens, cues: findCues(tokens) };
}
