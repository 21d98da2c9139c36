import type { Token } from "./token.ts";

const countedThings = /^(digits?|numbers?|dígitos?|digitos?|números?|numeros?)$/;
const pronounBefore =
  /^(this|that|the|which|another|each|any|no|every|other|new|good|only|press|say|some|just|either)$/;
const pronounAfter = /^(second|sec|moment|minute|more|of|thing|time|that|who|last|other|quick)$/;
const groupBefore = /^(next|last|first|other|final|middle|these|those|remaining|following)$/;
/** The longest card number has 19 digits. */
const highestCount = 19;

/** "Sixteen digits", "the next four", "one second", "that one": numbers that are no part of the number read out. */
export function isCount(tokens: readonly Token[], token: Token): boolean {
  if (token.digits.length > 2 || Number(token.digits) > highestCount) return false;
  const near = (offset: number) => {
    const one = tokens[token.index + offset];
    return one?.turn === token.turn ? one : undefined;
  };
  const [before, after] = [near(-1), near(1)];
  if (after !== undefined && countedThings.test(after.word)) return before?.role !== "number";
  if (token.word === "one" && before?.role !== "number") {
    if (after !== undefined && pronounAfter.test(after.word)) return true;
    if (before !== undefined && pronounBefore.test(before.word) && after?.role !== "number") return true;
  }
  if (before === undefined || !groupBefore.test(before.word)) return false;
  return after?.role !== "number" || digitsAfter(tokens, token) === Number(token.digits);
}

/** How many digits are read right after a word, at most ten. */
function digitsAfter(tokens: readonly Token[], token: Token): number {
  let count = 0;
  for (let at = token.index + 1; count <= 10; at += 1) {
    const one = tokens[at];
    if (one === undefined || one.turn !== token.turn || one.role !== "number") break;
    count += one.digits.length;
  }
  return count;
}
