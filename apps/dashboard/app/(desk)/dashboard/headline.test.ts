import { expect, test } from "vitest";
import { headline } from "./headline.ts";

const day = { calls: 1240, flagged: 31, to_review: 0, confirmed: 0, confirmed_usd: "0" };

test("a day without calls says so", () => {
  expect(headline({ ...day, calls: 0, flagged: 0 }, "0")).toBe("No calls today so far.");
});

test("a day without flags tells its calls and what they cost", () => {
  expect(headline({ ...day, flagged: 0 }, "1.1532")).toBe("1,240 calls in today, none flagged. $1.15 of AI.");
  expect(headline({ ...day, calls: 1, flagged: 0 }, "0")).toBe("1 call in today, none flagged. $0.00 of AI.");
});

test("flags that nobody has looked at", () => {
  expect(headline({ ...day, to_review: 31 }, "1")).toBe(
    "31 of 1,240 calls flagged today, none reviewed yet.",
  );
});

test("flags that were looked at and marked safe are not called unreviewed", () => {
  expect(headline({ ...day, to_review: 30 }, "1")).toBe(
    "31 of 1,240 calls flagged today, none confirmed bad. 30 to review.",
  );
  expect(headline({ ...day, to_review: 0 }, "1")).toBe(
    "31 of 1,240 calls flagged today, none confirmed bad. Nothing is left to review.",
  );
});

test("once calls are confirmed the money leads, without cents where it is much", () => {
  const confirmed = { ...day, confirmed: 4, confirmed_usd: "1830.50" };
  expect(headline({ ...confirmed, to_review: 1027 }, "1.5")).toBe(
    "$1,831 confirmed for refund today, for $1.50 of AI. 1,027 to review.",
  );
  expect(headline({ ...confirmed, confirmed_usd: "61.00" }, "0.004")).toBe(
    "$61.00 confirmed for refund today, for $0.00 of AI. Nothing is left to review.",
  );
});
