import { expect, test } from "vitest";
import { measureFacts } from "./measure-facts.ts";

const turn = (speaker: string, start: number | null, end: number | null, text = "words") => ({
  speaker,
  start,
  end,
  text,
});

test("the longest silence, also before the first word and after the last", () => {
  const turns = [turn("agent", 2, 5), turn("caller", 6, 9), turn("agent", 50, 55)];
  expect(measureFacts(turns, 60)[0]).toEqual({
    measure: "longest_silence",
    value: 41,
    unit: "seconds",
    start: 9,
    end: 50,
  });
  expect(measureFacts(turns, 120)[0]).toMatchObject({ value: 65, start: 55, end: 120 });
  expect(measureFacts([turn("agent", 40, 45)], 50)[0]).toMatchObject({ value: 40, start: 0, end: 40 });
});

test("speech of two at once is no silence", () => {
  expect(
    measureFacts([turn("agent", 0, 30), turn("caller", 5, 8), turn("agent", 31, 32)], 32)[0],
  ).toMatchObject({ value: 1 });
});

test("no words at all is measured, missing times are not", () => {
  expect(measureFacts([], 44)).toEqual([
    { measure: "no_speech", value: 44, unit: "seconds", start: 0, end: 44 },
  ]);
  expect(measureFacts([], null)).toEqual([]);
  expect(measureFacts([turn("agent", null, null)], 44)).toEqual([]);
});
