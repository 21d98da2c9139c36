/** Lower-case words of a text with their places in it; what two spellings of the same words have in common. */
export interface SpokenWord {
  word: string;
  /** First character of the word in the text, and the one after its last. */
  start: number;
  end: number;
}

/** Splits a text into lower-case words of letters, digits and inner apostrophes. Curly apostrophes become straight. */
export function spokenWords(text: string): SpokenWord[] {
  return Array.from(text.matchAll(/[\p{L}\p{N}]+(?:['’][\p{L}]+)*/gu), (match) => ({
    word: match[0].toLowerCase().replaceAll("’", "'"),
    start: match.index,
    end: match.index + match[0].length,
  }));
}
