import { unitWords } from "./filler-words.ts";
import { tenWords } from "./number-words.ts";
import type { Token } from "./token.ts";

/** Number words that follow one another in a turn with no other word between them. */
export interface Run {
  turn: number;
  first: number;
  last: number;
  digits: string;
  /** How the digits are grouped: numerals as they are written, words and single numerals by the marks between them. */
  groups: readonly number[];
  /** true: holds "hundred" or "thousand". */
  scale: boolean;
}

/** A run this long is no amount, whatever unit follows it. */
const longestAmount = 7;

/** The runs of a transcript that are not amounts, ages or house numbers ("two hundred dollars", "1420 Oak Street"). */
export function findRuns(tokens: readonly Token[]): Run[] {
  const runs: Run[] = [];
  for (let at = 0; at < tokens.length; ) {
    const first = tokens[at];
    let after = at + 1;
    if (first?.role === "number") {
      while (tokens[after]?.role === "number" && tokens[after]?.turn === first.turn) after += 1;
      const run = runOf(tokens.slice(at, after));
      const isPart = run.digits !== "" || tokens[after]?.role === "number";
      if (isPart && (run.digits.length > longestAmount || !hasUnit(tokens, run))) runs.push(run);
    }
    at = after;
  }
  return runs;
}

function runOf(tokens: readonly Token[]): Run {
  const groups: number[] = [];
  for (const [at, { word, before, digits }] of tokens.entries()) {
    const previous = tokens[at - 1]?.word ?? "";
    const isSpelled = /^\d$/.test(word) && /^\d$/.test(previous) && /^\s*$/.test(before);
    const isSpoken = !/^\d/.test(word) && !/^\d/.test(previous) && !/[,.;?!–—]/.test(before);
    const joins = at > 0 && (isSpelled || isSpoken);
    groups.push(joins ? (groups.pop() ?? 0) + digits.length : digits.length);
  }
  const [first] = tokens;
  return {
    turn: first?.turn ?? 0,
    first: first?.index ?? 0,
    last: (first?.index ?? 0) + tokens.length - 1,
    digits: tokens.map(({ digits }) => digits).join(""),
    groups: groups.filter((length) => length > 0),
    scale: tokens.some(({ scale }) => scale),
  };
}

function hasUnit(tokens: readonly Token[], { turn, last }: Run): boolean {
  const [next, second] = [tokens[last + 1], tokens[last + 2]].map((one) =>
    one?.turn === turn ? one : undefined,
  );
  if (next === undefined) return false;
  if (unitWords.has(next.word) && !/[.,?!;]/.test(next.before)) return true;
  return (
    /^(a|per|each|every|the)$/.test(next.word) &&
    /^(month|week|year|day|hour|person|car|visit)$/.test(second?.word ?? "")
  );
}

/** Whether a run may be cut after a token: not within "forty one". */
export function mayCutAfter(token: Token): boolean {
  return !tenWords.has(token.word) || token.digits.length !== 1;
}
