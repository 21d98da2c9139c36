const delimiters = [",", ";", "\t"] as const;
export type Delimiter = (typeof delimiters)[number];

/** What stands between the names of a header: the commonest of comma, semicolon and tab outside quotes; null: none. */
export function findDelimiter(header: string): Delimiter | null {
  const bare = header.replace(/"[^"]*"/g, "");
  let best: { delimiter: Delimiter; times: number } | null = null;
  for (const delimiter of delimiters) {
    const times = bare.split(delimiter).length - 1;
    if (times > (best?.times ?? 0)) best = { delimiter, times };
  }
  return best?.delimiter ?? null;
}
