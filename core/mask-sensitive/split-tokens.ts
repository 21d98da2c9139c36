import { decimalDigits } from "./decimal-digits.ts";
import type { Token } from "./token.ts";

const words = /[\p{L}\p{N}]+(?:['’]\p{L}+)*/gu;
/** "4111111111111111exp12": a number this long that letters are glued to is still one. */
const glued = /\p{Nd}{8,}/u;
/** "4111x1111x1111x1111": groups that an x parts. */
const crossed = /^(?=(?:x?\p{Nd}){9})\p{Nd}{2,}(?:x\p{Nd}{2,})+$/iu;

/** "O366": the letter stands for a zero among digits. */
const zeroLetter = /^o?\d(?=\w*\d)[o\d]*$/;

/** Splits turns into words, with their places. */
export function splitTokens(texts: readonly string[]): Token[] {
  const tokens: Token[] = [];
  for (const [turn, text] of texts.entries()) {
    let from = 0;
    const add = (start: number, end: number) => {
      const word = decimalDigits(text.slice(start, end).normalize("NFKC").toLowerCase())
        .replaceAll("’", "'")
        .replace(zeroLetter, (found) => found.replaceAll("o", "0"));
      const before = text.slice(from, start);
      tokens.push({
        index: tokens.length,
        turn,
        start,
        end,
        word,
        role: "other",
        digits: "",
        before,
        scale: false,
      });
      from = end;
    };
    for (const match of text.matchAll(words)) {
      const [word] = match;
      if ((glued.test(word) && !/^\p{Nd}+$/u.test(word)) || crossed.test(word))
        for (const part of word.matchAll(/\p{Nd}+|\P{Nd}+/gu))
          add(match.index + part.index, match.index + part.index + part[0].length);
      else add(match.index, match.index + word.length);
    }
  }
  return tokens;
}
