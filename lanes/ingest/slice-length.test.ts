import fc from "fast-check";
import { expect, test } from "vitest";
import { knownAccount } from "./known-account.ts";
import { type Slice, secondMs } from "./slice.ts";
import { sliceLength } from "./slice-length.ts";

const day = 24 * 3600 * secondMs;

/** Reads [0, endMs) as a pass does; what `fails` is halved, down to a second, which is passed by. Answers with the tries. */
function read(endMs: number, fails: (slice: Slice) => boolean): { tries: number; passedBy: number[] } {
  const length = sliceLength(knownAccount(null), 0);
  const passedBy: number[] = [];
  let tries = 0;
  for (let atMs = 0; atMs < endMs; tries += 1) {
    const slice = { fromMs: atMs, toMs: Math.min(endMs, atMs + length.of(endMs - atMs)) };
    const isSecond = slice.toMs - slice.fromMs <= secondMs;
    if (fails(slice) && !isSecond) {
      length.failed(slice);
      continue;
    }
    if (fails(slice)) {
      passedBy.push(atMs);
      length.wasPassedBy();
    } else length.wasWhole();
    atMs = slice.toMs;
  }
  return { tries, passedBy };
}

test("seconds that fail are found in some dozen tries each, wherever they are, and nothing else is passed by", () => {
  const seconds = fc.uniqueArray(fc.integer({ min: 0, max: 86_399 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(seconds, (bad) => {
      const badMs = bad.map((second) => second * secondMs);
      const { tries, passedBy } = read(day, ({ fromMs, toMs }) =>
        badMs.some((one) => one >= fromMs && one < toMs),
      );
      expect(passedBy).toEqual([...badMs].sort((a, b) => a - b));
      expect(tries).toBeLessThan(80 * bad.length);
    }),
  );
});

test("what is too long for the provider is read in pieces about as long as it answers", () => {
  const { tries, passedBy } = read(day, ({ fromMs, toMs }) => toMs - fromMs > 2 * 3600 * secondMs);
  expect(passedBy).toEqual([]);
  expect(tries).toBeLessThan(40);
});

test("whoever goes on with a pass that failed begins with as small a piece", () => {
  expect(sliceLength(knownAccount(null), 3).of(day)).toBe(day / 8);
  expect(sliceLength(knownAccount(null), 40).of(day)).toBe(secondMs);
});
