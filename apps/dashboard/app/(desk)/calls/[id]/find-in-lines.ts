export interface Match {
  line: number;
  start: number;
  end: number;
}

/** Where words stand in the lines, in their order; small and capital letters are the same. */
export function findInLines(texts: readonly string[], wanted: string): Match[] {
  const needle = wanted.trim().toLowerCase();
  if (needle === "") return [];
  return texts.flatMap((text, line) => {
    const matches: Match[] = [];
    // What was taken out of a line is not its words. A letter that is longer in lower case would move what follows it.
    const lower = text.toLowerCase();
    const haystack = (lower.length === text.length ? lower : text).replaceAll(
      /\[(?:card|cvv|ssn)\]/g,
      (sign) => " ".repeat(sign.length),
    );
    for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + needle.length))
      matches.push({ line, start: at, end: at + needle.length });
    return matches;
  });
}
