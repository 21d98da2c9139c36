import type { VoiceTurn } from "./native.ts";
import type { HeardWord } from "./words-from-tokens.ts";

/** A word outside every voice turn belongs to the nearest one within this many seconds. */
const nearSeconds = 1;
/** A run of at most this many words and seconds inside somebody else's sentence is noise of the diarizer. */
const islandWords = 2;
const islandSeconds = 0.6;

/** Gives each word the voice that covers most of it; a tie or a gap goes to the nearest turn, then to the previous word. */
export function assignSpeakers(words: readonly HeardWord[], turns: readonly VoiceTurn[]): number[] {
  const speakers: number[] = [];
  for (const word of words) speakers.push(speakerOf(word, turns, speakers.at(-1)));
  return smooth(words, speakers);
}

function speakerOf(word: HeardWord, turns: readonly VoiceTurn[], previous: number | undefined): number {
  const covered = new Map<number, number>();
  for (const turn of turns) {
    const overlap = Math.min(turn.end, word.end) - Math.max(turn.start, word.start);
    if (overlap > 0) covered.set(turn.speaker, (covered.get(turn.speaker) ?? 0) + overlap);
  }
  const [first, second] = [...covered].sort((a, b) => b[1] - a[1]);
  if (first && first[1] > (second?.[1] ?? 0)) return first[0];
  if (first && previous !== undefined && covered.has(previous)) return previous;
  if (first) return first[0];
  const middle = (word.start + word.end) / 2;
  const nearest = turns
    .map((turn) => ({ speaker: turn.speaker, distance: Math.max(turn.start - middle, middle - turn.end, 0) }))
    .sort((a, b) => a.distance - b.distance)[0];
  if (nearest && nearest.distance <= nearSeconds) return nearest.speaker;
  return previous ?? nearest?.speaker ?? 0;
}

function smooth(words: readonly HeardWord[], speakers: readonly number[]): number[] {
  const smoothed = [...speakers];
  for (let from = 1; from < smoothed.length; ) {
    let to = from;
    while (smoothed[to + 1] === smoothed[from]) to += 1;
    const before = smoothed[from - 1];
    const length = (words[to]?.end ?? 0) - (words[from]?.start ?? 0);
    const isIsland =
      before !== smoothed[from] &&
      before === smoothed[to + 1] &&
      to - from < islandWords &&
      length < islandSeconds;
    const joined =
      (words[from]?.start ?? 0) - (words[from - 1]?.end ?? 0) < 0.3 &&
      (words[to + 1]?.start ?? 0) - (words[to]?.end ?? 0) < 0.3;
    if (isIsland && joined && before !== undefined) smoothed.fill(before, from, to + 1);
    from = to + 1;
  }
  return smoothed;
}
