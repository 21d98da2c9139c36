import { expect, test } from "vitest";
import { setupLines } from "./setup-words.ts";
import { testWords } from "./test-words.ts";

const reported_at_utc = new Date("2026-11-30T14:30:00Z");

test("what nobody has told is not called missing", () => {
  expect(setupLines([]).map(({ isSet }) => isSet)).toEqual([null, null, null, null, null]);
});

test("a part is set or missing, with what to do", () => {
  const lines = setupLines([
    { part: "alerts", is_set: false, facts: { to: "log" }, reported_at_utc },
    {
      part: "judge",
      is_set: true,
      facts: {
        judge: "openai",
        model: "gpt-4o-mini",
        host: "api.openai.com",
        dailyBudgetUsd: "8.00",
        sampleShare: 0.01,
      },
      reported_at_utc,
    },
  ]);
  expect(lines.find(({ name }) => name === "Slack webhook")).toMatchObject({
    isSet: false,
    text: expect.stringContaining("SLACK_WEBHOOK_URL"),
  });
  expect(lines.find(({ name }) => name === "Judge model")?.text).toBe(
    "gpt-4o-mini at api.openai.com, $8.00 a day; 1.0\u2009% of safe calls go to people.",
  );
});

test.each([
  [
    { answered_at_utc: reported_at_utc, is_sent: true, detail: "Slack took it." },
    1,
    /Sent: Slack took it\.$/,
  ],
  [
    { answered_at_utc: reported_at_utc, is_sent: false, detail: "Slack answered with status 404" },
    1,
    /Not sent: .*404\.$/,
  ],
  [{ answered_at_utc: null, is_sent: null, detail: null }, 1, /Not answered for 1 min/],
  [{ answered_at_utc: null, is_sent: null, detail: null }, 11, /Nothing sent it/],
] as const)("how a test message went: %#", (answer, minutes, words) => {
  const test = { asked_by: "maya@example.com", asked_at_utc: reported_at_utc, ...answer };
  expect(testWords(test, new Date(reported_at_utc.getTime() + minutes * 60_000))).toMatch(words);
});
