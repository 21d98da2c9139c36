import { canonicalForm } from "./canonical-words.ts";

/** A word of a pattern; `stem` also stands for every word that begins with it. */
export interface Literal {
  word: string;
  stem: boolean;
}

/** What must be said one after the other; `gap` is up to four words of any kind. */
export type Step = Literal | "gap";

export interface Group {
  alternatives: readonly (readonly Step[])[];
  optional: boolean;
}

export interface CompiledPattern {
  groups: readonly (Group | "gap")[];
  /** The first literals of each group that must be there: where none of one group is said, the pattern is not. */
  needed: readonly (readonly Literal[])[];
  /** What a match may begin with. */
  first: readonly Literal[];
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

/**
 * Compiles a phrase pattern, once for the life of the process. `*` is a gap of up to four words, `(a|b c)` are
 * alternatives, `[word]` is optional, `word~` any ending. Short forms mean what they stand for: "don't" is "do not".
 * @throws for an unbalanced pattern.
 */
export function compilePattern(pattern: string): CompiledPattern {
  const known = compiled.get(pattern);
  if (known) return known;
  const made = parse(pattern);
  compiled.set(pattern, made);
  return made;
}

function parse(pattern: string): CompiledPattern {
  const tokens = pattern.toLowerCase().match(/\([^()]*\)|\[[^[\]]*\]|[^\s()[\]]+/g) ?? [];
  if (/[()[\]]/.test(pattern.replace(/\([^()]*\)|\[[^[\]]*\]/g, "")))
    throw new Error(`not a phrase: "${pattern}"`);
  const groups = trimGaps(tokens.map(groupOf));
  if (groups.length === 0) throw new Error(`not a phrase: "${pattern}"`);
  const solid = groups.filter((group): group is Group => group !== "gap");
  const needed = solid.filter(({ optional }) => !optional).map(beginnings);
  if (needed.length === 0) throw new Error(`a phrase with optional words only: "${pattern}"`);
  const firstNeeded = solid.findIndex(({ optional }) => !optional);
  return {
    groups,
    needed,
    first: solid.slice(0, firstNeeded + 1).flatMap(beginnings),
    negative: solid.some(({ alternatives }) =>
      alternatives.some((steps) => steps.some((step) => step !== "gap" && negativeWords.has(step.word))),
    ),
  };
}

/** A gap at either end stands for nothing. */
function trimGaps(groups: readonly (Group | "gap")[]): (Group | "gap")[] {
  const first = groups.findIndex((group) => group !== "gap");
  return first < 0 ? [] : groups.slice(first, groups.findLastIndex((group) => group !== "gap") + 1);
}

function groupOf(token: string): Group | "gap" {
  if (token === "*") return "gap";
  const optional = token.startsWith("[");
  const inside = optional || token.startsWith("(") ? token.slice(1, -1).split("|") : [token];
  return { alternatives: inside.map(stepsOf).filter((steps) => steps.length > 0), optional };
}

function stepsOf(words: string): Step[] {
  return words
    .trim()
    .split(/[\s-]+/)
    .filter((word) => word !== "")
    .flatMap((word): Step[] => {
      if (word === "*") return ["gap"];
      if (word.endsWith("~")) return [{ word: word.slice(0, -1), stem: true }];
      return canonicalForm(word.replaceAll("’", "'")).map((part) => ({ word: part, stem: false }));
    });
}

function beginnings({ alternatives }: Group): Literal[] {
  return alternatives.flatMap((steps) => steps.filter((step) => step !== "gap").slice(0, 1));
}
