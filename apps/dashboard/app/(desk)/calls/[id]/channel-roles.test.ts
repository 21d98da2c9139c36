import { expect, test } from "vitest";
import { channelRoles } from "./channel-roles.ts";

const turn = (speaker: string, start: number | null, end: number | null) => ({
  speaker,
  start,
  end,
  text: "x",
});
/** Four seconds: the first channel loud in the first two, the second in the others. */
const peaks = {
  seconds: 4,
  channels: [
    [-90, 90, -80, 80, 0, 0, 0, 1],
    [0, 1, 0, 0, -70, 70, -60, 60],
  ],
};

test("who speaks while a channel is loud is on it, and a swap of the turns swaps the lanes", () => {
  expect(channelRoles(peaks, [turn("agent", 0, 2), turn("caller", 2, 4)])).toEqual(["agent", "caller"]);
  expect(channelRoles(peaks, [turn("caller", 0, 2), turn("agent", 2, 4)])).toEqual(["caller", "agent"]);
});

test("one side that is known is enough", () => {
  expect(channelRoles(peaks, [turn("caller", 3, 3.5), turn("S1", 0, 2)])).toEqual(["agent", "caller"]);
});

test("where nobody is known, or nothing has a time, the lanes have no names", () => {
  expect(channelRoles(peaks, [turn("unknown", 0, 2)])).toEqual([null, null]);
  expect(channelRoles(peaks, [turn("agent", null, null)])).toEqual([null, null]);
  expect(channelRoles({ seconds: 0, channels: [[], []] }, [turn("agent", 0, 2)])).toEqual([null, null]);
});

test("one channel is nobody's", () => {
  expect(channelRoles({ seconds: 4, channels: [[0, 1]] }, [turn("agent", 0, 2)])).toEqual([null]);
});
