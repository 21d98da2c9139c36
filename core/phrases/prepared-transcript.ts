import type { Segment } from "../transcript.ts";
import { canonicalWords } from "./canonical-words.ts";
import { groupCount, groupsWith, type Literal, literalsOf } from "./needed-groups.ts";

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
  /** Where each word is said. */
  places: ReadonlyMap<string, readonly number[]>;
  /** The same for the beginnings of words, found when first asked for. */
  stems: Map<string, readonly number[]>;
  /** In which blocks of `blockWords` words each group of the patterns compiled by now is said: bit n is block n of 32. */
  groups: Uint32Array;
  blockWords: number;
  /** Where each pattern that was asked for is said, by the compiled pattern. */
  matches: Map<unknown, readonly { from: number; to: number }[]>;
}

/** Splits a call into words once, for all rules. */
export function prepareTranscript(segments: readonly Segment[]): PreparedTranscript {
  const words: string[] = [];
  const turnOf: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const closes: boolean[] = [];
  const asks: boolean[] = [];
  const turnAt: number[] = [];
  const places = new Map<string, number[]>();
  for (const [turn, { text }] of segments.entries()) {
    turnAt.push(words.length);
    const said = canonicalWords(text);
    for (const [index, { word, start, end }] of said.entries()) {
      const known = places.get(word);
      if (known) known.push(words.length);
      else places.set(word, [words.length]);
      const next = said[index + 1];
      const between = next?.start === start ? "" : text.slice(end, next?.start ?? text.length);
      words.push(word);
      turnOf.push(turn);
      starts.push(start);
      ends.push(end);
      closes.push(next === undefined || /[.?!;]/.test(between));
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
    places,
    stems: new Map(),
    ...groupsIn(words),
    matches: new Map(),
  };
}

/** A match may begin in one block and end in the second after it, so a block holds half of what the longest takes. */
const leastBlockWords = 32;
const blocks = 32;

function groupsIn(words: readonly string[]): Pick<PreparedTranscript, "groups" | "blockWords"> {
  const groups = new Uint32Array(groupCount());
  const blockWords = Math.max(leastBlockWords, Math.ceil(words.length / blocks));
  for (const [at, word] of words.entries()) {
    const bit = 1 << Math.floor(at / blockWords);
    for (const group of groupsWith(word)) groups[group] = (groups[group] ?? 0) | bit;
  }
  return { groups, blockWords };
}

/** The blocks in which a match of all the groups may begin, as bits; 0 where there is none. */
export function blocksOf(transcript: PreparedTranscript, groups: readonly number[]): number {
  let begin = -1;
  for (const group of groups) {
    const said = transcript.groups[group] ?? laterGroup(transcript, group);
    begin &= said | (said >>> 1) | (said >>> 2);
    if (begin === 0) return 0;
  }
  return begin;
}

/** For a group whose pattern was compiled after the transcript was prepared. */
function laterGroup(transcript: PreparedTranscript, group: number): number {
  return literalsOf(group).some((literal) => placesOf(transcript, literal).length > 0) ? -1 : 0;
}

const nowhere: readonly number[] = [];

/** Every position at which the literal is said, in ascending order. */
export function placesOf(transcript: PreparedTranscript, { word, stem }: Literal): readonly number[] {
  if (!stem) return transcript.places.get(word) ?? nowhere;
  const known = transcript.stems.get(word);
  if (known) return known;
  const found: number[] = [];
  for (const [said, at] of transcript.places) if (said.startsWith(word)) found.push(...at);
  found.sort((a, b) => a - b);
  transcript.stems.set(word, found);
  return found;
}

/** Who may have said a turn: a voice without a role matches both sides. */
export function mayBe(speaker: string, who: "agent" | "caller" | "anyone"): boolean {
  return who === "anyone" || speaker === who || (speaker !== "agent" && speaker !== "caller");
}
