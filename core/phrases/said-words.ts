import { literalCount, literalsOf } from "./literals.ts";

/** A call's words by the literals of all patterns compiled by now. */
export interface SaidWords {
  literalCount: number;
  /** The literals that each word is one of. */
  literals: readonly (readonly number[])[];
  /** Where each literal is said, in order; undefined: nowhere. */
  places: readonly (readonly number[] | undefined)[];
}

/** Looks each said word up once, for all patterns. */
export function saidWords(words: readonly string[]): SaidWords {
  const literals = words.map(literalsOf);
  const places = new Array<number[] | undefined>(literalCount()).fill(undefined);
  for (const [at, numbers] of literals.entries()) {
    for (const number of numbers) {
      const known = places[number];
      if (known) known.push(at);
      else places[number] = [at];
    }
  }
  return { literalCount: literalCount(), literals, places };
}

/** Is a word, given by its literals, one of those? */
export function isOneOf(literals: readonly number[] | undefined, those: ReadonlySet<number>): boolean {
  if (literals === undefined) return false;
  for (const literal of literals) if (those.has(literal)) return true;
  return false;
}
