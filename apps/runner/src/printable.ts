/**
 * Text that others wrote, as one line of a terminal: what would end the line, steer the terminal or turn the order of the
 * letters about is a space.
 */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, " ");
}
