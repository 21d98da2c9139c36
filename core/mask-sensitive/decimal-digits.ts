const digit = /\p{Nd}/u;

/** A text with the decimal digits of every script as 0 to 9: "٤१" is "41". */
export function decimalDigits(text: string): string {
  return text.replaceAll(/[^\P{Nd}0-9]/gu, (found) => String(digitOf(found.codePointAt(0) ?? 0)));
}

/** Unicode keeps the digits of a script in one row, from zero to nine. */
function digitOf(codePoint: number): number {
  let before = 0;
  while (digit.test(String.fromCodePoint(codePoint - before - 1))) before += 1;
  return before % 10;
}
