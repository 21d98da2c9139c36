import type { CostLine, CostReport } from "@callscript/core/desk/costs.ts";
import { expect, test } from "vitest";
import { goalWords, isSpeechMissing } from "./cost-words.ts";

const line: CostLine = {
  key: "2026-11-30",
  label: "2026-11-30",
  calls: 8412,
  judge: {
    requests: 8420,
    tokensIn: 1,
    tokensCached: 0,
    tokensOut: 1,
    usd: "3.21",
    unsettled: 0,
    unsettledUsd: "0",
  },
  speech: { transcriptions: 8412, computeSeconds: 90_000, usd: "5.28", unpriced: 0 },
  trialUsd: "0",
  aiUsd: "8.49",
  perCallUsd: "0.00100927",
};
const report: CostReport = {
  by: "day",
  days: 7,
  lines: [line],
  total: line,
  goals: {
    perCall: { usd: "0.00100927", goalUsd: "0.0015", isWithin: true },
    perDay: { usd: "16.00", day: "2026-11-30", goalUsd: "15", isWithin: false },
    replaced: { perCallUsd: "0.05", usd: "420.6" },
  },
};

test("each goal stands beside what was spent", () => {
  expect(goalWords(report)).toEqual([
    "$0.00101 a call, within the target of $0.00150.",
    "Dearest day $16.00 (2026-11-30), over the target of $15.00.",
    "These 8,412 calls in the system this replaces, at $0.05 a call: $420.60.",
  ]);
});

test("speech without a price and requests without an answer are said, not counted as nothing", () => {
  const unpriced: CostLine = {
    ...line,
    speech: { ...line.speech, usd: "0", unpriced: 8412 },
    judge: { ...line.judge, unsettled: 2 },
  };
  const goals = { ...report.goals, perCall: { ...report.goals.perCall, isWithin: null } };
  const words = goalWords({ ...report, total: unpriced, goals }).join("\n");
  expect(words).toContain("so far known; the target is $0.00150");
  expect(words).toContain("8,412 transcriptions, 90,000 s of computing: the machine's price is not set");
  expect(words).toContain("2 requests were never answered for");
  expect(isSpeechMissing(unpriced)).toBe(true);
  expect(isSpeechMissing(line)).toBe(false);
});
