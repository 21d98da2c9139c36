import { alignQuote } from "./align-quote.ts";
import { type FoldedWord, foldedWords } from "./folded-words.ts";

export interface FoundQuote {
  /** The transcript's own span, never the judge's wording. */
  quote: string;
  verified: "exact" | "normalised" | "fuzzy";
  /** Where the span begins in the turn, and the character after its last. */
  from: number;
  to: number;
}

/** Words that prove nothing by themselves, wherever they stand. "Yes" and "no" do: they may be the answer that counts. */
const empty = new Set(
  "a an the and or but so of to in on at is it its that this i you we he she they um uh er ah oh well el la los las un una y o de que le les des et der die das und".split(
    " ",
  ),
);
/** How a line of the prompt begins, should the judge have copied it with the quote. */
const label = /^\s*\[[^\]\n]{1,12}\]\s*(?:[\p{L}\d?]{1,8}\s*:)?\s*/u;
const marks = /^(?:\.{2,}|[\s"'“”„«»‘’…-])+|(?:\.{2,}|[\s"'“”„«»‘’…-])+$/gu;
/** Scripts that set no spaces between words. */
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

/**
 * Finds a claimed quote in a turn: as it stands, else word for word (case, accents, punctuation and spacing aside), else
 * nearly, as `alignQuote` allows; null when it is not there or says nothing. A quote with words left out of its middle
 * ("we are ... Medicare") is not there: what was left out may be the "not".
 */
export function findQuote(turn: string, claimed: string): FoundQuote | null {
  const quote = claimed.replace(label, "").replace(marks, "");
  const wanted = foldedWords(quote);
  if (!wanted.some(({ word }) => !empty.has(word) && (word.length > 1 || unspaced.test(word)))) return null;
  const at = exactly(turn, quote);
  if (at !== null) return { quote, verified: "exact", from: at, to: at + quote.length };
  const said = foldedWords(turn);
  for (let first = 0; first + wanted.length <= said.length; first += 1)
    if (wanted.every(({ word }, offset) => said[first + offset]?.word === word))
      return spanOf(turn, said, first, first + wanted.length - 1, "normalised");
  const near = alignQuote(turn, said, wanted);
  return near && spanOf(turn, said, near.first, near.last, "fuzzy");
}

/** Whole words only: "ass" does not stand in "class". */
function exactly(turn: string, quote: string): number | null {
  const joins = (one: string, other: string) =>
    /[\p{L}\p{N}\p{M}]/u.test(one) && /[\p{L}\p{N}\p{M}]/u.test(other) && !unspaced.test(one + other);
  for (let at = turn.indexOf(quote); at >= 0; at = turn.indexOf(quote, at + 1)) {
    const after = at + quote.length;
    if (
      !joins(turn.slice(0, at).slice(-1), quote.slice(0, 1)) &&
      !joins(quote.slice(-1), turn.slice(after, after + 1))
    )
      return at;
  }
  return null;
}

function spanOf(
  turn: string,
  said: readonly FoldedWord[],
  first: number,
  last: number,
  verified: "normalised" | "fuzzy",
): FoundQuote {
  const from = said[first]?.start ?? 0;
  const to = said[last]?.end ?? turn.length;
  return { quote: turn.slice(from, to), verified, from, to };
}
