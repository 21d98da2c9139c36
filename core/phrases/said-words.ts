import { Who } from "../rule.ts";
import type { Segment } from "../transcript.ts";
import { literalCount, literalGeneration, literalsOf } from "./literals.ts";
import { mayBe } from "./may-be.ts";

/** A call's words by the literals of all patterns compiled by now. */
export interface SaidWords {
  literalCount: number;
  literalGeneration: number;
  /** The literals that each word is one of. */
  literals: readonly (readonly number[])[];
  /** Where each literal was said, in order; undefined: nowhere. */
  places: readonly (readonly number[] | undefined)[];
  /** The turns (`turnBit`) in which each literal was said. */
  turnsOfLiterals: Int32Array;
  /** The turns that each may have spoken. */
  turnsBy: Readonly<Record<Who, number>>;
}

/** A turn among 32: a call of more has several turns in one bit. */
export function turnBit(turn: number): number {
  return 1 << (turn & 31);
}

/** Looks each said word up once, for all patterns. */
export function saidWords({ words, segments, turnOf }: SpokenWords): SaidWords {
  const literals = words.map(literalsOf);
  const places = new Array<number[] | undefined>(literalCount()).fill(undefined);
  const turnsOfLiterals = new Int32Array(literalCount());
  for (let at = 0; at < words.length; at += 1) {
    const bit = turnBit(turnOf[at] ?? 0);
    for (const literal of literals[at] ?? []) {
      turnsOfLiterals[literal] = (turnsOfLiterals[literal] ?? 0) | bit;
      addPlace(places, literal, at);
    }
  }
  const turnsBy = { anyone: 0, agent: 0, caller: 0 };
  for (const [turn, { speaker }] of segments.entries())
    for (const who of Who.options) if (mayBe(speaker, who)) turnsBy[who] |= turnBit(turn);
  return {
    literalCount: literalCount(),
    literalGeneration: literalGeneration(),
    literals,
    places,
    turnsOfLiterals,
    turnsBy,
  };
}

interface SpokenWords {
  words: readonly string[];
  segments: readonly Segment[];
  turnOf: readonly number[];
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
