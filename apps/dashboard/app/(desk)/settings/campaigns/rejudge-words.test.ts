import { expect, test } from "vitest";
import { batchWords, offerWords } from "./rejudge-words.ts";

test("an offer counts the calls, says what they were judged as and what it costs", () => {
  expect(offerWords([{ judged_as: "General", calls: 214 }], "0")).toBe(
    "214 judged calls were judged as General.",
  );
  expect(
    offerWords(
      [
        { judged_as: "General", calls: 1200 },
        { judged_as: "ACA", calls: 34 },
      ],
      "0.00038",
    ),
  ).toBe("1,234 judged calls were judged as General or ACA. Judging them again costs about $0.47.");
  expect(offerWords([{ judged_as: "General", calls: 1 }], "0.0001")).toBe(
    "1 judged call was judged as General. Judging them again costs about $0.01.",
  );
});

const running = { state: "running" as const, reason: null };
const batch = { calls: 214, done: 120, changed: 9, differs: 0, failed: 0, reason: null };

test("progress is what is done, and why nothing is being done", () => {
  expect(batchWords(batch, running)).toBe("Judging 214 calls again: 120 done, 9 with another finding.");
  expect(batchWords(batch, { state: "paused", reason: "the key was refused (401)" })).toContain(
    "The judge is paused: the key was refused (401).",
  );
  expect(batchWords(batch, { state: "stopped", reason: null })).toContain("nothing serves it");
});

test("the end says what came of it, also what could not be judged", () => {
  expect(batchWords({ ...batch, done: 214, differs: 3, failed: 2, reason: "not JSON" }, running)).toBe(
    "214 calls judged again: 9 with another finding, 3 of these against a person's decision, which stands (see Unsure), 2 could not be judged (not JSON).",
  );
  expect(batchWords({ ...batch, calls: 1, done: 1, changed: 0 }, running)).toBe(
    "1 call judged again: 0 with another finding.",
  );
});
