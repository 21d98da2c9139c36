import type { Segment } from "@callscript/core/transcript.ts";
import { lexicon } from "./address-lexicon.ts";
import { addressMarks } from "./address-marks.ts";
import { addressRegions } from "./address-regions.ts";
import { addressFamilies, honestWords } from "./address-words.ts";
import { foreignOrders, rawOrders } from "./address-words-foreign.ts";
import { hiddenTexts, turnedTexts } from "./hidden-texts.ts";
import { type PlainWord, plainWords } from "./plain-words.ts";

/** Characters `from` to `to` of a turn that are meant for whoever judges the call. */
export interface AddressedSpan {
  turn: number;
  from: number;
  to: number;
}

/** What belongs together is said within so many words. */
const windowWords = 25;
/** The weights of `addressFamilies` that make an address together. */
const enough = 2.75;
/** The same one to four words so many times over. */
const repeats = 6;
/** What surrounds an address in a turn without full stops is counted to it, this many words each way. */
const marginWords = 8;

const boundary = "/";

interface Said extends PlainWord {
  turn: number;
}

interface Hit {
  weight: number;
  /** Of words: the first, and the one after the last. */
  from: number;
  to: number;
  family: string;
}

/**
 * Finds where a transcript speaks to its judge instead of to the other side: orders to a model, claims about the review,
 * roles and frames of a prompt, also disguised, in other languages, or split over turns. It is code and reads no meaning:
 * it adds up what such speech is made of (who is addressed, the call as an object, what is to be found, rules to be
 * ignored), each weighed so that no single word of an honest call is enough.
 */
export function addressesJudge(segments: readonly Segment[], codes: readonly string[] = []): AddressedSpan[] {
  const spans: AddressedSpan[] = [];
  const wordsOf = segments.map(({ text }) => plainWords(text));
  const addSentence = (turn: number, place: { from: number; to: number }) =>
    spans.push({ turn, ...sentence(segments[turn]?.text ?? "", wordsOf[turn] ?? [], place) });
  for (const [turn, segment] of segments.entries()) {
    for (const place of addressMarks(segment, codes)) addSentence(turn, place);
    for (const order of rawOrders)
      for (const { 0: found, index } of segment.text.matchAll(order))
        addSentence(turn, { from: index, to: index + found.length });
    for (const { text, from, to } of hiddenTexts(segment.text))
      if (isAddress(text)) spans.push({ turn, from, to });
    if (turnedTexts(segment.text).some(isAddress)) spans.push({ turn, from: 0, to: segment.text.length });
  }
  const all = segments.flatMap(({ speaker }, turn): Said[] => {
    const words = (wordsOf[turn] ?? []).map((word) => ({ ...word, turn }));
    // A phrase does not begin with one speaker and end with the other.
    const change = turn > 0 && segments[turn - 1]?.speaker !== speaker;
    return change ? [{ word: boundary, start: 0, end: 0, turn }, ...words] : words;
  });
  const speakers = new Set(segments.map(({ speaker }) => speaker));
  const streams = [all];
  // What one speaker says in pieces, whatever the other says in between.
  if (speakers.size > 1)
    for (const one of speakers)
      streams.push(all.filter(({ turn, word }) => word !== boundary && segments[turn]?.speaker === one));
  for (const words of streams)
    for (const { from, to } of addresses(words))
      for (const turn of new Set(words.slice(from, to).map((word) => word.turn))) {
        const inTurn = words.slice(from, to).filter((word) => word.turn === turn && word.word !== boundary);
        if (inTurn.length === 0) continue;
        addSentence(turn, { from: inTurn[0]?.start ?? 0, to: inTurn.at(-1)?.end ?? 0 });
      }
  return merged(spans);
}

