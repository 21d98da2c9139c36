import type { Segment, Word } from "../transcript.ts";
import { type MaskedSpan, replaceSpans, sensitiveSpans } from "./mask-turns.ts";

/** A longer pause begins a new turn where the words do not tell which they are of, in seconds. */
const pauseSeconds = 1.2;

/**
 * The words of a transcript with those that belong to a sensitive number in one mask each, so that the words of a turn
 * still are its text. The mask lasts from its first word's start to its last word's end. `spans` are those of the turns.
 */
export function maskWords(
  words: readonly Word[],
  segments: readonly Segment[],
  spans: readonly (readonly MaskedSpan[])[],
): Word[] {
  const ofTurns = wordsOfTurns(words, segments);
  const turns = ofTurns ?? bySpeaker(words);
  const found = ofTurns === null ? sensitiveSpans(turns.map(spokenTurn)) : spans;
  return turns.flatMap((turn, at) => maskTurn(turn, found[at] ?? []));
}

function spokenTurn(words: readonly Word[]): { speaker: string; text: string } {
  return { speaker: words[0]?.speaker ?? "", text: words.map(({ word }) => word).join(" ") };
}

/** The words by turn, where every turn's text is its words joined by spaces; null where it is not. */
function wordsOfTurns(words: readonly Word[], segments: readonly Segment[]): Word[][] | null {
  let next = 0;
  const turns = segments.map(({ text }) => {
    const from = next;
    let joined = "";
    while (joined.length < text.length && next < words.length) {
      joined += `${joined === "" ? "" : " "}${words[next]?.word ?? ""}`;
      next += 1;
    }
    return joined === text ? words.slice(from, next) : null;
  });
  const known = turns.filter((turn) => turn !== null);
  return known.length === segments.length && next === words.length ? known : null;
}

function bySpeaker(words: readonly Word[]): Word[][] {
  const turns: Word[][] = [];
  for (const word of words) {
    const turn = turns.at(-1);
    const last = turn?.at(-1);
    if (turn && last && last.speaker === word.speaker && word.start - last.end <= pauseSeconds)
      turn.push(word);
    else turns.push([word]);
  }
  return turns;
}

function maskTurn(words: readonly Word[], spans: readonly MaskedSpan[]): Word[] {
  if (spans.length === 0) return [...words];
  const masked: Word[] = [];
  let [at, offset] = [0, 0];
  for (let word = words[at]; word !== undefined; word = words[at]) {
    const from = offset;
    let to = from + word.word.length;
    let group = word;
    let text = word.word;
    // A mask that reaches into the next word takes it in.
    for (
      let next = words[at + 1];
      next && spans.some(({ start, end }) => start < to && end > to);
      next = words[at + 1]
    ) {
      text += ` ${next.word}`;
      to += 1 + next.word.length;
      group = { ...group, end: Math.max(group.end, next.end), confidence: leastSure(group, next) };
      at += 1;
    }
    const within = spans
      .filter(({ start, end }) => start >= from && end <= to)
      .map((span) => ({ ...span, start: span.start - from, end: span.end - from }));
    masked.push(within.length === 0 ? group : { ...group, word: replaceSpans(text, within) });
    offset = to + 1;
    at += 1;
  }
  return masked;
}

function leastSure(a: Word, b: Word): number | null {
  return a.confidence === null || b.confidence === null ? null : Math.min(a.confidence, b.confidence);
}
