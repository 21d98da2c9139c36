import type { Decided } from "@callscript/core/desk/decide-calls.ts";
import { expect, test } from "vitest";
import { conflictWords, partlyWords, savedWords } from "./decision-words.ts";

const conflict: Decided = {
  call_id: "0190aaaa-0000-7000-8000-000000000000",
  outcome: "conflict",
  verdict: "marked_safe",
  verdict_version: 3,
  decided_by: "Jon",
  secondsAgo: 8,
};

test("what was saved is said with the verdict and the money", () => {
  expect(savedWords(1, "confirmed_bad", "$61.00")).toBe("1 call confirmed bad, $61.00.");
  expect(savedWords(1284, "marked_safe", null)).toBe("1,284 calls marked safe.");
});

test("a conflict says who, what and when", () => {
  expect(conflictWords(conflict)).toBe("Jon marked it safe 8 s ago. Nothing was overwritten.");
  expect(conflictWords({ ...conflict, verdict: null, secondsAgo: 70 })).toBe(
    "Jon reopened it 1 min 10 s ago. Nothing was overwritten.",
  );
  expect(conflictWords({ ...conflict, verdict: "confirmed_bad", secondsAgo: null })).toBe(
    "Jon confirmed it bad. Nothing was overwritten.",
  );
  expect(conflictWords({ ...conflict, decided_by: null })).toContain("judged again");
});

test("a bulk that was saved in part says both numbers", () => {
  expect(partlyWords(44, 3)).toBe("44 saved, 3 changed by others.");
});
