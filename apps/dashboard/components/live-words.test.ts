import { expect, test } from "vitest";
import { liveWords } from "./live-words.ts";

const at = (heardAgo: number, updatedAgo: number) =>
  liveWords({
    nowMs: 1_000_000,
    heardMs: 1_000_000 - heardAgo * 1000,
    updatedMs: 1_000_000 - updatedAgo * 1000,
  });

test("live while the server is heard, with the age of what is seen", () => {
  expect(at(0, 0)).toEqual({ isLive: true, words: "Live" });
  expect(at(9, 4)).toEqual({ isLive: true, words: "Live" });
  expect(at(9, 12)).toEqual({ isLive: true, words: "Live, 12 s ago" });
  expect(at(30, 29)).toEqual({ isLive: true, words: "Live, 29 s ago" });
});

test("not live after half a minute of silence, however fresh polling keeps the page", () => {
  expect(at(31, 2)).toEqual({ isLive: false, words: "Not live, last update 2 s ago" });
  expect(at(40, 40)).toEqual({ isLive: false, words: "Not live, last update 40 s ago" });
  expect(at(400, 185)).toEqual({ isLive: false, words: "Not live, last update 3 min ago" });
  expect(at(9_000, 8_000)).toEqual({ isLive: false, words: "Not live, last update 2 h ago" });
});
