const word = /[\p{L}\p{N}\p{M}'’]+/gu;

/** A word of a text as it is looked for, and where it stands: [start, end) in UTF-16 units. */
export interface FoldedWord {
  folded: string;
  start: number;
  end: number;
}

/** The words of a text in lower case, without accents and apostrophes: as `core.fold_words` has them in the database. */
export function foldWords(text: string): FoldedWord[] {
  const words: FoldedWord[] = [];
  for (const { 0: found, index } of text.matchAll(word)) {
    const folded = found
      .normalize("NFD")
      .toLowerCase()
      .replaceAll(/[\u0300-\u036f'’]/g, "");
    if (folded !== "") words.push({ folded, start: index, end: index + found.length });
  }
  return words;
}
