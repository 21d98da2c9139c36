import { mayCutAfter } from "./find-runs.ts";
import { isCardNumber } from "./is-card-number.ts";
import type { SensitiveKind, Token } from "./token.ts";

const expiry = /^(0?[1-9]|1[0-2])(20)?(2[3-9]|3\d)$/;

const longestCard = 19;
/** Month, four-digit year and a code of four. */
const longestTail = 10;

/** Whether digits read as the month and year in which a card runs out. */
export function isExpiry(digits: string): boolean {
  return expiry.test(digits);
}

/**
 * What each number word of one reading is: the card number, its month and year (kept) and its security code, where
 * they were read without a word between; all of it the card number where no border can be found.
 */
export function splitCardTail(tokens: readonly Token[]): (SensitiveKind | null)[] {
  const all = tokens.map(() => "card" as const);
  let digits = "";
  for (const [at, token] of tokens.entries()) {
    digits += token.digits;
    if (digits.length > longestCard) break;
    const tail = tokens.slice(at + 1);
    if (tail.length === 0 || !mayCutAfter(token) || tail[0]?.digits === "") continue;
    const kinds = tailKinds(tail);
    const isUsual = digits.length === (/^3[47]/.test(digits) ? 15 : 16);
    const isWhole = digits.length >= 15 && isCardNumber(digits);
    if (kinds !== null && (isWhole || (isUsual && kinds.includes(null))))
      return [...all.slice(0, at + 1), ...kinds];
  }
  return all;
}

/** Month and year, a security code, or both; null for anything else. */
export function tailKinds(tail: readonly Token[]): (SensitiveKind | null)[] | null {
  const length = (part: readonly Token[]) => part.reduce((sum, { digits }) => sum + digits.length, 0);
  if (tail.length > longestTail || length(tail) > longestTail) return null;
  let digits = "";
  for (const [at, token] of tail.entries()) {
    digits += token.digits;
    const rest = tail.slice(at + 1);
    const left = length(rest);
    if (isExpiry(digits) && (left === 0 || left === 3 || left === 4))
      return tail.map((_, place) => (place <= at ? null : "cvv"));
  }
  return digits.length === 3 || digits.length === 4 ? tail.map(() => "cvv" as const) : null;
}
