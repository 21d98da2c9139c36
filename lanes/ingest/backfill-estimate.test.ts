import { expect, test } from "vitest";
import { type CallSample, estimateBackfill, judgeUsd } from "./backfill-estimate.ts";

const prices = { inputPerMillion: "0.15", outputPerMillion: "0.60" };

test.each([
  [3, "0.00052515"],
  [5, "0.00059325"],
  [8, "0.0006954"],
])("a call of %d minutes costs what the arithmetic of the prices says", (minutes, usd) => {
  expect(judgeUsd(minutes, prices)).toBe(usd);
});

test("only calls with something to transcribe cost audio and dollars", () => {
  const sample: CallSample = { calls: 200, recorded: 150, meanSeconds: 180, from: "stored" };
  expect(estimateBackfill(1000, sample, { prices, speechPace: 0.1 })).toEqual({
    recorded: 750,
    audioHours: 37.5,
    computeHours: 3.75,
    usdPerJudged: "0.00052515",
    usd: "0.3938625",
  });
  expect(estimateBackfill(1000, sample, { prices: null, speechPace: null })).toMatchObject({
    computeHours: null,
    usd: "0",
  });
});

test.each([0, 20])(
  "of %d calls none has a recording yet: all may have one, of three minutes, and that costs something",
  (calls) => {
    const sample: CallSample = { calls, recorded: 0, meanSeconds: 0, from: "page" };
    expect(estimateBackfill(10, sample, { prices, speechPace: null })).toMatchObject({
      recorded: 10,
      audioHours: 0.5,
      usd: "0.0052515",
    });
  },
);
