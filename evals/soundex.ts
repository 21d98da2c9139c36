const digits = new Map(
  Object.entries({ bfpv: "1", cgjkqsxz: "2", dt: "3", l: "4", mn: "5", r: "6" }).flatMap(([letters, digit]) =>
    [...letters].map((letter) => [letter, digit] as const),
  ),
);

/**
 * American Soundex of a word: its first letter and three digits of its consonants (as the US National Archives state it);
 * null where it has no letter. Words with one code sound nearly alike.
 */
export function soundex(word: string): string | null {
  const letters = word.toLowerCase().replace(/[^a-z]/g, "");
  const [first] = letters;
  if (first === undefined) return null;
  let code = "";
  let before = digits.get(first);
  for (const letter of letters.slice(1)) {
    const digit = digits.get(letter);
    if (digit !== undefined && digit !== before) code += digit;
    // h and w do not part two letters of one digit; vowels do.
    if (letter !== "h" && letter !== "w") before = digit;
  }
  return first.toUpperCase() + code.slice(0, 3).padEnd(3, "0");
}
