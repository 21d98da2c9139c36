import { expect, test } from "vitest";
import { offlineWords } from "./offline-words.ts";

test.each([
  [0, "You are offline. What you see stays, and is read again when you are back."],
  [1, "You are offline. 1 decision is kept in this tab and sent when you are back."],
  [1200, "You are offline. 1,200 decisions are kept in this tab and sent when you are back."],
])("%i kept", (kept, words) => {
  expect(offlineWords(kept)).toBe(words);
});
