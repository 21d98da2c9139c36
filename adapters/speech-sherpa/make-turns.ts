import type { Segment, Word } from "@callscript/core/transcript.ts";

/** A pause this long, or a turn this long, begins a new turn, in seconds. */
const pauseSeconds = 1.2;
const turnSeconds = 30;

/** Joins words in time order into turns: a new one at each change of speaker, long pause or after 30 s. */
export function makeTurns(words: readonly Word[]): Segment[] {
  const turns: { speaker: string; start: number; end: number; text: string }[] = [];
  for (const { word, start, end, speaker } of words) {
    const last = turns.at(-1);
    if (
      last &&
      last.speaker === speaker &&
      start - last.end <= pauseSeconds &&
      end - last.start <= turnSeconds
    ) {
      last.text += ` ${word}`;
      last.end = Math.max(last.end, end);
    } else turns.push({ speaker, start, end, text: word });
  }
  return turns.map((turn) => ({ ...turn, start: round(turn.start), end: round(turn.end) }));
}

export function round(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}
