/** A pattern's words in their order: what must be said, what may be (optional), and gaps. */
type Token = { alternatives: readonly (readonly string[])[]; optional: boolean };

/** No pattern asks for it. */
const inGap = "qqq";

function tokensOf(pattern: string): Token[] {
  const tokens = pattern.toLowerCase().match(/\([^()]*\)|\[[^[\]]*\]|[^\s()[\]]+/g) ?? [];
  return tokens.map((token) => {
    const optional = token.startsWith("[");
    const inside = optional || token.startsWith("(") ? token.slice(1, -1).split("|") : [token];
    return { alternatives: inside.map((words) => words.trim().split(/\s+/)), optional };
  });
}

/**
 * How many words every match holds as they are written: of alternatives the shortest counts, gaps and optional words are
 * none. Many of them fit one call's wording and no other.
 */
export function fixedWords(pattern: string): number {
  return tokensOf(pattern)
    .filter(({ optional }) => !optional)
    .map(({ alternatives }) => Math.min(...alternatives.map((words) => words.filter(isSaid).length)))
    .reduce((sum, words) => sum + words, 0);
}

/** How many words the longest alternative of a pattern has. */
export function longestAlternative(pattern: string): number {
  return Math.max(
    ...tokensOf(pattern).flatMap(({ alternatives }) =>
      alternatives.map((words) => words.filter(isSaid).length),
    ),
  );
}

/** true: nothing has to be said for a match. */
export function matchesAnything(pattern: string): boolean {
  return tokensOf(pattern).every(
    ({ alternatives, optional }) => optional || alternatives.some((words) => !words.some(isSaid)),
  );
}

/** Gaps at an end stand for nothing. */
export function hasOuterGap(pattern: string): boolean {
  return /^\s*\*|\*\s*$/.test(pattern);
}

/**
 * Sentences that a pattern describes: each alternative of each group once, with the first ones of the other groups;
 * optional words only where they are what is tried. In a gap something is said: without it, one word on either side would
 * be a stammer, which is taken once.
 */
export function sentencesOf(pattern: string): string[] {
  const tokens = tokensOf(pattern);
  const say = (words: readonly string[]) =>
    words.filter((word) => word !== "").map((word) => (word === "*" ? inGap : word.replace(/~$/, "")));
  const base = tokens.map(({ alternatives, optional }) => (optional ? [] : say(alternatives[0] ?? [])));
  const sentences = tokens.flatMap(({ alternatives }, place) =>
    alternatives.map((words) => base.flatMap((said, index) => (index === place ? say(words) : said))),
  );
  return [...new Set(sentences.map((words) => words.join(" ")))];
}

function isSaid(word: string): boolean {
  return word !== "*" && word !== "";
}

/** Each alternative of a pattern by itself, as a pattern; a single word is its own only one. */
export function alternativesOf(pattern: string): string[] {
  return tokensOf(pattern)
    .flatMap(({ alternatives }) => alternatives)
    .filter((words) => words.some(isSaid))
    .map((words) => words.join(" "));
}
