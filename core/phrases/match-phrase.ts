import type { Phrase } from "../rule.ts";
import { answers, replyTo } from "./answers.ts";
import { cancelled, negated } from "./cancels.ts";
import { compilePatterns } from "./compile-pattern.ts";
import { type Found, findPattern, negatedWithin, saidWithin } from "./find-pattern.ts";
import { mayBe } from "./may-be.ts";
import type { PreparedTranscript } from "./prepared-transcript.ts";

export interface PhraseMatch {
  turn: number;
  /** The words around the match, as they stand in the turn. */
  quote: string;
}

/** How far words reach that belong together, where turns do not show it: a call may be one turn of one unknown voice. */
const nearWords = 20;
/** What follows a match within three turns may take it back, at most so many words later. */
const afterTurns = 3;
const afterWords = 100;
/** A quote is the whole turn up to this many words, else a window around the match. */
const quoteWords = 40;
const windowWords = 12;

/** The first place at which the phrase is said and nothing cancels it; null when there is none. */
export function matchPhrase(phrase: Phrase, transcript: PreparedTranscript): PhraseMatch | null {
  const found = firstMatches(phrase, transcript);
  if (found.length < phrase.at_least) return null;
  const [first] = found.sort((a, b) => a.from - b.from);
  return first ? { turn: transcript.turnOf[first.from] ?? 0, quote: quoteOf(transcript, first) } : null;
}

/** The first match of each pattern of `any` that is said and not cancelled. */
function firstMatches(phrase: Phrase, transcript: PreparedTranscript): Found[] {
  if (isMissing(phrase.followed_by, transcript) || isMissing(phrase.after, transcript)) return [];
  let elsewhere: boolean | null = null;
  const matches: Found[] = [];
  for (const pattern of compilePatterns(phrase.any)) {
    for (const found of findPattern(transcript, pattern, phrase.who)) {
      if (!inReach(phrase, transcript, found)) continue;
      if (phrase.negatable && (negatedWithin(transcript, pattern, found) || negated(transcript, found)))
        continue;
      if (cancelled(transcript, found, phrase.heeds) || !inContext(phrase, transcript, found)) continue;
      elsewhere ??= said(transcript, phrase.unless_anywhere, { from: 0, to: transcript.words.length });
      if (elsewhere) return [];
      matches.push(found);
      break;
    }
  }
  return matches;
}

/** Is none of the patterns, of which one must be said, said anywhere? */
function isMissing(patterns: readonly string[], transcript: PreparedTranscript): boolean {
  if (patterns.length === 0) return false;
  return compilePatterns(patterns).every((pattern) => findPattern(transcript, pattern).length === 0);
}

function inReach(phrase: Phrase, { segments, turnOf }: PreparedTranscript, { from }: Found): boolean {
  const turn = turnOf[from] ?? 0;
  const segment = segments[turn];
  if (!segment || !mayBe(segment.speaker, phrase.who)) return false;
  if (phrase.speaker_known && segment.speaker !== "agent" && segment.speaker !== "caller") return false;
  const { within_first_seconds: first, after_pause_seconds: pause } = phrase;
  if (first !== null && segment.start !== null && segment.start > first) return false;
  if (pause === null) return true;
  const heardUntil = segments[turn - 1]?.end;
  return segment.start !== null && heardUntil != null && segment.start - heardUntil >= pause;
}

function inContext(phrase: Phrase, transcript: PreparedTranscript, found: Found): boolean {
  const { turnOf, turnAt, words } = transcript;
  const turn = turnOf[found.from] ?? 0;
  const near = {
    from: Math.max(turnAt[turn] ?? 0, found.from - nearWords),
    to: Math.min(turnAt[turn + 1] ?? words.length, found.to + nearWords),
  };
  if (said(transcript, phrase.unless, near)) return false;
  const earliest = phrase.after_within_words === null ? 0 : found.from - phrase.after_within_words;
  const before = { from: Math.max(0, earliest), to: found.from };
  const counts = (at: number, earlier: Found) =>
    mayBe(transcript.segments[at]?.speaker ?? "", phrase.after_by) &&
    !cancelled(transcript, earlier, phrase.after_heeds);
  if (phrase.after.length > 0 && !said(transcript, phrase.after, before, counts)) return false;
  if (saidInTime(phrase, transcript, found)) return false;
  const after = {
    from: found.to,
    to: Math.min(turnAt[turn + 1 + afterTurns] ?? words.length, found.to + afterWords),
  };
  if (said(transcript, phrase.unless_after, after)) return false;
  if (phrase.followed_by.length > 0 && !said(transcript, phrase.followed_by, after)) return false;
  return isAnswered(phrase, transcript, found);
}

/** Does the other side answer as the phrase wants it, and without what cancels it? */
function isAnswered(phrase: Phrase, transcript: PreparedTranscript, found: Found): boolean {
  if (phrase.answer === null && phrase.unless_reply.length === 0) return true;
  const reply = replyTo(transcript, found);
  if (reply && said(transcript, phrase.unless_reply, reply)) return false;
  if (phrase.answer === null) return true;
  const answer = answers(transcript, found);
  return phrase.answer === "not_yes" ? reply !== null && answer !== "yes" : answer === phrase.answer;
}

/** Did the agent say in time what had to be said before the match, or within the first seconds of the call? */
function saidInTime(phrase: Phrase, transcript: PreparedTranscript, found: Found): boolean {
  const { segments, words } = transcript;
  const { unless_before: wanted, unless_before_seconds: seconds } = phrase;
  const counts = (turn: number) => {
    const segment = segments[turn];
    if (!segment || !mayBe(segment.speaker, "agent")) return false;
    return seconds === null || segment.start === null || segment.start <= seconds;
  };
  return said(transcript, wanted, { from: 0, to: seconds === null ? found.from : words.length }, counts);
}

function said(
  transcript: PreparedTranscript,
  patterns: readonly string[],
  within: Found,
  counts?: (turn: number, found: Found) => boolean,
): boolean {
  return compilePatterns(patterns).some((pattern) => saidWithin(transcript, pattern, within, counts));
}

function quoteOf(
  { segments, turnOf, turnAt, starts, ends }: PreparedTranscript,
  { from, to }: Found,
): string {
  const turn = turnOf[from] ?? 0;
  const [begin, end] = [turnAt[turn] ?? 0, turnAt[turn + 1] ?? 0];
  const whole = end - begin <= quoteWords;
  const first = whole ? begin : Math.max(begin, from - windowWords);
  const last = (whole ? end : Math.min(end, to + windowWords)) - 1;
  return segments[turn]?.text.slice(starts[first], ends[last]) ?? "";
}
