import { expect, test } from "vitest";
import { retryWaitSeconds } from "./retry-wait.ts";

const wait = (headers: Record<string, string>, random = 0) =>
  retryWaitSeconds(new Headers(headers), () => random);

test("reads what endpoints say, the exact before the rough", () => {
  expect(wait({ "retry-after-ms": "644", "retry-after": "20" })).toBe(0.644);
  expect(wait({ "retry-after": "20", "x-ratelimit-reset-tokens": "6m0s" })).toBe(20);
  expect(wait({})).toBeUndefined();
  expect(wait({ "retry-after": "soon", "retry-after-ms": "NaN" })).toBeUndefined();
});

test.each<[Record<string, string>, number | undefined]>([
  // The guide's own samples: developers.openai.com/docs/guides/rate-limits
  [{ "x-ratelimit-reset-requests": "1s", "x-ratelimit-reset-tokens": "6m0s" }, 360],
  [{ "x-ratelimit-reset-requests": "12ms" }, 0.012],
  [{ "x-ratelimit-reset-tokens": "1h2m3.5s" }, 3723.5],
  // The limit that is used up decides.
  [
    {
      "x-ratelimit-reset-requests": "1s",
      "x-ratelimit-remaining-requests": "0",
      "x-ratelimit-reset-tokens": "6m0s",
      "x-ratelimit-remaining-tokens": "149984",
    },
    1,
  ],
  // Azure: whole seconds, and where it does not know: learn.microsoft.com/answers/questions/5625878
  [{ "x-ratelimit-reset-tokens": "17" }, 17],
  [{ "x-ratelimit-reset-tokens": "0", "x-ratelimit-remaining-tokens": "-1" }, undefined],
  [{ "x-ratelimit-reset-tokens": "-1" }, undefined],
  [{ "x-ratelimit-reset-tokens": "2026-11-30T00:00:00Z" }, undefined],
])("%j asks for %s s", (headers, seconds) => {
  if (seconds === undefined) expect(wait(headers)).toBeUndefined();
  else expect(wait(headers)).toBeCloseTo(seconds, 6);
});

test("adds up to a quarter, and never more than a day", () => {
  expect(wait({ "retry-after": "8" }, 0.999)).toBeCloseTo(10, 1);
  expect(wait({ "retry-after": "8" }, 0.5)).toBe(9);
  expect(wait({ "retry-after": "99999999" }, 1)).toBe(86_400);
});
