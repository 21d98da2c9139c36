import fc from "fast-check";
import { expect, test } from "vitest";
import { afterSilence, findSilences, type Stretch } from "./find-silences.ts";

test("silences are between what is spoken, and after it", () => {
  const spoken: Stretch[] = [
    [8, 9],
    [2, 4],
    [3, 5],
  ];
  expect(findSilences(spoken, 12)).toEqual([
    [0, 2],
    [5, 8],
    [9, 12],
  ]);
  expect(findSilences([[1, 4]], 5)).toEqual([]);
  expect(findSilences([], 60), "of a call that nobody knows the words of").toEqual([]);
});

test("within a silence one goes on shortly before its end, elsewhere nowhere", () => {
  const silences: Stretch[] = [[5, 8]];
  expect(afterSilence(silences, 6)).toBe(7.75);
  expect(afterSilence(silences, 5.1)).toBeNull();
  expect(afterSilence(silences, 7.9)).toBeNull();
});

test("no second that is spoken is passed over, and whoever jumped does not jump again", () => {
  const seconds = fc.double({ min: 0, max: 100, noNaN: true });
  const spoken = fc.array(
    fc.tuple(seconds, seconds).map(([a, b]): Stretch => [Math.min(a, b), Math.max(a, b)]),
  );
  fc.assert(
    fc.property(spoken, seconds, (said, at) => {
      const silences = findSilences(said, 100);
      const to = afterSilence(silences, at);
      if (to === null) return;
      expect(to).toBeGreaterThan(at);
      for (const [from, until] of said) expect(until <= at || from >= to).toBe(true);
      expect(afterSilence(silences, to)).toBeNull();
    }),
  );
});
