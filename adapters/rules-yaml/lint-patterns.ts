import { matchPhrase } from "@callscript/core/phrases/match-phrase.ts";
import { prepareTranscript } from "@callscript/core/phrases/prepared-transcript.ts";
import { signOf } from "@callscript/core/phrases/turn-signs.ts";
import { Phrase, type Rule } from "@callscript/core/rule.ts";
import {
  alternativesOf,
  fixedWords,
  hasOuterGap,
  longestAlternative,
  matchesAnything,
  sentencesOf,
} from "./pattern-words.ts";

/** A phrase of more words than this fits the call that it was taken from. */
const mostFixedWords = 6;

export interface PatternNote {
  level: "fault" | "note";
  /** Below the rule. */
  path: readonly (string | number)[];
  message: string;
}

/** What is wrong with a rule's patterns: too long, too short, twice, or of words that no transcript holds. */
export async function lintPatterns({ phrases, applies_if }: Rule): Promise<PatternNote[]> {
  const notes = applies_if ? lintList(applies_if.any, ["applies_if", "any"]) : [];
  for (const [index, phrase] of phrases.entries()) {
    const found = await lintPhrase(phrase);
    notes.push(...found.map((note) => ({ ...note, path: ["phrases", index, ...note.path] })));
  }
  return notes;
}

const linted = new Map<string, readonly PatternNote[]>();
/** A phrase of many patterns takes a tenth of a second, and whoever writes a rule changes one of them at a time. */
const mostLinted = 1_000;

/** What is wrong with a phrase, below it; whatever else the process does has its turn before. */
async function lintPhrase(phrase: Phrase): Promise<readonly PatternNote[]> {
  const key = JSON.stringify(phrase);
  const known = linted.get(key);
  linted.delete(key);
  if (known === undefined) await new Promise((resolve) => setTimeout(resolve, 0));
  const notes = known ?? [
    ...patternLists(phrase).flatMap(([name, patterns]) => lintList(patterns, [name])),
    ...lintCancelled(phrase, ["any"]),
  ];
  // The one that was asked for last stands last, and the first goes.
  linted.set(key, notes);
  const [oldest] = linted.keys();
  if (linted.size > mostLinted && oldest !== undefined) linted.delete(oldest);
  return notes;
}

/** Every field of a phrase that holds patterns. */
function patternLists(phrase: Phrase): [string, string[]][] {
  const probe = Phrase.shape;
  return Object.entries(phrase).flatMap(([name, value]): [string, string[]][] => {
    if (!Array.isArray(value)) return [];
    // A list of words that are chosen from, and no patterns, refuses what is no such word.
    const field = Object.entries(probe).find(([one]) => one === name)?.[1];
    return field?.safeParse(["any words at all"]).success ? [[name, value.map(String)]] : [];
  });
}

function lintList(patterns: readonly string[], at: readonly (string | number)[]): PatternNote[] {
  return patterns.flatMap((pattern, index) => {
    if (signOf(pattern) !== null) return [];
    const path = [...at, index];
    const fault = (message: string): PatternNote[] => [{ level: "fault", path, message }];
    const words = Math.max(fixedWords(pattern), longestAlternative(pattern));
    const first = patterns.findIndex((one) => plain(one) === plain(pattern));
    if (first < index) return fault(`is there twice (${at.join(".")}.${first}): leave one out`);
    if (matchesAnything(pattern)) return fault("matches everything: at least one word must have to be said");
    const unsayable = unsayableIn(pattern);
    if (unsayable !== undefined)
      return fault(
        `cannot match: "${unsayable}" is not found where it is said; words are letters, digits and inner apostrophes (write 1-800 as 1 800)`,
      );
    if (words > mostFixedWords)
      return fault(
        `has ${words} fixed words, at most ${mostFixedWords} are taken: put * between what matters, or it fits one call alone`,
      );
    return hasOuterGap(pattern)
      ? [{ level: "note", path, message: "a * at either end stands for nothing: leave it out" }]
      : [];
  });
}

/** A pattern whose every wording is cancelled by the phrase's own `unless` never flags. */
function lintCancelled(phrase: Phrase, at: readonly (string | number)[]): PatternNote[] {
  if (phrase.unless.length === 0) return [];
  const cancels = anyOf(phrase.unless);
  return phrase.any.flatMap((pattern, index): PatternNote[] => {
    const isCancelled = sentencesOf(pattern).every((sentence) => isFoundBy(cancels, sentence));
    const message = "never flags: the phrase's own unless cancels it in every wording";
    return isCancelled ? [{ level: "fault", path: [...at, index], message }] : [];
  });
}

/** What of a pattern is never found where it is said: an alternative by itself, or all that the pattern describes. */
function unsayableIn(pattern: string): string | undefined {
  // "2~" is never said as "2", which is written "two", and is as "200".
  const isSayable = (one: string) =>
    sentencesOf(one).some((sentence) => isFound(one, sentence) || isFound(one, `${sentence}00`));
  return [...alternativesOf(pattern), pattern].find((one) => !isSayable(one));
}

function isFound(pattern: string, sentence: string): boolean {
  return isFoundBy(anyOf([pattern]), sentence);
}

function isFoundBy(phrase: Phrase, sentence: string): boolean {
  const segments = [{ speaker: "unknown", start: null, end: null, text: sentence }];
  return matchPhrase(phrase, prepareTranscript(segments)) !== null;
}

/** Nothing but the patterns: no negation, no condition. */
function anyOf(patterns: readonly string[]): Phrase {
  return Phrase.parse({ who: "anyone", any: patterns, negatable: false });
}

function plain(pattern: string): string {
  return pattern.trim().toLowerCase().replaceAll(/\s+/g, " ");
}
