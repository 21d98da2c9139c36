export interface FoldedWord {
  /** Lower case, without accents, apostrophes straight. */
  word: string;
  /** First character of the word in the text, and the one after its last. */
  start: number;
  end: number;
}

/**
 * Splits a text into the words that two spellings of the same speech share: composed and decomposed accents, curly
 * apostrophes, full-width letters and both Turkish i are one.
 */
export function foldedWords(text: string): FoldedWord[] {
  return Array.from(text.matchAll(/[\p{L}\p{N}\p{M}]+(?:['’ʼ`´][\p{L}\p{M}]+)*/gu), (match) => ({
    word: match[0]
      .normalize("NFKD")
      .replaceAll(/\p{M}/gu, "")
      .toLowerCase()
      .replaceAll(/[’ʼ`´]/g, "'")
      .replaceAll("ı", "i"),
    start: match.index,
    end: match.index + match[0].length,
  }));
}
