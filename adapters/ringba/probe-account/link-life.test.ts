import { expect, test } from "vitest";
import { inWords } from "./finding.ts";
import { linkLife } from "./link-life.ts";

const at = (query: string) => linkLife(new URL(`https://host.example/a.mp3?${query}`));
const one = new Date("2026-11-24T13:00:00Z");

test.each([
  [
    "X-Amz-Date=20261124T120000Z&X-Amz-Expires=3600",
    { seconds: 3600, expiresAtUtc: one, by: "X-Amz-Expires" },
  ],
  [
    "x-goog-date=20261124T120000Z&x-goog-expires=3600",
    { seconds: 3600, expiresAtUtc: one, by: "X-Goog-Expires" },
  ],
  ["X-Amz-Expires=3600", { seconds: 3600, expiresAtUtc: null, by: "X-Amz-Expires" }],
  [`AWSAccessKeyId=A&Expires=${one.getTime() / 1000}`, { seconds: null, expiresAtUtc: one, by: "Expires" }],
  ["se=2026-11-24T13%3A00%3A00Z&sig=x", { seconds: null, expiresAtUtc: one, by: "se" }],
])("a link that says how long it lives: %s", (query, life) => {
  expect(at(query)).toEqual(life);
});

test.each(["v=v1&k=opaque", "Expires=soon", "X-Amz-Date=20261124T120000Z", "se=", "Expires=-5"])(
  "a link that does not: %s",
  (query) => {
    expect(at(query)).toBeNull();
  },
);

test.each([
  [0.4, "0 s"],
  [38, "38 s"],
  [250, "4 min 10 s"],
  [3600, "1 h"],
  [3660, "1 h 1 min"],
  [183_600, "2 d 3 h"],
])("%d s in words", (seconds, words) => {
  expect(inWords(seconds)).toBe(words);
});
