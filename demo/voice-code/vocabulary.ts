import { wordsOfCalls } from "../calls/all-calls.ts";
import { groups, tonesPerGroup } from "./tones.ts";

/** Words spoken in two pieces, so that joining pieces to words is exercised as with a real model. */
const inTwo: Readonly<Record<string, readonly [string, string]>> = {
  medicare: ["medi", "care"],
  insurance: ["insur", "ance"],
  government: ["govern", "ment"],
  guaranteed: ["guaran", "teed"],
  calling: ["call", "ing"],
  recorded: ["record", "ed"],
  recording: ["record", "ing"],
  looking: ["look", "ing"],
  pharmacy: ["phar", "macy"],
  furnace: ["fur", "nace"],
  electric: ["elec", "tric"],
  groceries: ["gro", "ceries"],
};

/** Pieces in the manner of sentence pieces: `▁` opens a word. The index of a piece is its symbol. */
export const pieces: readonly string[] = [...new Set(wordsOfCalls().flatMap((word) => piecesOfWord(word)))];

if (pieces.length > tonesPerGroup ** groups)
  throw new Error(`${pieces.length} pieces are more than the code has symbols`);

const symbols = new Map(pieces.map((piece, index) => [piece, index]));

function piecesOfWord(word: string): string[] {
  const [first, second] = inTwo[word] ?? [word, undefined];
  return second === undefined ? [`▁${word}`] : [`▁${first}`, second];
}

/** The symbols that say a text. @throws for a word that no demo call uses. */
export function symbolsOf(text: string): number[] {
  return text.split(" ").flatMap((word) =>
    piecesOfWord(word).map((piece) => {
      const symbol = symbols.get(piece);
      if (symbol === undefined) throw new Error(`the voice code has no word "${word}"`);
      return symbol;
    }),
  );
}