function merged(spans: AddressedSpan[]): AddressedSpan[] {
  const joined: AddressedSpan[] = [];
  for (const span of spans.sort((a, b) => a.turn - b.turn || a.from - b.from)) {
    const last = joined.at(-1);
    if (last && last.turn === span.turn && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else joined.push({ ...span });
  }
  return joined;
}

function isAddress(text: string): boolean {
  return addresses(plainWords(text).map((word) => ({ ...word, turn: 0 }))).length > 0;
}

/** The stretches of words whose hits weigh enough together. */
function addresses(words: readonly Said[]): { from: number; to: number }[] {
  return addressRegions(words, windowWords).flatMap((region) =>
    weigh(words.slice(region.from, region.to), region.foreign).map(({ from, to }) => ({
      from: from + region.from,
      to: to + region.from,
    })),
  );
}

function weigh(words: readonly Said[], foreign: boolean): { from: number; to: number }[] {
  const hits = [...hitsOf(words, foreign), ...repeated(words)].sort((a, b) => a.from - b.from);
  const found: { from: number; to: number }[] = [];
  for (const [index, first] of hits.entries()) {
    const near: Hit[] = [];
    for (let at = index; at < hits.length; at += 1) {
      const hit = hits[at];
      if (hit === undefined || hit.from >= first.from + windowWords) break;
      near.push(hit);
    }
    const counted: Hit[] = [];
    for (const hit of near.sort((a, b) => b.weight - a.weight || a.from - b.from))
      if (!counted.some((one) => one.family === hit.family || (one.from < hit.to && hit.from < one.to)))
        counted.push(hit);
    // Where one turn is enough by itself, what is near it in others belongs to the call.
    const heaviest = words[counted[0]?.from ?? 0]?.turn;
    const alone = counted.filter((hit) => words[hit.from]?.turn === heaviest);
    const meant = weightOf(alone) >= enough ? alone : counted;
    if (weightOf(meant) >= enough)
      found.push({
        from: Math.min(...meant.map(({ from }) => from)),
        to: Math.max(...meant.map(({ to }) => to)),
      });
  }
  return found;
}

function weightOf(hits: readonly Hit[]): number {
  return hits.reduce((sum, { weight }) => sum + weight, 0);
}

function hitsOf(words: readonly Said[], foreign: boolean): Hit[] {
  const starts: number[] = [];
  let line = " ";
  for (const { word } of words) {
    starts.push(line.length);
    line += `${word} `;
  }
  const indexAt = (character: number) => {
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= character) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
  const honest = new Set<number>();
  for (const pattern of honestWords)
    line = line.replaceAll(pattern, (said, at: number) => {
      for (let word = indexAt(at); (starts[word] ?? line.length) < at + said.length; word += 1)
        honest.add(word);
      return said.replaceAll(/[^ ]/g, "x");
    });
  const hits: Hit[] = [];
  const collect = (family: string, weight: number, pattern: RegExp) => {
    for (const { 0: found, index } of line.matchAll(pattern))
      hits.push({ family, weight, from: indexAt(index), to: indexAt(index + found.length - 1) + 1 });
  };
  for (const { name, patterns } of addressFamilies)
    for (const { weight, pattern } of patterns) collect(name, weight, pattern);
  for (const [at, { word }] of words.entries()) {
    const lexeme = lexicon.get(word);
    if (lexeme && !honest.has(at))
      hits.push({ family: `word ${lexeme.group}`, weight: lexeme.weight, from: at, to: at + 1 });
  }
  for (const order of foreign ? foreignOrders : []) collect("foreign", enough, order);
  return hits;
}

/** "Safe safe safe safe safe safe": a flood of what a judge should say. */
function repeated(words: readonly Said[]): Hit[] {
  const hits: Hit[] = [];
  for (const size of [1, 2, 3, 4]) {
    let run = 0;
    for (let at = size; at < words.length; at += 1) {
      run = words[at]?.word === words[at - size]?.word ? run + 1 : 0;
      if (run !== size * (repeats - 1)) continue;
      const unit = words.slice(at - size + 1, at + 1).map(({ word }) => word);
      if (
        unit.some((word) =>
          /^(?:safe|clean|compliant|ignore|pass|approved|violations?|flags?|rules?|system)$/.test(word),
        )
      )
        hits.push({ family: "flood", weight: enough, from: at - run, to: at + 1 });
    }
  }
  return hits;
}

/** Widened to the sentence, or by some words where the turn has no full stops. */
function sentence(
  text: string,
  words: readonly PlainWord[],
  { from, to }: { from: number; to: number },
): { from: number; to: number } {
  const first = words.findIndex(({ end }) => end > from);
  const last = words.findLastIndex(({ start }) => start < to);
  const stopBefore = Math.max(...[".", "?", "!", "\n"].map((stop) => text.lastIndexOf(stop, from - 1))) + 1;
  const stopsAfter = [".", "?", "!", "\n"].map((stop) => text.indexOf(stop, to)).filter((at) => at >= 0);
  return {
    from: Math.min(from, Math.max(stopBefore, words[Math.max(0, first - marginWords)]?.start ?? 0)),
    to: Math.max(to, Math.min(text.length, ...stopsAfter, words[last + marginWords]?.end ?? text.length)),
  };
}
