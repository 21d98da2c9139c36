import { expect, test } from "vitest";
import { quoteSeconds } from "./quote-seconds.ts";

const text = "Hello, I'm calling from Medicare. I'm calling back.";
const turn = { speaker: "agent", start: 10, end: 20, text };
const spoken = (said: string, from: number) =>
  said
    .split(" ")
    .map((word, at) => ({ word, start: from + at, end: from + at + 0.8, confidence: 0.9, speaker: "agent" }));
const place = (quote: string, from = text.indexOf(quote)) => ({ from, to: from + quote.length });

test("a quote begins and ends with its own words", () => {
  const words = spoken(text, 11);
  expect(quoteSeconds(turn, place("calling from Medicare"), words)).toEqual({ start: 13, end: 15.8 });
  expect(quoteSeconds(turn, place("I'm calling back"), words), "the second of two").toEqual({
    start: 16,
    end: 18.8,
  });
});

test("words of another voice or another turn are not the quote's", () => {
  const caller = spoken("calling from Medicare", 11).map((word) => ({ ...word, speaker: "caller" }));
  const later = spoken(text, 40);
  const guessed = quoteSeconds(turn, place("calling from Medicare"), []);
  expect(quoteSeconds(turn, place("calling from Medicare"), [...caller, ...later])).toEqual(guessed);
});

test("words that differ elsewhere in the turn do not matter", () => {
  const words = [...spoken("Hi", 11), ...spoken("calling from Medicare", 14)];
  expect(quoteSeconds(turn, place("calling from Medicare"), words)).toEqual({ start: 14, end: 16.8 });
});

test("without words the quote's place in the turn says when", () => {
  const half = { speaker: "agent", start: 10, end: 20, text: "12345 6789" };
  expect(quoteSeconds(half, { from: 6, to: 10 }, [])).toEqual({ start: 16, end: 20 });
});

test("a turn without times gives none", () => {
  expect(quoteSeconds({ ...turn, start: null, end: null }, place("calling"), [])).toEqual({
    start: null,
    end: null,
  });
  expect(quoteSeconds({ ...turn, end: null }, place("calling"), [])).toEqual({ start: 10, end: null });
});
