import { expect, test } from "vitest";
import { todayWords } from "./today-words.ts";

test.each([
  [{ decided: 0, confirmed: 0 }, null],
  [{ decided: 215, confirmed: 187 }, "215 decided today, 87.0\u2009% held up."],
  [{ decided: 1, confirmed: 0 }, "1 decided today, 0.0\u2009% held up."],
])("%j", (today, words) => {
  expect(todayWords(today)).toBe(words);
});
