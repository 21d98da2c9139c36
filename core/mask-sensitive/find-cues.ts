import { type CueKind, cuePhrases } from "./cue-phrases.ts";
import type { Token } from "./token.ts";

/** Words that say what a number near them is. */
export interface Cue {
  kind: CueKind;
  /** The tokens from its first word to its last. */
  first: number;
  last: number;
}

interface Phrase {
  kind: CueKind;
  words: readonly Matcher[];
}
type Matcher = (word: string) => boolean;

const byFirstWord = new Map<string, Phrase[]>();
/** Phrases whose first word may go on: by its first three letters. */
const byPrefix = new Map<string, Phrase[]>();
for (const [kind, phrases] of Object.entries(cuePhrases) as [CueKind, string][])
  for (const phrase of phrases.split("|")) {
    const words = phrase.trim().split(/\s+/);
    const made = { kind, words: words.map(matcherOf) };
    const [first = ""] = words;
    for (const one of alternativesOf(first))
      if (one.endsWith("*")) put(byPrefix, one.slice(0, 3), made);
      else put(byFirstWord, one, made);
  }

function put(map: Map<string, Phrase[]>, key: string, phrase: Phrase): void {
  map.set(key, [...(map.get(key) ?? []), phrase]);
}

function alternativesOf(pattern: string): string[] {
  return pattern.replace(/[()]/g, "").split("/");
}

function matcherOf(pattern: string): Matcher {
  const tests = alternativesOf(pattern).map((one) => {
    const stem = one.replace(/\*$/, "");
    return one.endsWith("*")
      ? (word: string) => word.startsWith(stem)
      : (word: string) => word === one || word === `${one}'s`;
  });
  return (word) => tests.some((test) => test(word));
}

/** Cards that are not for paying, before "card". */
const otherCards =
  /^(medicare|medicaid|insurance|id|member|membership|green|business|library|benefit|benefits|report|medical|health|dental|loyalty|wild|post|sim|spending|gift|subsidy|flex|grocery|food|allowance|index|report|cash|reward|rewards)$/;

const otherCodes =
  /^(zip|area|promo|promotion|promotional|postal|source|qr|dress|building|gate|door|country|access|reference|discount|coupon|referral|billing|tracking|offer|agent|postal)$/;

/** Every cue of a transcript, in the order of its last words; the longest where several begin at one word. */
export function findCues(tokens: readonly Token[]): Cue[] {
  const cues: Cue[] = [];
  for (const [first, token] of tokens.entries()) {
    const candidates = [
      ...(byFirstWord.get(token.word.replace(/'s$/, "")) ?? []),
      ...(byPrefix.get(token.word.slice(0, 3)) ?? []),
    ];
    let longest: Cue | null = null;
    for (const { kind, words } of candidates) {
      const last = first + words.length - 1;
      if (longest !== null && last <= longest.last) continue;
      if (words.every((matches, offset) => isSaid(tokens, first, offset, matches)))
        longest = { kind, first, last };
    }
    const within = cues.at(-1);
    if (longest === null || isOtherThing(tokens, longest)) continue;
    if (within === undefined || longest.last > within.last) cues.push(longest);
  }
  return cues.sort((a, b) => a.last - b.last);
}

function isSaid(tokens: readonly Token[], first: number, offset: number, matches: Matcher): boolean {
  const token = tokens[first + offset];
  return token !== undefined && token.turn === tokens[first]?.turn && matches(token.word);
}

function isOtherThing(tokens: readonly Token[], { kind, first, last }: Cue): boolean {
  if (kind === "card")
    return otherCards.test(tokens[first - 1]?.word ?? "") && /^cards?$/.test(tokens[first]?.word ?? "");
  if (kind === "code") return otherCodes.test(tokens[first - 1]?.word ?? "");
  if (kind === "cvv")
    return tokens
      .slice(Math.max(0, first - 4), first)
      .some(({ word }) => /^(gate|alarm|door|garage|entry|building)$/.test(word));
  if (kind === "ssn" || kind === "social")
    return /^(media|worker|workers|club|event|services|distancing|network)$/.test(
      tokens[last + 1]?.word ?? "",
    );
  return false;
}

/** The last cue of the given kinds that ends before a word, at most `within` words earlier. */
export function cueBefore(
  cues: readonly Cue[],
  before: number,
  within: number,
  kinds: readonly CueKind[],
): Cue | null {
  for (let at = firstNotBefore(cues, before) - 1; at >= 0; at -= 1) {
    const cue = cues[at];
    if (cue === undefined || cue.last < before - within) return null;
    if (kinds.includes(cue.kind)) return cue;
  }
  return null;
}

/** The first cue that ends at or after a word, at most `within` words later. */
export function cueAfter(
  cues: readonly Cue[],
  from: number,
  within: number,
  kinds: readonly CueKind[],
): Cue | null {
  for (let at = firstNotBefore(cues, from); at < cues.length; at += 1) {
    const cue = cues[at];
    if (cue === undefined || cue.last > from + within) return null;
    if (cue.first >= from && kinds.includes(cue.kind)) return cue;
  }
  return null;
}

function firstNotBefore(cues: readonly Cue[], index: number): number {
  let [low, high] = [0, cues.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cues[middle]?.last ?? 0) < index) low = middle + 1;
    else high = middle;
  }
  return low;
}
