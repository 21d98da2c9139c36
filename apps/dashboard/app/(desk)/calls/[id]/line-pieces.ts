import { wordsOf } from "./words-of.ts";

/** A run of letters of a line that look alike. */
export interface Piece {
  text: string;
  isQuoted: boolean;
  /** What is searched for, and whether it is the match that one is at. */
  found: "no" | "found" | "current";
  isSpoken: boolean;
  isUnsure: boolean;
  /** What was taken out of the recording's words here. */
  redacted: string | null;
}

export interface LineMarks {
  quotes: readonly string[];
  found: readonly { start: number; end: number; isCurrent: boolean }[];
  /** Places of words, from 0. */
  spoken: number | null;
  unsure: readonly number[];
}

const redactedWords: Readonly<Record<string, string>> = {
  "[card]": "card number",
  "[cvv]": "security code",
  "[ssn]": "social security number",
};

/** Cuts a line where its look changes: quotes, matches, the spoken word, words not surely heard, and what was taken out. */
export function linePieces(text: string, { quotes, found, spoken, unsure }: LineMarks): Piece[] {
  const plain = { isQuoted: false, found: "no", isSpoken: false, isUnsure: false, redacted: null } as const;
  const isPlain = quotes.length + found.length + unsure.length === 0 && spoken === null;
  if (isPlain && !text.includes("[")) return text === "" ? [] : [{ ...plain, text }];
  const looks: Omit<Piece, "text">[] = Array.from({ length: text.length }, () => plain);
  const paint = (start: number, end: number, look: Partial<Piece>) => {
    for (let at = Math.max(0, start); at < Math.min(end, text.length); at += 1)
      looks[at] = { ...(looks[at] ?? plain), ...look };
  };
  for (const quote of quotes) {
    const at = quote === "" ? -1 : text.toLowerCase().indexOf(quote.toLowerCase());
    if (at >= 0) paint(at, at + quote.length, { isQuoted: true });
  }
  const words = spoken === null && unsure.length === 0 ? [] : wordsOf(text);
  const paintWord = (place: number, look: Partial<Piece>) => {
    const word = words[place];
    if (word) paint(word.index, word.index + word.word.length, look);
  };
  for (const place of unsure) paintWord(place, { isUnsure: true });
  if (spoken !== null) paintWord(spoken, { isSpoken: true });
  for (const { start, end, isCurrent } of found)
    paint(start, end, { found: isCurrent ? "current" : "found" });
  for (const { 0: sign, index } of text.matchAll(/\[(?:card|cvv|ssn)\]/g))
    paint(index, index + sign.length, { redacted: redactedWords[sign] ?? null });
  return cut(text, looks);
}

/** The place in the line's own text of a letter that is shown: what was taken out is shown by another word than it is kept as. */
export function ownOffset(pieces: readonly Piece[], shown: number): number {
  let own = 0;
  let left = shown;
  for (const { text, redacted } of pieces) {
    const length = (redacted ?? text).length;
    if (left < length) return redacted === null ? own + left : own;
    left -= length;
    own += text.length;
  }
  return own;
}

function cut(text: string, looks: readonly Omit<Piece, "text">[]): Piece[] {
  const pieces: Piece[] = [];
  const isLike = (a: Omit<Piece, "text">, b: Omit<Piece, "text">) =>
    a.isQuoted === b.isQuoted &&
    a.found === b.found &&
    a.isSpoken === b.isSpoken &&
    a.isUnsure === b.isUnsure &&
    a.redacted === b.redacted;
  for (const [at, look] of looks.entries()) {
    const last = pieces.at(-1);
    if (last !== undefined && isLike(last, look)) last.text += text[at] ?? "";
    else pieces.push({ ...look, text: text[at] ?? "" });
  }
  return pieces;
}
