import fc from "fast-check";
import { expect, test } from "vitest";
import { estimateTokens } from "./estimate-tokens.ts";
import { turnLines } from "./turn-lines.ts";
import { longestLine, windowsOf } from "./windows.ts";

const call = (turns: number, words = 12) =>
  Array.from({ length: turns }, (_, index) => ({
    speaker: index % 2 === 0 ? "agent" : "caller",
    start: index * 4,
    end: null,
    text: `turn ${index} ${"word ".repeat(words)}`,
  }));

test("a call that fits is one window, as it is", () => {
  const lines = turnLines(call(40), 400);
  expect(windowsOf(lines, 16_000)).toEqual([lines]);
});

test("windows overlap by 20 lines, and each begins with the call's opening", () => {
  const lines = turnLines(call(600), longestLine(4_000));
  const windows = windowsOf(lines, 4_000);
  expect(windows.length).toBeGreaterThan(3);
  for (const [index, window] of windows.entries()) {
    if (index === 0) continue;
    const gap = window.indexOf(null);
    expect(window.slice(0, gap)).toEqual(lines.slice(0, gap));
    expect(gap).toBeGreaterThan(10);
    expect(window.slice(gap + 1, gap + 21)).toEqual(windows[index - 1]?.slice(-20));
  }
});

test("whatever the call: no line is left out, none is twice in a window, and no window is larger than asked", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 60, size: "max" }),
      fc.integer({ min: 200, max: 3_000 }),
      (lengths, windowTokens) => {
        const turns = lengths.map((words, index) => ({
          speaker: "agent",
          start: index,
          end: null,
          text: "word ".repeat(words),
        }));
        const lines = turnLines(turns, longestLine(windowTokens));
        const windows = windowsOf(lines, windowTokens);
        const fresh = new Set<unknown>();
        for (const window of windows) {
          const own = window.filter((line) => line !== null);
          expect(new Set(own).size).toBe(own.length);
          const places = own.map((line) => lines.indexOf(line));
          expect(places).toEqual([...places].sort((one, other) => one - other));
          expect(own.reduce((sum, { text }) => sum + estimateTokens(text), 0)).toBeLessThanOrEqual(
            windowTokens,
          );
          for (const line of own) fresh.add(line);
        }
        expect(fresh.size).toBe(lines.length);
      },
    ),
    { numRuns: 50 },
  );
});
