import type { FoldedWord } from "./folded-words.ts";

/** A fuzzy match may differ in at most this share of the quote's letters. */
const fuzzyShare = 0.12;
/** Shorter quotes must match word for word. */
const fuzzyFromWords = 5;
/** A quote is asked to have 20 words at most: one far longer is found word for word or not at all, and costs no time. */
const mostWords = 200;

/** What may be put in or left out: it changes no meaning. "Not", "if", "only", "maybe" and every name may not. */
const fillers = new Set(
  "um uh er ah oh hm well so like just okay ok the a an and that of is are am".split(" "),
);
const numbers =
  /\d|^(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundreds?|thousands?|millions?|half|quarter|double|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|once|twice)$/;
const negations =
  /^(?:not|no|non|nor|never|none|nobody|nothing|nowhere|neither|without|ain't|nunca|nada|nadie|ningun[oa]?|ni|pas|nicht|kein\w*)$/;
const spelledOut: Readonly<Record<string, readonly string[]>> = {
  "won't": ["will", "not"],
  "can't": ["can", "not"],
  "shan't": ["shall", "not"],
  cannot: ["can", "not"],
  "i'm": ["i", "am"],
  gonna: ["going", "to"],
  wanna: ["want", "to"],
  gotta: ["got", "to"],
};
const endings: Readonly<Record<string, string>> = {
  "n't": "not",
  "'re": "are",
  "'ve": "have",
  "'ll": "will",
  "'s": "is",
};

interface Spelled {
  word: string;
  /** Index of the spoken word it is part of. */
  of: number;
  isName: boolean;
}

/**
 * Aligns a quote with the turn's words: the least costly place for it, or null where none is near enough. Contractions
 * are spelled out; fillers may be put in or left out; a word may be another form or a misspelling of the one said.
 * Nothing else is near: not a negation, a number, a name or a content word more, less or other.
 */
export function alignQuote(
  turn: string,
  said: readonly FoldedWord[],
  wanted: readonly FoldedWord[],
): { first: number; last: number } | null {
  if (wanted.length < fuzzyFromWords || wanted.length > Math.min(mostWords, said.length * 1.3)) return null;
  const heard = spell(said, turn);
  const claimed = spell(wanted, "");
  const most = Math.floor(claimed.reduce((sum, { word }) => sum + word.length + 1, -1) * fuzzyShare);
  // One row for each claimed word; a place to begin is free, and so is one to end.
  let row = heard.map((_, at) => ({ cost: 0, first: at })).concat({ cost: 0, first: heard.length });
  for (const word of claimed) {
    const next = [{ cost: (row[0]?.cost ?? Number.POSITIVE_INFINITY) + dropCost(word), first: 0 }];
    for (const [at, other] of heard.entries())
      next.push(
        least([row[at], swapCost(word, other)], [row[at + 1], dropCost(word)], [next[at], dropCost(other)]),
      );
    row = next;
  }
  let best: { cost: number; first: number; last: number } | null = null;
  for (const [end, { cost, first }] of row.entries())
    if (cost <= most && end > first && (best === null || cost < best.cost))
      best = { cost, first, last: end - 1 };
  const [first, last] = [heard[best?.first ?? -1], heard[best?.last ?? -1]];
  return first && last ? { first: first.of, last: last.of } : null;
}

function least(...ways: [{ cost: number; first: number } | undefined, number][]) {
  let best = { cost: Number.POSITIVE_INFINITY, first: 0 };
  for (const [from, more] of ways)
    if (from && from.cost + more < best.cost) best = { cost: from.cost + more, first: from.first };
  return best;
}

function dropCost({ word }: Spelled): number {
  return fillers.has(word) ? word.length + 1 : Number.POSITIVE_INFINITY;
}

function swapCost(claimed: Spelled, said: Spelled): number {
  const [a, b] = [claimed.word, said.word];
  if (a === b) return 0;
  if (said.isName || [a, b].some((word) => numbers.test(word) || negations.test(word)))
    return Number.POSITIVE_INFINITY;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length >= 3 && long.startsWith(short) && long.length - short.length <= 3)
    return /^(?:less|free)/.test(long.slice(short.length))
      ? Number.POSITIVE_INFINITY
      : long.length - short.length;
  return short.length >= 5 && a[0] === b[0] && oneLetterApart(short, long) ? 1 : Number.POSITIVE_INFINITY;
}

/** One letter put in, left out or changed. */
function oneLetterApart(short: string, long: string): boolean {
  if (long.length - short.length > 1) return false;
  let same = 0;
  while (same < short.length && short[same] === long[same]) same += 1;
  return short.slice(same + (short.length === long.length ? 1 : 0)) === long.slice(same + 1);
}

function spell(words: readonly FoldedWord[], text: string): Spelled[] {
  return words.flatMap(({ word, start, end }, of) => {
    const before = text.slice(0, start).trimEnd();
    const isName = before !== "" && !/[.!?…]["”’)]?$/.test(before) && /^\p{Lu}/u.test(text.slice(start, end));
    return parts(word).map((part) => ({ word: part, of, isName }));
  });
}

function parts(word: string): readonly string[] {
  const whole = spelledOut[word];
  if (whole) return whole;
  const ending = Object.keys(endings).find((one) => word.endsWith(one) && word.length > one.length);
  return ending === undefined ? [word] : [word.slice(0, -ending.length), endings[ending] ?? ""];
}
