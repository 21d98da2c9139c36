import { expect, test } from "vitest";
import {
  benchCallHref,
  fewWords,
  markedBy,
  ofWords,
  priceOf,
  priceWords,
  runWords,
  usdAtMost,
} from "./bench-words.ts";

test("a price is an upper bound, and the run stops there", () => {
  const paid = priceOf(500, { isPaid: true, meanUsd: 0.00026, callsASecond: null });
  expect(priceWords(paid)).toBe("At most $0.26, about 2 min");
  expect(usdAtMost(paid)).toBe("0.26");
  const free = priceOf(500, { isPaid: false, meanUsd: null, callsASecond: 100 });
  expect(priceWords(free)).toBe("Free, about 5 s");
  expect(usdAtMost(free)).toBe("0");
  const unknown = priceOf(100, { isPaid: true, meanUsd: null, callsASecond: null });
  expect(priceWords(unknown)).toContain("stops at $1.00");
  expect(usdAtMost(unknown)).toBe("1");
});

test("a share of nothing is unknown, and few calls are said to be few", () => {
  expect(ofWords(39, 40)).toBe("39 of 40");
  expect(ofWords(0, 0)).toBe("–");
  expect(fewWords(30)).toBeNull();
  expect(fewWords(29)).toBe("Too few to tell: 29 reviewed calls, and 30 are needed.");
  expect(fewWords(0)).toMatch(/^None of these calls was reviewed/);
});

test("a run says where it is and why it ended", () => {
  const run = { state: "running" as const, cancelAsked: false, done: 120, total: 500, reason: null };
  expect(runWords(run)).toBe("120 of 500 calls.");
  expect(runWords({ ...run, total: null })).toBe("Looking for the calls.");
  expect(runWords({ ...run, cancelAsked: true })).toBe("Stopping.");
  expect(runWords({ ...run, state: "failed", reason: "the key was refused (401)" })).toBe(
    "It could not go on: the key was refused (401)",
  );
  expect(runWords({ ...run, state: "cancelled", done: 1 })).toBe("Cancelled after 1 call.");
});

test("a call opens at its quote, which is marked where it stands to the letter", () => {
  expect(benchCallHref({ callId: "a", at: 42.24 })).toBe("/calls/a?t=42.2");
  expect(benchCallHref({ callId: "a", at: null })).toBe("/calls/a");
  const lines = [
    { text: "We send a Gift Card today", quote: "of another rule" },
    { text: "No", quote: null },
  ];
  const quotes = (evidence: string | null) => markedBy(evidence, lines).map(({ quote }) => quote);
  expect(quotes("a gift card")).toEqual(["a gift card", null]);
  expect(quotes("a gift token")).toEqual([null, null]);
  expect(quotes(null)).toEqual([null, null]);
});
