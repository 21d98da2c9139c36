import { Who } from "../rule.ts";
import type { Segment } from "../transcript.ts";
import { literalCount, literalsOf } from "./literals.ts";
import { mayBe } from "./may-be.ts";

/** A call's words by the literals of all patterns compiled by now. */
export interface SaidWords {
  literalCount: number;
  /** The literals that each word is one of. */
  literals: readonly (readonly number[])[];
  /** Where each literal may have been said by whom, in order; undefined: nowhere. */
  places: Readonly<Record<Who, readonly (readonly number[] | undefined)[]>>;
}

/** Looks each said word up once, for all patterns. */
export function saidWords({ words, segments, turnAt }: SpokenWords): SaidWords {
  const literals = words.map(literalsOf);
  const places = { anyone: noPlaces(), agent: noPlaces(), caller: noPlaces() };
  for (const [turn, { speaker }] of segments.entries()) {
    const theirs = Who.options.filter((who) => mayBe(speaker, who)).map((who) => places[who]);
    for (let at = turnAt[turn] ?? 0; at < (turnAt[turn + 1] ?? 0); at += 1) {
      for (const literal of literals[at] ?? []) for (const one of theirs) addPlace(one, literal, at);
    }
  }
  return { literalCount: literalCount(), literals, places };
}

interface SpokenWords {
  words: readonly string[];
  segments: readonly Segment[];
  turnAt: readonly number[];
}

function noPlaces(): (number[] | undefined)[] {
  return new Array<number[] | undefined>(literalCount()).fill(undefined);
}

function addPlace(places: (number[] | undefined)[], literal: number, at: number): void {
  const known = places[literal];
  if (known) known.push(at);
  else places[literal] = [at];
}

/** Is a word, given by its literals, one of those? */
export function isOneOf(literals: readonly number[] | undefined, those: ReadonlySet<number>): boolean {
  if (literals === undefined) return false;
  for (const literal of literals) if (those.has(literal)) return true;
  return false;
}
