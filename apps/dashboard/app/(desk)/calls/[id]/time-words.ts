import type { Segment, Word } from "@callscript/core/transcript.ts";
import { wordsOf } from "./words-of.ts";

/** A line's words: when each begins, in hundredths of a second (-1: nobody knows), and which the engine was not sure of. */
export interface TimedWords {
  starts: number[];
  unsure: number[];
}

/** Below it a word is shown as one that may have been heard wrong. */
const unsureBelow = 0.5;
/** So many words of the engine may stand between two of the text that follow each other. */
const lookAhead = 6;
/** A line of which fewer words are found has no word times: a wrong word lit is worse than none. */
const enough = 0.8;

/** Both come from one engine: what differs is capital letters and signs. */
const folded = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");

/** Finds each word of the turns among those that the engine heard of the same speaker; null for turns it does not fit. */
export function timeWords(segments: readonly Segment[], words: readonly Word[]): (TimedWords | null)[] {
  const bySpeaker = new Map<string, { word: Word; folded: string }[]>();
  for (const word of words.toSorted((a, b) => a.start - b.start)) {
    const heard = bySpeaker.get(word.speaker) ?? [];
    heard.push({ word, folded: folded(word.word) });
    bySpeaker.set(word.speaker, heard);
  }
  const places = new Map<string, number>();
  return segments.map(({ speaker, text }) => {
    const heard = bySpeaker.get(speaker);
    if (heard === undefined) return null;
    const said = wordsOf(text);
    const timed: TimedWords = { starts: [], unsure: [] };
    let place = places.get(speaker) ?? 0;
    for (const [at, { word }] of said.entries()) {
      const wanted = folded(word);
      const ahead = heard.slice(place, place + lookAhead).findIndex((one) => one.folded === wanted);
      const found = ahead < 0 ? undefined : heard[place + ahead]?.word;
      timed.starts.push(found === undefined ? -1 : Math.round(found.start * 100));
      if (found === undefined) continue;
      place += ahead + 1;
      if (found.confidence !== null && found.confidence < unsureBelow) timed.unsure.push(at);
    }
    places.set(speaker, place);
    const known = timed.starts.filter((start) => start >= 0).length;
    return said.length > 0 && known >= said.length * enough ? timed : null;
  });
}
