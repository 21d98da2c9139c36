import { expect, test } from "vitest";
import { changedWords, howKnown, undoneWords } from "./campaign-words.ts";

test.each([
  ["manual", "Maya Okafor", "Set by Maya Okafor"],
  ["manual", null, "Set by a person"],
  ["regex", null, "Guessed from the name"],
  ["unknown", null, "Unknown"],
  [null, null, "Unknown"],
] as const)("%s by %s is %s", (inference_source, mapped_by, words) => {
  expect(howKnown({ inference_source, mapped_by })).toBe(words);
});

test.each([
  [{ vertical: "Solar" }, 3, null, "Vertical set for 3 campaigns. It applies to new calls."],
  [{ is_verified: true }, 2, null, "2 campaigns: the vertical is verified."],
  [{ minimum_connected_seconds: 0 }, 1, "ACA", "ACA: calls of any length are kept."],
  [{ minimum_connected_seconds: 90 }, 1, "ACA", "ACA: calls shorter than 90 s are skipped."],
  [{ refund_window_days: null }, 1, "ACA", "ACA: the refund window is not known."],
  [{ refund_window_days: 1 }, 1, "ACA", "ACA: calls can be refunded for 1 day."],
  [{ duplicate_window_days: 0 }, 1, "ACA", "ACA: repeated callers are no longer flagged."],
  [{ duplicate_window_days: 7 }, 1, "ACA", "ACA: a caller counts once in 7 days. It applies to new calls."],
] as const)("what %j did", (change, campaigns, name, words) => {
  expect(changedWords(change, campaigns, name)).toBe(words);
});

test("undo tells what it left alone", () => {
  expect(undoneWords(3, 3)).toBe("Undone for 3 campaigns.");
  expect(undoneWords(2, 3)).toBe("Undone for 2 of 3; the others were changed since.");
});
