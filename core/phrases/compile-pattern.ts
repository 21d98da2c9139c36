import { canonicalForm } from "./canonical-words.ts";
import { groupNumber, type Literal } from "./needed-groups.ts";
import { signOf, type TurnSign } from "./turn-signs.ts";

/**
 * One step of a pattern; `next` is the place of the step after it. `gap` stands for up to four words of any kind. `or`
 * branches: `words` leads from a word to the steps after it, `others` are branches that begin otherwise.
 */
export type Step =
  | { kind: "word" | "stem"; word: string; next: number }
  | { kind: "gap"; next: number }
  | { kind: "or"; words: ReadonlyMap<string, readonly number[]>; others: readonly number[] }
  | { kind: "end" };

export interface CompiledPattern {
  /** What a turn must show; such a pattern has no steps. */
  sign: TurnSign | null;
  steps: readonly Step[];
  start: number;
  /** The groups that must be there, by number: where none of one group's words is said, the pattern is not. */
  needed: readonly number[];
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
  const made = compile(pattern);
  compiled.set(pattern, made);
  return made;
}

const lists = new WeakMap<readonly string[], readonly CompiledPattern[]>();

/** Compiles a list of patterns, once for each list. */
export function compilePatterns(patterns: readonly string[]): readonly CompiledPattern[] {
  const known = lists.get(patterns);
  if (known) return known;
  const made = patterns.map(compilePattern);
  lists.set(patterns, made);
  return made;
}

type Part = Literal | "gap";
interface Group {
  alternatives: readonly (readonly Part[])[];
  optional: boolean;
}

function compile(pattern: string): CompiledPattern {
  const sign = signOf(pattern);
  if (sign !== null) return { sign, steps: [], start: 0, needed: [], first: [], negative: true };
  const tokens = pattern.toLowerCase().match(/\([^()]*\)|\[[^[\]]*\]|[^\s()[\]]+/g) ?? [];
  if (/[()[\]]/.test(pattern.replace(/\([^()]*\)|\[[^[\]]*\]/g, "")))
    throw new Error(`not a phrase: "${pattern}"`);
  const groups = trimGaps(tokens.map(groupOf));
  const solid = groups.filter((group) => group !== "gap");
  const needed = solid.filter(({ optional }) => !optional);
  if (needed.length === 0) throw new Error(`not a phrase: "${pattern}"`);
  const firstNeeded = solid.findIndex(({ optional }) => !optional);
  return {
    sign: null,
    ...stepsOf(groups),
    needed: needed.map((group) => groupNumber(beginnings(group))),
    first: distinct(solid.slice(0, firstNeeded + 1).flatMap(beginnings)),
    negative: solid.some(({ alternatives }) =>
      alternatives.some((parts) => parts.some((part) => part !== "gap" && negativeWords.has(part.word))),
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
  return { alternatives: inside.map(partsOf).filter((parts) => parts.length > 0), optional };
}

function partsOf(words: string): Part[] {
  return words
    .trim()
    .split(/[\s-]+/)
    .filter((word) => word !== "")
    .flatMap((word): Part[] => {
      if (word === "*") return ["gap"];
      if (word.endsWith("~")) return [{ word: word.slice(0, -1), stem: true }];
      return canonicalForm(word.replaceAll("’", "'")).map((part) => ({ word: part, stem: false }));
    });
}

/** The steps, written from the end so that each knows what comes after it. */
function stepsOf(groups: readonly (Group | "gap")[]): Pick<CompiledPattern, "steps" | "start"> {
  const steps: Step[] = [{ kind: "end" }];
  const add = (step: Step) => steps.push(step) - 1;
  const partBefore = (next: number, part: Part) =>
    add(
      part === "gap" ? { kind: "gap", next } : { kind: part.stem ? "stem" : "word", word: part.word, next },
    );
  const start = groups.reduceRight((next, group) => {
    if (group === "gap") return add({ kind: "gap", next });
    const branches = group.alternatives.map((parts) => parts.reduceRight(partBefore, next));
    if (group.optional) branches.push(next);
    const [only] = branches;
    return branches.length === 1 && only !== undefined ? only : add(orOf(steps, branches));
  }, 0);
  return { steps, start };
}

function orOf(steps: readonly Step[], branches: readonly number[]): Step {
  const words = new Map<string, number[]>();
  const others: number[] = [];
  for (const branch of branches) {
    const step = steps[branch];
    if (step?.kind === "word") words.set(step.word, [...(words.get(step.word) ?? []), step.next]);
    else others.push(branch);
  }
  return { kind: "or", words, others };
}

function beginnings({ alternatives }: Group): Literal[] {
  return alternatives.flatMap((parts) => parts.filter((part) => part !== "gap").slice(0, 1));
}

function distinct(literals: readonly Literal[]): Literal[] {
  return [...new Map(literals.map((literal) => [`${literal.word}${literal.stem}`, literal])).values()];
}
