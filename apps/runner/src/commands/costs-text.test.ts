import type { CostLine, CostReport } from "@callscript/core/desk/costs.ts";
import { expect, test } from "vitest";
import { callCostsText, costsText } from "./costs-text.ts";

const line = (more: Partial<CostLine> = {}): CostLine => ({
  key: "2026-11-30",
  label: "2026-11-30",
  calls: 9_870,
  judge: {
    requests: 9_900,
    tokensIn: 31_000_000,
    tokensCached: 22_000_000,
    tokensOut: 800_000,
    usd: "3.48000000",
    unsettled: 0,
    unsettledUsd: "0",
  },
  speech: { transcriptions: 9_900, computeSeconds: 86_400, usd: "9.36000000", unpriced: 0 },
  trialUsd: "0",
  aiUsd: "12.84",
  perCallUsd: "0.00130091",
  ...more,
});
const report = (more: Partial<CostReport> = {}): CostReport => ({
  by: "day",
  days: 7,
  lines: [line()],
  total: line(),
  goals: {
    perCall: { usd: "0.00130091", goalUsd: "0.0015", isWithin: true },
    perDay: { usd: "12.84", day: "2026-11-30", goalUsd: "15", isWithin: true },
    replaced: { perCallUsd: "0.05", usd: "493.5" },
  },
  ...more,
});

test("a table with its sum, and the goals beside it", () => {
  expect(costsText(report())).toBe(
    `Day (UTC)   Calls  Tokens in    cached     out  Judge $  Compute s  Speech $  Trials $    $ a call
2026-11-30   9870   31000000  22000000  800000     3.48      86400      9.36      0.00  0.00130091
All 7 days   9870   31000000  22000000  800000     3.48      86400      9.36      0.00  0.00130091

AI cost a call  $0.00130091, within the goal of $0.0015
Dearest day     $12.84 on 2026-11-30, within the goal of $15
These calls in the system this replaces, at $0.05 a call: $493.50
`,
  );
});

test("speech without a price is said to be missing, never shown as free", () => {
  const unpriced = line({ speech: { transcriptions: 3, computeSeconds: 40, usd: "0", unpriced: 3 } });
  const text = costsText(
    report({
      lines: [
        unpriced,
        line({ speech: { transcriptions: 3, computeSeconds: 40, usd: "0.01", unpriced: 1 } }),
      ],
      total: line({ speech: { transcriptions: 6, computeSeconds: 80, usd: "0.01", unpriced: 4 } }),
      goals: {
        ...report().goals,
        perCall: { usd: "0.0004", goalUsd: "0.0015", isWithin: null },
      },
    }),
  );
  expect(text).toMatch(/2026-11-30 .* 40 +not set /);
  expect(text).toMatch(/2026-11-30 .* 40 +0\.01\+ /);
  expect(text).toContain("$0.0004, without speech, which has no price yet; the goal is $0.0015");
  expect(text).toContain("the speech of 4 transcriptions: price not set (SPEECH_USD_PER_HOUR)");
});

test("requests that were never settled are told, and so is nothing at all", () => {
  const lost = line();
  const judge = { ...lost.judge, unsettled: 2, unsettledUsd: "0.00800000" };
  expect(costsText(report({ total: { ...lost, judge } }))).toContain("2 requests were never settled");
  expect(costsText(report({ lines: [] }))).toBe("Nothing was transcribed or judged in the last 7 days.\n");
});

test("one call's steps are in the order of their time", () => {
  const at = (second: number) => new Date(Date.UTC(2026, 10, 30, 12, 0, second));
  const tokens = { tokens_in: 2_000, tokens_cached: 1_500, tokens_out: 50, usd: "0.0004" };
  const text = callCostsText("RGB1", {
    transcriptions: [{ at_utc: at(0), model: "sherpa/m", compute_seconds: 12.5, usd: null }],
    judgements: [
      { at_utc: at(4), purpose: "judge", qa_version: "General@1", model: "m", finding: "safe", ...tokens },
    ],
    requests: [
      { at_utc: at(1), purpose: "judge", model: "m", outcome: "unsettled", ...tokens },
      { at_utc: at(3), purpose: "judge", model: "m", outcome: "settled", ...tokens },
    ],
    totalUsd: "0.0008",
    isSpeechUnpriced: true,
  });
  expect(text.split("\n").map((one) => one.replace(/ {2,}/g, " | "))).toEqual([
    "2026-11-30T12:00:00 | transcribed | sherpa/m | 12.5 s | price not set",
    "2026-11-30T12:00:01 | request (judge, unsettled) | m | 2000 in (1500 cached), 50 out | at most $0.0004",
    "2026-11-30T12:00:03 | request (judge) | m | 2000 in (1500 cached), 50 out | $0.0004",
    "2026-11-30T12:00:04 | judged safe | m, General@1 | 2000 in (1500 cached), 50 out | $0.0004",
    "",
    "RGB1: $0.0008 in all (transcriptions and requests; a judgement is what its requests took), without speech: price not set",
    "",
  ]);
});
