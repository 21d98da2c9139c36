import type { Detection } from "@callscript/core/desk/detection.ts";
import { expect, test } from "vitest";
import { detectionFigure, detectionWords } from "./detection-words.ts";

const estimate = { value: 0.951, low: 0.88, high: 0.982 };
const measured: Detection = {
  days: 30,
  flagged: 400,
  checkedFlagged: 380,
  confirmed: 331,
  doubted: 0,
  checkedDoubted: 0,
  doubtedBad: 0,
  passed: 9000,
  sampled: 90,
  checkedSample: 60,
  sampleBad: 1,
  found: { value: 348, low: 330, high: 362 },
  missed: { value: 150, low: 20, high: 800 },
  detection: estimate,
  lacks: null,
  leastChecked: 30,
  target: 0.92,
};

test("the figure stands with its interval and what people checked", () => {
  expect(detectionFigure(measured)).toBe("95.1\u2009% (88.0\u2009% to 98.2\u2009%)");
  expect(detectionWords(measured)).toBe(
    "331 of 380 checked flagged calls were bad, and 1 of 60 safe calls drawn at random, in 30 days.",
  );
});

test.each([
  ["sample", "60 of 30 random safe calls checked"],
  ["flagged", "No flagged call"],
  ["doubted", "unsure of"],
  ["bad", "No bad call was among"],
] as const)("without enough checked (%s) it is a dash, with the reason", (lacks, words) => {
  const lacking = { ...measured, detection: null, lacks };
  expect(detectionFigure(lacking)).toBe("–");
  expect(detectionWords(lacking)).toContain(words);
});
