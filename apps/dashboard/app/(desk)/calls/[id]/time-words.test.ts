import { expect, test } from "vitest";
import { timeWords } from "./time-words.ts";

const turn = (speaker: string, text: string) => ({ speaker, start: 0, end: 9, text });
const heard = (speaker: string, text: string, from: number, confidence: number | null = null) =>
  text.split(" ").map((word, at) => ({ word, start: from + at, end: from + at + 0.5, confidence, speaker }));

test("each word of a turn has the moment at which its speaker said it, whoever spoke meanwhile", () => {
  const segments = [turn("agent", "Hello, this is Dana."), turn("caller", "hi"), turn("agent", "Fine.")];
  const words = [
    ...heard("agent", "hello this is dana", 1),
    ...heard("caller", "Hi", 2.5),
    ...heard("agent", "fine", 6.254),
  ];
  expect(timeWords(segments, words).map((line) => line?.starts)).toEqual([
    [100, 200, 300, 400],
    [250],
    [625],
  ]);
});

test("a word that was said twice is found where it stands, turn after turn", () => {
  const segments = [turn("agent", "yes"), turn("agent", "yes yes")];
  expect(timeWords(segments, heard("agent", "yes yes yes", 1)).map((line) => line?.starts)).toEqual([
    [100],
    [200, 300],
  ]);
});

test("one that nobody finds has no moment, and the others keep theirs", () => {
  const [line] = timeWords(
    [turn("agent", "one two [card] four five six")],
    heard("agent", "one two three four five six", 1),
  );
  expect(line?.starts).toEqual([100, 200, -1, 400, 500, 600]);
});

test("a turn that the words do not fit has no word times at all", () => {
  expect(timeWords([turn("agent", "quite another thing")], heard("agent", "one two three", 1))).toEqual([
    null,
  ]);
  expect(timeWords([turn("caller", "one")], heard("agent", "one", 1))).toEqual([null]);
  expect(timeWords([turn("agent", "  ")], heard("agent", "one", 1))).toEqual([null]);
});

test("what the engine was not sure of is said, where it says how sure it was", () => {
  const words = [
    ...heard("agent", "one", 1, 0.3),
    ...heard("agent", "two", 2, 0.9),
    ...heard("agent", "three", 3),
  ];
  expect(timeWords([turn("agent", "one two three")], words)[0]?.unsure).toEqual([0]);
});
