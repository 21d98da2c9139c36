import type { Token } from "./token.ts";

/**
 * Takes numerals out of the search that are written as something else: `$1,234.50`, `45%`, `10:30`, `12/26`,
 * `1/2/1980`, `01-05-1950`, `1980-05-01`.
 */
export function markAmounts(tokens: readonly Token[], texts: readonly string[]): void {
  let money = false;
  for (const token of tokens) {
    const text = texts[token.turn] ?? "";
    const isNumeral = /^\d+$/.test(token.word);
    const previous = tokens[token.index - 1];
    const follows = previous?.turn === token.turn && /^\d+$/.test(previous.word);
    const lengths = [previous?.word.length ?? 0, token.word.length] as const;
    money =
      isNumeral &&
      (/[$€£]\s?$/.test(token.before) ||
        (money && follows && lengths[1] <= 3 && /^[.,]$/.test(token.before)));
    if (!isNumeral) continue;
    if (money || text[token.end] === "%") token.role = "other";
    if (!follows || previous === undefined) continue;
    const isTime = token.before === ":" && lengths[0] <= 2 && lengths[1] === 2;
    const isDate = token.before === "/" && lengths[0] <= 2 && (lengths[1] <= 2 || lengths[1] === 4);
    if (isTime || isDate) {
      previous.role = "other";
      token.role = "other";
    }
    const first = tokens[token.index - 2];
    if (first?.turn !== token.turn || token.before !== "-" || previous.before !== "-") continue;
    const shape = [first, previous, token]
      .map(({ word }) => (/^\d+$/.test(word) ? word.length : 0))
      .join("-");
    if (/^([12]-[12]-4|4-[12]-[12])$/.test(shape))
      for (const part of [first, previous, token]) part.role = "other";
  }
}
