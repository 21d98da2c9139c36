import { fillerWords } from "./filler-words.ts";
import { isCount } from "./is-count.ts";
import { markAmounts } from "./mark-amounts.ts";
import { digitWords, looseWords, scaleWords, teenWords, tenWords, timesWords } from "./number-words.ts";
import type { Token } from "./token.ts";

/** Says of every word what it is to a number, and which digits it gives: "forty one" is 41, "double four" 44. */
export function readNumbers(
  tokens: readonly Token[],
  texts: readonly string[],
  speakers: readonly string[],
): void {
  for (const token of tokens) {
    token.digits = ownDigits(token.word) ?? "";
    if (token.digits !== "" || timesWords.has(token.word)) token.role = "number";
    else if (fillerWords.has(token.word)) token.role = "filler";
  }
  markAmounts(tokens, texts);
  for (const token of tokens) readLoose(tokens, speakers, token);
  for (const token of tokens.toReversed()) readLoose(tokens, speakers, token);
  for (const token of tokens) if (token.role === "number" && isCount(tokens, token)) token.role = "filler";
  for (const token of tokens) joinNumber(tokens, token, (at) => neighbour(tokens, speakers, token, at));
  for (const token of tokens) if (token.role !== "number") token.digits = "";
}

/** "Oh" beside a digit is one; "for" and "to" are only between two. */
function readLoose(tokens: readonly Token[], speakers: readonly string[], token: Token): void {
  const digits = looseWords.get(token.word);
  if (digits === undefined || token.role === "number") return;
  const isOh = /^oh?$/.test(token.word);
  const beside = [-1, 1].filter((offset) => {
    const near = isOh ? neighbour(tokens, speakers, token, offset) : tokens[token.index + offset];
    return near?.role === "number" && (isOh || near.turn === token.turn);
  }).length;
  const isOhs =
    isOh && [-1, 1].every((offset) => /^oh?$/.test(neighbour(tokens, speakers, token, offset)?.word ?? ""));
  if (beside < (isOh ? 1 : 2) && !isOhs) return;
  token.role = "number";
  token.digits = digits;
}

function ownDigits(word: string): string | undefined {
  if (/^\d+$/.test(word)) return word;
  return digitWords.get(word) ?? teenWords.get(word) ?? tenWords.get(word);
}

/** What a word adds depends on its neighbours: tens before a digit, "double", "hundred". */
function joinNumber(tokens: readonly Token[], token: Token, at: (offset: number) => Token | undefined): void {
  const next = at(1);
  const times = Number(timesWords.get(at(-1)?.word ?? "") ?? 1);
  if (token.role === "number" && times > 1) {
    token.digits = token.digits.repeat(times);
  } else if (token.role === "number" && tenWords.has(token.word)) {
    const unit = next?.word === "y" ? at(2) : next;
    if (
      unit?.role === "number" &&
      unit.digits.length === 1 &&
      unit.digits !== "0" &&
      !/^\d/.test(unit.word)
    ) {
      token.digits = token.digits.slice(0, 1);
      if (next?.word === "y") next.role = "number";
    }
  }
  const scale = Number(scaleWords.get(token.word) ?? 0);
  if (scale === 0 || at(-1)?.role !== "number") return;
  const added = next?.word === "and" ? at(2) : next;
  const addedDigits = added?.role === "number" && added.word !== "0" ? valueLength(added, tokens) : 0;
  if (addedDigits > 0 && next?.word === "and") next.role = "number";
  token.role = "number";
  token.scale = true;
  token.digits =
    addedDigits === 0 || addedDigits > scale ? "0".repeat(scale) : "0".repeat(scale - addedDigits);
}

/** How many digits the number has that begins here and is added to a hundred or a thousand. */
function valueLength(token: Token, tokens: readonly Token[]): number {
  const next = tokens[token.index + 1];
  if (next?.turn === token.turn && scaleWords.get(next.word) === "2") return 3;
  return tenWords.has(token.word) ? 2 : token.digits.length;
}

/** A word before or after in the turn; in the next turn of the speaker where the engine made a turn of every word. */
function neighbour(
  tokens: readonly Token[],
  speakers: readonly string[],
  token: Token,
  offset: number,
): Token | undefined {
  const near = tokens[token.index + offset];
  if (near === undefined || near.turn === token.turn) return near;
  const [before, after] = offset > 0 ? [token, near] : [near, token];
  const isOneWord = (one: Token) =>
    tokens[one.index - 1]?.turn !== one.turn && tokens[one.index + 1]?.turn !== one.turn;
  const isCut =
    Math.abs(offset) === 1 && (timesWords.has(before.word) || (isOneWord(before) && isOneWord(after)));
  return isCut && speakers[near.turn] === speakers[token.turn] ? near : undefined;
}
