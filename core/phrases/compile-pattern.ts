import { type Anchor, chooseAnchors } from "./choose-anchors.ts";
import { literalNumber } from "./literals.ts";
import { addNeeded } from "./needed-words.ts";
import { isNeeded, type ParsedGroup, parsePattern } from "./parse-pattern.ts";
import { signOf, type TurnSign } from "./turn-signs.ts";

/** In place of a literal's number: up to four words of any kind. */
export const gap = -1;

/** What is said at one place of a pattern: one of the alternatives, each of literals and gaps, or nothing if optional. */
export interface Group {
  /** By the literal that they begin with, which most words are not. */
  alternatives: ReadonlyMap<number, readonly (readonly number[])[]>;
  /** Those that begin with a gap. */
  gapped: readonly (readonly number[])[];
  optional: boolean;
}

export interface CompiledPattern {
  /** Its place in the row of all patterns (`needed-words`). */
  number: number;
  /** What a turn must show; such a pattern has no groups. */
  sign: TurnSign | null;
  groups: readonly Group[];
  /** What a match may begin with. */
  opening: ReadonlySet<number>;
  /** Where a match is looked for: each holds one of these. */
  anchors: readonly Anchor[];
  /** Does the pattern itself say "not"? Then a "not" within its match is no negation of it. */
  negative: boolean;
}

/** Words that turn what follows into its opposite, in canonical spelling. */
export const negativeWords: ReadonlySet<string> = new Set([
  "not",
  "never",
  "no",
  "nobody",
  "none",
  "nothing",
  "without",
  "neither",
  "nor",
]);

const compiled = new Map<string, CompiledPattern>();

/** How many patterns are known by now. */
export function patternCount(): number {
  return compiled.size;
}

/**
 * Compiles a phrase pattern, once until all patterns are forgotten (`forget-patterns`).
 * @throws for what is no pattern (`parsePattern`).
 */
export function compilePattern(pattern: string): CompiledPattern {
  const known = compiled.get(pattern);
  if (known) return known;
  const made = compile(pattern);
  compiled.set(pattern, made);
  return made;
}

let lists = new WeakMap<readonly string[], readonly CompiledPattern[]>();

/** Compiles a list of patterns, once for each list. */
export function compilePatterns(patterns: readonly string[]): readonly CompiledPattern[] {
  const known = lists.get(patterns);
  if (known) return known;
  const made = patterns.map(compilePattern);
  lists.set(patterns, made);
  return made;
}

/** Only together with what patterns have numbers in: see `forget-patterns`. */
export function forgetCompiled(): void {
  compiled.clear();
  lists = new WeakMap();
}

function compile(pattern: string): CompiledPattern {
  const sign = signOf(pattern);
  if (sign !== null)
    return { number: addNeeded([]), sign, groups: [], opening: new Set(), anchors: [], negative: true };
  const parsed = parsePattern(pattern);
  const needed = chooseAnchors(parsed);
  const parts = parsed.flatMap(({ alternatives }) => alternatives.flat());
  return {
    number: addNeeded(needed.map((anchors) => anchors.map(({ literal }) => literal))),
    sign: null,
    groups: parsed.map(compileGroup),
    opening: openingOf(parsed),
    anchors: needed[0] ?? [],
    negative: parts.some((part) => part !== "gap" && negativeWords.has(part.word)),
  };
}

function compileGroup({ alternatives, optional }: ParsedGroup): Group {
  const byFirst = new Map<number, number[][]>();
  for (const parts of alternatives) {
    const numbers = parts.map((part) => (part === "gap" ? gap : literalNumber(part)));
    const [first = gap] = numbers;
    byFirst.set(first, [...(byFirst.get(first) ?? []), numbers]);
  }
  const gapped = byFirst.get(gap) ?? [];
  byFirst.delete(gap);
  return { alternatives: byFirst, gapped, optional };
}

/** What the groups begin with up to the first that has to be said. */
function openingOf(groups: readonly ParsedGroup[]): ReadonlySet<number> {
  const needed = groups.findIndex(isNeeded);
  const alternatives = groups.slice(0, needed + 1).flatMap((group) => group.alternatives);
  const words = alternatives.flatMap((parts) => parts.filter((part) => part !== "gap").slice(0, 1));
  return new Set(words.map(literalNumber));
}
