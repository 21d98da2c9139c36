/** A word of a pattern; `stem` also stands for every word that begins with it. */
export interface Literal {
  word: string;
  stem: boolean;
}

/** The numbers of all words that patterns are made of, by the word and by the beginning. */
const words = new Map<string, number>();
const stems = new Map<string, number>();

/** How many literals there are by now. */
export function literalCount(): number {
  return words.size + stems.size;
}

/** The number of a literal, the same until all are forgotten. */
export function literalNumber({ word, stem }: Literal): number {
  const numbers = stem ? stems : words;
  const given = numbers.get(word);
  if (given !== undefined) return given;
  const number = literalCount();
  numbers.set(word, number);
  known.clear();
  return number;
}

let generation = 0;

/** Counts how often all literals were forgotten: numbers of another generation mean other words. */
export function literalGeneration(): number {
  return generation;
}

/** Only together with the patterns that are made of them: see `forget-patterns`. */
export function forgetLiterals(): void {
  words.clear();
  stems.clear();
  known.clear();
  generation += 1;
}

const known = new Map<string, readonly number[]>();
/** Names and numbers are without end; what recurs is short and comes early. */
const mostKnown = 20_000;

/** The numbers of the literals that a said word is one of. */
export function literalsOf(said: string): readonly number[] {
  const before = known.get(said);
  if (before) return before;
  const whole = words.get(said);
  const found = whole === undefined ? [] : [whole];
  for (let length = 1; length <= said.length; length += 1) {
    const stem = stems.get(said.slice(0, length));
    if (stem !== undefined) found.push(stem);
  }
  if (known.size < mostKnown) known.set(said, found);
  return found;
}
