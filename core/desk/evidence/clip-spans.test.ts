import { expect, test } from "vitest";
import { clipSpans, mostClipSeconds } from "./clip-spans.ts";

const flag = (code: string, start: number | null, end: number | null = null) => ({ code, start, end });

test("clips that overlap are one, with the flags that are heard in it", () => {
  expect(clipSpans([flag("a", 20, 22), flag("b", 40), flag("c", 90, 95), flag("d", null)])).toEqual({
    clips: [
      { name: "clips/01-a.wav", flags: [0, 1], from: 5, to: 55 },
      { name: "clips/03-c.wav", flags: [2], from: 75, to: 110 },
    ],
    leftOut: 0,
  });
});

test("all clips together are no longer than a package holds; what is past it is counted", () => {
  for (const apart of [10, 100]) {
    const flags = Array.from({ length: 100 }, (_, at) => flag("a", 15 + at * apart));
    const { clips, leftOut } = clipSpans(flags);
    const seconds = clips.reduce((sum, { from, to }) => sum + to - from, 0);
    expect(seconds).toBe(mostClipSeconds);
    expect(clips.flatMap((clip) => clip.flags)).toHaveLength(100 - leftOut);
    expect(leftOut).toBeGreaterThan(0);
  }
});
