import { describe, expect, test } from "vitest";
import { assignSpeakers } from "./assign-speakers.ts";
import { guessAgent } from "./guess-roles.ts";
import { makeTurns } from "./make-turns.ts";
import { wordsFromTokens } from "./words-from-tokens.ts";

const heard = (word: string, start: number, end: number) => ({ word, start, end, confidence: 1 });
const said = (word: string, start: number, end: number, speaker: string) => ({
  ...heard(word, start, end),
  speaker,
});
const turn = (speaker: string, text: string) => ({ speaker, start: 0, end: 1, text });

describe("words from tokens", () => {
  test("pieces join until the next one that opens a word; the least sure piece speaks for the word", () => {
    const words = wordsFromTokens(
      {
        tokens: ["▁medi", "care", " plan"],
        timestamps: [0, 0.2, 0.6],
        durations: [0.16, 0.24, 0.2],
        ys_log_probs: [0, Math.log(0.5), 0],
      },
      10,
    );
    expect(words.map(({ word, start, end }) => [word, start, Number(end.toFixed(2))])).toEqual([
      ["medicare", 10, 10.44],
      ["plan", 10.6, 10.8],
    ]);
    expect(words[0]?.confidence).toBeCloseTo(0.5);
  });

  test("a word never runs into the next one, and lost durations are one frame", () => {
    const [first, second] = wordsFromTokens({ tokens: ["▁a", "▁b"], timestamps: [0, 0.05] }, 0);
    expect(first?.end).toBe(0.05);
    expect(second?.end).toBeCloseTo(0.13);
  });

  test("nothing heard is no word, and neither is a lone mark of a word's beginning", () => {
    expect(wordsFromTokens({ tokens: [], timestamps: [] }, 0)).toEqual([]);
    expect(wordsFromTokens({ tokens: ["▁", " "], timestamps: [0, 1] }, 0)).toEqual([]);
  });
});

describe("turns", () => {
  test("a change of speaker, a long pause and a long speech each begin a turn", () => {
    const turns = makeTurns([
      said("hello", 0, 0.5, "agent"),
      said("there", 0.5, 1, "agent"),
      said("hi", 1.1, 1.4, "caller"),
      said("again", 3, 3.4, "caller"),
    ]);
    expect(turns.map(({ speaker, text }) => [speaker, text])).toEqual([
      ["agent", "hello there"],
      ["caller", "hi"],
      ["caller", "again"],
    ]);
    const speech = Array.from({ length: 80 }, (_, index) => said("on", index, index + 0.9, "agent"));
    expect(makeTurns(speech).every(({ start, end }) => (end ?? 0) - (start ?? 0) <= 30)).toBe(true);
    expect(makeTurns([])).toEqual([]);
  });
});

describe("speakers", () => {
  const turns = [
    { speaker: 0, start: 0, end: 2 },
    { speaker: 1, start: 2, end: 4 },
  ];

  test("a word belongs to the voice that covers most of it", () => {
    expect(assignSpeakers([heard("a", 0, 1), heard("b", 1.8, 2.6), heard("c", 3, 3.5)], turns)).toEqual([
      0, 1, 1,
    ]);
  });

  test("a word in a gap goes to the nearest voice, far from all to who spoke before", () => {
    expect(assignSpeakers([heard("a", 4.3, 4.5)], turns)).toEqual([1]);
    expect(assignSpeakers([heard("a", 0.2, 1), heard("b", 30, 31)], turns)).toEqual([0, 0]);
    expect(assignSpeakers([heard("alone", 0, 1)], [])).toEqual([0]);
    expect(assignSpeakers([], turns)).toEqual([]);
  });

  test("one short word inside somebody else's sentence is the diarizer's noise; a real interjection is not", () => {
    const flicker = [
      { speaker: 0, start: 0, end: 1 },
      { speaker: 1, start: 1, end: 1.3 },
      { speaker: 0, start: 1.3, end: 3 },
    ];
    const joined = [heard("one", 0.5, 1), heard("two", 1, 1.3), heard("three", 1.3, 2)];
    expect(assignSpeakers(joined, flicker)).toEqual([0, 0, 0]);
    const apart = [heard("one", 0, 0.4), heard("no", 1, 1.3), heard("three", 2, 2.5)];
    expect(assignSpeakers(apart, flicker)).toEqual([0, 1, 0]);
  });
});

describe("who is the agent", () => {
  test("is told from what the voices say", () => {
    const turns = [
      turn("S1", "thank you for calling harbor legal this is dana with intake how can i help"),
      turn("S2", "i need a lawyer"),
    ];
    expect(guessAgent(turns)).toBe("S1");
    expect(guessAgent([...turns].reverse())).toBe("S1");
  });

  test("is left open where the words do not make it clear, or one or three voices speak", () => {
    expect(guessAgent([turn("S1", "yes"), turn("S2", "no")])).toBeNull();
    expect(guessAgent([turn("S1", "thank you for calling how can i help recorded line")])).toBeNull();
    expect(guessAgent([turn("S1", "how can i help"), turn("S2", "a"), turn("S3", "b")])).toBeNull();
  });
});
