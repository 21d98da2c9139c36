export type SensitiveKind = "card" | "cvv" | "ssn";

/**
 * What a word is to the search for numbers: a part of one, a word that people say in the middle of one ("uh", "okay go
 * ahead", "dash"), or anything else.
 */
type TokenRole = "number" | "filler" | "other";

/** One word of a transcript. */
export interface Token {
  /** Its place among all words of the transcript. */
  index: number;
  turn: number;
  /** First character of the word in its turn, and the one after its last. */
  start: number;
  end: number;
  /** Lower case. */
  word: string;
  role: TokenRole;
  /** The digits that it adds to the number it stands in; "double" and "hundred" may add none. */
  digits: string;
  /** What stands between the word before it in its turn and itself. */
  before: string;
  /** true: "hundred", "thousand": rather an amount, unless the talk is of a card or a social-security number. */
  scale: boolean;
}
