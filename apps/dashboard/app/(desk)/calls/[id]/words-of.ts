/** The words of a line of the transcript and where they begin, as they are counted everywhere. */
export function wordsOf(text: string): { word: string; index: number }[] {
  return Array.from(text.matchAll(/\S+/g), ({ 0: word, index }) => ({ word, index }));
}
