import { expect, test } from "vitest";
import { type HeadlineInput, headline } from "./headline.ts";

const today: HeadlineInput = {
  range: "today",
  calls: 1240,
  flagged: 31,
  to_review: 0,
  confirmed: 0,
  confirmed_usd: "0",
  at_stake_usd: "0",
  ai_usd: "1.1532",
  closing: 0,
  lastCallUtc: new Date("2026-11-30T06:12:00Z"),
  isIngestRunning: true,
  paused: null,
};
const lead = (change: Partial<HeadlineInput>) => headline({ ...today, ...change }).lead;

test("a day without calls says when the last one was, and whether anybody looks", () => {
  expect(lead({ calls: 0 })).toBe(
    "No calls today so far: the last one began on Nov 30 at 6:12 AM UTC, and ingest runs.",
  );
  expect(lead({ calls: 0, isIngestRunning: false, range: "7d" })).toBe(
    "No calls in 7 days: the last one began on Nov 30 at 6:12 AM UTC.",
  );
  expect(headline({ ...today, calls: 0, lastCallUtc: null })).toEqual({ lead: "No calls yet.", rest: "" });
});

test("a day without flags tells its calls and what they cost", () => {
  expect(lead({ flagged: 0 })).toBe("1,240 calls in today, none flagged, for $1.15 of AI.");
  expect(lead({ flagged: 0, calls: 1, ai_usd: "0" })).toBe("1 call in today, none flagged, for $0.00 of AI.");
});

test("flags that nobody has looked at", () => {
  expect(headline({ ...today, to_review: 31, at_stake_usd: "2961.4", closing: 6 })).toEqual({
    lead: "31 calls flagged today, none reviewed yet.",
    rest: "1,240 calls in, 31 flagged, 31 still to review with $2,961 at stake. Six refund windows close before midnight UTC.",
  });
});

test("flags that were looked at and marked safe are not called unreviewed", () => {
  expect(lead({ to_review: 30 })).toBe("31 calls flagged today, none confirmed bad.");
  expect(headline({ ...today, closing: 1 }).rest).toBe(
    "1,240 calls in, 31 flagged, nothing left to review. One refund window closes before midnight UTC.",
  );
});

test("once calls are confirmed the money leads, without cents where it is much", () => {
  expect(lead({ confirmed: 4, confirmed_usd: "1830.50", range: "30d" })).toBe(
    "$1,831 confirmed for refund in 30 days, for $1.15 of AI.",
  );
  expect(lead({ confirmed: 4, confirmed_usd: "61.00", ai_usd: "0.004" })).toBe(
    "$61.00 confirmed for refund today, for $0.00 of AI.",
  );
});

test("confirmed calls that nobody paid for are not called a refund", () => {
  expect(lead({ confirmed: 2, confirmed_usd: "0.0000" })).toBe(
    "2 calls confirmed bad today, without revenue, for $1.15 of AI.",
  );
});

test("a paused lane leads", () => {
  expect(lead({ paused: { lane: "judge", waiting: 38 }, confirmed: 4 })).toBe(
    "Judge is paused; 38 calls wait and keep their place.",
  );
  expect(lead({ paused: { lane: "vault", waiting: 1 } })).toBe(
    "Vault is paused; 1 call waits and keeps its place.",
  );
});
