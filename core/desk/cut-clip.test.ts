import { expect, test } from "vitest";
import { cutClip } from "./cut-clip.ts";

test("six seconds before a quote and six after it, within the recording", () => {
  expect(cutClip({ start: 20, end: 24 }, null, 100)).toEqual({ from: 14, to: 30, loudness: [] });
  expect(cutClip({ start: 2, end: null }, null, 5)).toEqual({ from: 0, to: 5, loudness: [] });
  expect(cutClip({ start: 20, end: 24 }, null, null).to).toBe(30);
});

test("a bar is as loud as the loudest sample of its part, in whichever channel", () => {
  // One bucket a second: silence but for second 25, which is loud in the second channel alone.
  const silent = Array.from({ length: 200 }, () => 0);
  const loud = silent.map((sample, index) => (index === 50 ? -128 : sample));
  const { loudness } = cutClip({ start: 20, end: 24 }, { channels: [silent, loud], seconds: 100 }, 100);
  expect(loudness).toHaveLength(72);
  const lit = loudness.flatMap((one, bar) => (one === 1 ? [14 + (bar * 16) / 72] : []));
  expect(lit.length).toBeGreaterThan(0);
  for (const second of lit) {
    expect(second).toBeGreaterThan(24.7);
    expect(second).toBeLessThan(26);
  }
  expect(loudness.filter((one) => one > 0)).toHaveLength(lit.length);
});

test("peaks without a bucket draw nothing", () => {
  expect(cutClip({ start: 1, end: 2 }, { channels: [[]], seconds: 10 }, 10).loudness).toEqual([]);
});
