import { expect, test } from "vitest";
import { endpointOf, JudgeSettings } from "./judge-settings.ts";

const windowAt = (settings: Record<string, string>) =>
  endpointOf(JudgeSettings.parse({ JUDGE_TOKENS_PER_MINUTE: "200000", ...settings })).windowTokens;

test("a request fits into the tokens of a minute: its part of a call is smaller where that is little", () => {
  expect(windowAt({})).toBe(16_000);
  expect(windowAt({ JUDGE_WINDOW_TOKENS: "2000" })).toBe(2_000);
  expect(windowAt({ JUDGE_TOKENS_PER_MINUTE: "30000" })).toBe(3_939);
  expect(windowAt({ JUDGE_TOKENS_PER_MINUTE: "20000", JUDGE_MAX_OUTPUT_TOKENS: "9000" })).toBe(500);
});
