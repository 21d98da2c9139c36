import { expect, test } from "vitest";
import { againWords, lossWords } from "./publish-words.ts";

const none = { calls: 0, usd: "0" };
const report = (flaggedBefore: number, flaggedAfter: number) => ({
  judged: 60,
  comparedWithStored: 0,
  unjudged: { calls: 0, reasons: [] },
  flagged: { before: 0, after: 0 },
  newlyFlagged: none,
  noLongerFlagged: none,
  otherwiseFlagged: none,
  people: {
    confirmedBad: { calls: 40, flaggedBefore, flaggedAfter },
    markedSafe: { calls: 20, flaggedBefore: 0, flaggedAfter: 9 },
  },
});

test("judging again says how many calls and what it costs", () => {
  expect(againWords(1204, "0.00052")).toBe("Judge the last 7 days again (1,204 calls, $0.63)");
  expect(againWords(1, "0.00052")).toBe("Judge the last 7 days again (1 call, $0.01)");
  expect(againWords(9, "0")).toBe("Judge the last 7 days again (9 calls, free)");
});

test("only a loss among known bad calls is warned of", () => {
  expect(lossWords("5", report(39, 37))).toBe("v5 catches 2 fewer of 40 known bad calls. Publish anyway?");
  expect(lossWords("5", report(37, 39))).toBeNull();
  expect(lossWords("5", report(37, 37))).toBeNull();
});
