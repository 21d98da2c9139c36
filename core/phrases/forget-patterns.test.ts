import { expect, test } from "vitest";
import { Phrase } from "../rule.ts";
import { compilePattern, patternCount } from "./compile-pattern.ts";
import { findPattern } from "./find-pattern.ts";
import { forgetPatternsBeyond } from "./forget-patterns.ts";
import { literalCount } from "./literals.ts";
import { matchPhrase } from "./match-phrase.ts";
import { prepareTranscript } from "./prepared-transcript.ts";

const said = (text: string) => [{ speaker: "agent", text, start: null, end: null }];

test("however many patterns are tried, memory keeps a bounded number of them", () => {
  for (let one = 0; one <= 20_000; one += 1) compilePattern(`word${one}`);
  expect(patternCount()).toBe(20_001);
  prepareTranscript(said("the next call"));
  expect(patternCount()).toBe(0);
  expect(literalCount()).toBe(0);
});

test("a call and rules that were known before find the same once everything was forgotten", () => {
  const phrase = Phrase.parse({ who: "agent", any: ["gift card"], unless: ["no gift"] });
  const transcript = prepareTranscript(said("you get a gift card today"));
  const before = matchPhrase(phrase, transcript);
  expect(before).not.toBeNull();
  forgetPatternsBeyond(0);
  // Other words have the numbers now that these had.
  for (const word of ["today", "you", "zebra", "get"]) compilePattern(word);
  expect(matchPhrase(phrase, transcript)).toEqual(before);
  expect(findPattern(transcript, compilePattern("zebra"))).toEqual([]);
  expect(matchPhrase(phrase, prepareTranscript(said("you get no gift card")))).toBeNull();
});
