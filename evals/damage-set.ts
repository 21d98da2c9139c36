import type { Segment } from "@callscript/core/transcript.ts";
import { damageWords } from "./damage-words.ts";
import type { DatedCall } from "./read-labelled-set.ts";
import { seededBy } from "./seeded.ts";
import { spokenVocabulary } from "./spoken-vocabulary.ts";

export interface Damage {
  /** The probability of each word to be damaged. */
  noise: number;
  /** The probability of each turn of agent or caller to be given to the other. */
  swap: number;
  /** The same seed damages the same set in the same way. */
  seed: number;
}

export interface DamageDone {
  words: number;
  wordsDamaged: number;
  turns: number;
  turnsSwapped: number;
}

const others = new Map([
  ["agent", "caller"],
  ["caller", "agent"],
]);

/** The set as a poor recording would have it: words by `noise`, speakers by `swap`. The times stay. */
export function damageSet(
  calls: readonly DatedCall[],
  { noise, swap, seed }: Damage,
): { calls: DatedCall[]; done: DamageDone } {
  const vocabulary = spokenVocabulary(calls.flatMap((call) => call.turns.map((turn) => turn.text)));
  const done: DamageDone = { words: 0, wordsDamaged: 0, turns: 0, turnsSwapped: 0 };
  const damageTurn = (turn: Segment, words: () => number, speakers: () => number): Segment => {
    const heard = damageWords(turn.text, noise, words, vocabulary);
    done.words += heard.words;
    done.wordsDamaged += heard.damaged;
    const other = others.get(turn.speaker);
    if (other !== undefined) done.turns += 1;
    const swapped = speakers() < swap ? other : undefined;
    if (swapped !== undefined) done.turnsSwapped += 1;
    return { ...turn, text: noise === 0 ? turn.text : heard.text, speaker: swapped ?? turn.speaker };
  };
  const damaged = calls.map((call) => {
    // Each call has its own numbers, and words and speakers theirs: what is measured beside it changes nothing.
    const [words, speakers] = [seededBy(`${seed} words ${call.id}`), seededBy(`${seed} speakers ${call.id}`)];
    return { ...call, turns: call.turns.map((turn) => damageTurn(turn, words, speakers)) };
  });
  return { calls: damaged, done };
}
