/** A word of a pattern; `stem` also stands for every word that begins with it. */
export interface Literal {
  word: string;
  stem: boolean;
}

/**
 * The groups of words that patterns cannot do without, over all compiled patterns; a group's place is its number. Looking
 * up each said word once tells which patterns may be said at all, and where: most are not.
 */
const groups: (readonly Literal[])[] = [];
const numbers = new Map<string, number>();
const ofWord = new Map<string, number[]>();
const ofStem = new Map<string, number[]>();

/** How many groups there are by now. */
export function groupCount(): number {
  return groups.length;
}

/** The words of a group. */
export function literalsOf(group: number): readonly Literal[] {
  return groups[group] ?? [];
}

/** The number of the group of these words; the same words are the same group. */
export function groupNumber(literals: readonly Literal[]): number {
  const keys = literals.map(({ word, stem }) => (stem ? `${word}~` : word));
  const key = [...new Set(keys)].sort().join("|");
  const given = numbers.get(key);
  if (given !== undefined) return given;
  const number = groups.push(literals) - 1;
  numbers.set(key, number);
  known.clear();
  for (const { word, stem } of literals) {
    const index = stem ? ofStem : ofWord;
    const others = index.get(word);
    if (others) others.push(number);
    else index.set(word, [number]);
  }
  return number;
}

const known = new Map<string, readonly number[]>();
/** Names and numbers are without end; what recurs is short and comes early. */
const mostKnown = 20_000;

/** The numbers of the groups that a said word is part of. */
export function groupsWith(word: string): readonly number[] {
  const before = known.get(word);
  if (before) return before;
  const found = [...(ofWord.get(word) ?? [])];
  for (let length = 1; length <= word.length; length += 1) {
    const more = ofStem.get(word.slice(0, length));
    if (more) found.push(...more);
  }
  if (known.size < mostKnown) known.set(word, found);
  return found;
}
