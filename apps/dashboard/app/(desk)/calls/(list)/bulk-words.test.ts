import { expect, test } from "vitest";
import { againWords, offerWords, putBackWords } from "./bulk-words.ts";

test("an offer says how many and what it costs, first", () => {
  expect(offerWords(214, 214, "0.10914000")).toBe("214 calls, about $0.11.");
  expect(offerWords(1, 3, "0.0004")).toBe(
    "1 call, under $0.01. 2 calls not judged yet, or asked for already.",
  );
  expect(offerWords(2, 2, "0")).toBe("2 calls, no cost.");
  expect(offerWords(0, 1, "0")).toBe(
    "None of these can be judged again. 1 call not judged yet, or asked for already.",
  );
});

test("the outcome says what was done and what was left", () => {
  expect(putBackWords(3, 3)).toBe("3 calls put back in the queue.");
  expect(putBackWords(0, 1)).toContain("0 calls put back in the queue. 1 call stayed:");
  expect(againWords(1)).toBe("1 call will be judged again. Decisions of people stand.");
  expect(againWords(0)).toBe("Asked for already.");
});
