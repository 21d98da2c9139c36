import type { Flag } from "@callscript/core/flag.ts";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { drawWaveform } from "./draw-waveform.ts";

/** The drawing library, as far as it is spoken to: what it was told, and its events to fire. */
const drawing = vi.hoisted(() => ({
  options: {} as Record<string, unknown>,
  events: new Map<string, () => void>(),
  regions: [] as Record<string, unknown>[],
  ending: [] as string[],
}));
vi.mock("wavesurfer.js", () => ({
  default: {
    create: (options: Record<string, unknown>) => {
      drawing.options = options;
      return {
        on: (name: string, listener: () => void) => drawing.events.set(name, listener),
        setOptions: () => drawing.ending.push("media kept"),
        destroy: () => drawing.ending.push("destroyed"),
      };
    },
  },
}));
vi.mock("wavesurfer.js/plugins/regions", () => ({
  default: {
    create: () => ({
      clearRegions: () => drawing.regions.splice(0),
      addRegion: (region: Record<string, unknown>) => drawing.regions.push(region),
    }),
  },
}));

beforeEach(() => {
  drawing.events.clear();
  drawing.regions.length = 0;
  drawing.ending.length = 0;
  vi.stubGlobal("document", { documentElement: {} });
  vi.stubGlobal("getComputedStyle", () => ({ getPropertyValue: (name: string) => ` colour of ${name} ` }));
});
afterEach(() => void vi.unstubAllGlobals());

const flag: Flag = {
  code: "rude",
  name: "Rude",
  severity: 2,
  at_fault: "buyer",
  refundable: false,
  rule_version: "v1",
  evidence: "quote",
  quote: "go away",
  verified: "exact",
  fact: null,
  turn: 0,
  speaker: "agent",
  start: 10,
  end: 12,
  reason: "the agent is rude",
  confidence: null,
};
function draw(channels: number[][], flags: readonly Flag[] = []) {
  const element = {} as HTMLAudioElement;
  const remove = drawWaveform({
    element,
    container: {} as HTMLElement,
    peaks: { channels, seconds: 60 },
    seconds: 61.5,
    flags,
  });
  return { element, remove };
}

test("each bucket is as loud as its louder side", () => {
  draw([[-127, 10, -5, 127, 0, 0, -64, 32]]);
  expect(drawing.options["peaks"]).toEqual([[1, 1, 0, 64 / 127]]);
});

test("half a bucket at the end is left out, and an empty channel has no bars", () => {
  draw([[-1, 127, 50], []]);
  expect(drawing.options["peaks"]).toEqual([[1], []]);
});

test("the recording's own element plays, for as long as the recording lasts, unscaled", () => {
  const { element } = draw([[0, 127]]);
  expect(drawing.options["media"]).toBe(element);
  expect(drawing.options).toMatchObject({ duration: 61.5, normalize: false });
});

test("two channels have a lane each in their speaker's colour, one channel has no split", () => {
  draw([
    [0, 1],
    [0, 1],
  ]);
  expect(drawing.options["splitChannels"]).toMatchObject([
    { progressColor: "colour of --agent" },
    { progressColor: "colour of --caller" },
  ]);
  draw([[0, 1]]);
  expect(drawing.options["splitChannels"]).toBeUndefined();
});

test("each flag with a time has a region of half a second at least, that cannot be moved", () => {
  const flags = [
    flag,
    { ...flag, start: 0, end: null },
    { ...flag, start: 20, end: 20.1 },
    { ...flag, start: null, end: null },
  ];
  draw([[0, 1]], flags);
  drawing.events.get("ready")?.();
  expect(drawing.regions.map(({ start, end }) => [start, end])).toEqual([
    [10, 12],
    [0, 0.5],
    [20, 20.5],
  ]);
  for (const region of drawing.regions) expect(region).toMatchObject({ drag: false, resize: false });
});

test("regions are drawn once, however often the recording is read", () => {
  draw([[0, 1]], [flag]);
  drawing.events.get("ready")?.();
  drawing.events.get("decode")?.();
  drawing.events.get("ready")?.();
  expect(drawing.regions).toHaveLength(1);
});

test("what removes the drawing ends it", () => {
  const { remove } = draw([[0, 1]]);
  expect(drawing.ending).toEqual([]);
  remove();
  expect(drawing.ending.at(-1)).toBe("destroyed");
});
