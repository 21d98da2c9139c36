import { ReviewReason } from "@callscript/core/flag.ts";
import { expect, test } from "vitest";
import { judgeWords, reviewReasonWords } from "./judge-words.ts";

test.each([
  [null, "not judged yet"],
  ["facts", "no judge was asked"],
  ["phrases", "wording and not meaning"],
  ["openai/gpt-4o-mini@0.15/0.075/0.60", "a language model, gpt-4o-mini"],
  ["openai/Qwen/Qwen2.5-7B-Instruct@0/0/0", "a language model, Qwen/Qwen2.5-7B-Instruct"],
])("%s", (model, words) => {
  expect(judgeWords(model)).toContain(words);
});

test("each reason for a review is explained", () => {
  expect(Object.keys(reviewReasonWords).sort()).toEqual([...ReviewReason.options].sort());
});
