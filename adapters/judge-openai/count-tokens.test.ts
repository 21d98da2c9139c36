import { expect, test } from "vitest";
import { loadTokenCounter } from "./count-tokens.ts";

test("counts as tiktoken's o200k_base does, and takes special tokens in a transcript for the text they are", async () => {
  const countTokens = await loadTokenCounter();
  expect(countTokens("")).toBe(0);
  // The example of OpenAI's cookbook (How_to_count_tokens_with_tiktoken.ipynb): six with every encoding since cl100k_base.
  expect(countTokens("tiktoken is great!")).toBe(6);
  expect(countTokens("<|endoftext|>")).toBeGreaterThan(1);
});
