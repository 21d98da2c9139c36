import { spokenWords } from "@callscript/core/normalise-text.ts";

export interface FoundQuote {
  /** The transcript's own span, never the judge's wording. */
  quote: string;
  verified: "exact" | "normalised" | "fuzzy";
}

/** A fuzzy match may differ in at most this share of the quote's characters. */
const fuzzyShare = 0.12;
/** Shorter quotes must match word for word: two letters in ten would turn "is" into "isn't". */
const fuzzyFromWords = 5;

/** Finds a claimed quote in a turn: as it stands, else word for word, else nearly; null when it is not there. */
export function findQuote(turn: string, claimed: string): FoundQuote | null {
  const trimmed = claimed.trim();
  if (trimmed === "") return null;
  if (turn.includes(trimmed)) return { quote: trimmed, verified: "exact" };
  const wanted = spokenWords(trimmed).map(({ word }) => word);
  if (wanted.length === 0) return null;
  const said = spokenWords(turn);
  for (let at = 0; at + wanted.length <= said.length; at += 1) {
    if (wanted.every((word, offset) => said[at + offset]?.word === word))
      return spanOf(turn, said, at, wanted.length, "normalised");
  }
  return wanted.length < fuzzyFromWords ? null : nearest(turn, said, wanted);
}

function nearest(
  turn: string,
  said: ReturnType<typeof spokenWords>,
  wanted: readonly string[],
): FoundQuote | null {
  const target = wanted.join(" ");
  const allowed = Math.floor(target.length * fuzzyShare);
  let best: { at: number; length: number; distance: number } | null = null;
  for (const length of [wanted.length, wanted.length - 1, wanted.length + 1]) {
    for (let at = 0; at + length <= said.length; at += 1) {
      const candidate = said
        .slice(at, at + length)
        .map(({ word }) => word)
        .join(" ");
      if (Math.abs(candidate.length - target.length) > allowed) continue;
      const distance = editDistance(candidate, target);
      if (distance <= allowed && (best === null || distance < best.distance)) best = { at, length, distance };
    }
  }
  return best &&
    negationsAgree(
      said.slice(best.at, best.at + best.length).map(({ word }) => word),
      wanted,
    )
    ? spanOf(turn, said, best.at, best.length, "fuzzy")
    : null;
}

/** A quote that gains or loses a "not" says the opposite, however few letters it takes. */
function negationsAgree(a: readonly string[], b: readonly string[]): boolean {
  const count = (words: readonly string[]) =>
    words.filter((word) => /^(not|no|never|none|nobody|nothing)$|n't$|^cannot$/.test(word)).length;
  return count(a) === count(b);
}

function spanOf(
  turn: string,
  said: ReturnType<typeof spokenWords>,
  at: number,
  length: number,
  verified: "normalised" | "fuzzy",
): FoundQuote {
  return { quote: turn.slice(said[at]?.start ?? 0, said[at + length - 1]?.end ?? turn.length), verified };
}

/** Levenshtein's distance between two strings. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const substitution = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min((current[column - 1] ?? 0) + 1, (previous[column] ?? 0) + 1, substitution));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
