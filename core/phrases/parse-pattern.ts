import { canonicalForm } from "./canonical-words.ts";
import type { Literal } from "./literals.ts";

/** How many words a `*` may stand for. */
export const gapWords = 4;

/** Words of which one alternative is said, or none where they are optional. A lone `*` is a group of one gap. */
export interface ParsedGroup {
  alternatives: readonly (readonly (Literal | "gap")[])[];
  optional: boolean;
}

/**
 * Reads a pattern of words. `*` is a gap of up to four words, `(a|b c)` are alternatives, `[word]` is optional, `word~` any
 * ending. Short forms mean what they stand for: "don't" is "do not". A gap at either end stands for nothing.
 * @throws for an unbalanced pattern, and for one of which nothing has to be said.
 */
export function parsePattern(pattern: string): readonly ParsedGroup[] {
  const tokens = pattern.toLowerCase().match(/\([^()]*\)|\[[^[\]]*\]|[^\s()[\]]+/g) ?? [];
  const first = tokens.findIndex((token) => token !== "*");
  const last = tokens.findLastIndex((token) => token !== "*");
  const unbalanced = /[()[\]]/.test(pattern.replace(/\([^()]*\)|\[[^[\]]*\]/g, ""));
  if (unbalanced || tokens.every((token) => token === "*" || token.startsWith("[")))
    throw new Error(`not a phrase: "${pattern}"`);
  return tokens.slice(first, last + 1).map(groupOf);
}

/** Does every match hold a word of the group? */
export function isNeeded({ alternatives, optional }: ParsedGroup): boolean {
  return !optional && alternatives.every((parts) => parts.some((part) => part !== "gap"));
}

function groupOf(token: string): ParsedGroup {
  const optional = token.startsWith("[");
  const inside = optional || token.startsWith("(") ? token.slice(1, -1).split("|") : [token];
  return { alternatives: inside.map(partsOf).filter((parts) => parts.length > 0), optional };
}

function partsOf(words: string): (Literal | "gap")[] {
  return words
    .trim()
    .split(/[\s-]+/)
    .filter((word) => word !== "")
    .flatMap((word): (Literal | "gap")[] => {
      if (word === "*") return ["gap"];
      if (word.endsWith("~")) return [{ word: word.slice(0, -1), stem: true }];
      return canonicalForm(word).map((part) => ({ word: part, stem: false }));
    });
}
