import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { z } from "zod";
import { wavHead } from "../../test/support/wav.ts";
import { createAudioProbe } from "./audio-probe.ts";
import { decodeWhole } from "./decode-whole.ts";
import { distinctChannels } from "./distinct-channels.ts";
import { measureAudio } from "./measure-audio.ts";
import { resample } from "./resample.ts";

const data = process.env["CALLSCRIPT_TEST_DATA"];
const streamOf = (bytes: Uint8Array) => new Response(new Uint8Array(bytes)).body ?? new ReadableStream();

interface Header {
  tag?: number;
  channels?: number;
  rate?: number;
  bits?: number;
  body?: Uint8Array;
  size?: number;
}

function wav({
  tag = 1,
  channels = 1,
  rate = 8000,
  bits = 16,
  body = new Uint8Array(0),
  size,
}: Header): Uint8Array {
  const head = wavHead(size ?? body.length, { tag, channels, rate, bits });
  return new Uint8Array(Buffer.concat([head, body]));
}
/** Bytes that differ, the same ones each time. */
function noise(length: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = (state * 48_271) % 0x7fffffff;
    return state & 0xff;
  });
}
/** A chunk that is no sound, with an odd length and so a byte of padding, before the format. */
function withComment(file: Uint8Array): Uint8Array {
  const comment = Buffer.from("LIST\x07\0\0\0comment\0", "latin1");
  return new Uint8Array(Buffer.concat([file.subarray(0, 12), comment, file.subarray(12)]));
}
/** An ID3 tag with 70,000 bytes that look like a stereo frame's header. */
function tagged(file: Uint8Array): Uint8Array {
  const head = Buffer.from("ID3\x04\0\0\0\x04\x22\x70", "latin1");
  return new Uint8Array(Buffer.concat([head, Buffer.alloc(70_000, "\xff\xfb\x90\0", "latin1"), file]));
}
const int16 = (...samples: number[]) => new Uint8Array(Int16Array.from(samples).buffer);

test("PCM of two channels is taken apart; a size that lies is read as far as the file goes", async () => {
  const audio = await decodeWhole(wav({ channels: 2, body: int16(16384, -16384, 8192, 0), size: 4_000_000 }));
  expect(audio.channels.map((channel) => [...channel])).toEqual([
    [0.5, 0.25],
    [-0.5, 0],
  ]);
});

test("mu-law and A-law, by G.711's own end points", async () => {
  const mu = await decodeWhole(wav({ tag: 7, bits: 8, body: Uint8Array.of(0xff, 0x80, 0x00) }));
  expect([...(mu.channels[0] ?? [])].map((sample) => Math.round(sample * 32768))).toEqual([0, 32124, -32124]);
  const a = await decodeWhole(wav({ tag: 6, bits: 8, body: Uint8Array.of(0xd5, 0xaa, 0x2a) }));
  expect([...(a.channels[0] ?? [])].map((sample) => Math.round(sample * 32768))).toEqual([8, 32256, -32256]);
});

test.each([
  ["an HTML page", new TextEncoder().encode("<html>gone</html>"), "not audio"],
  ["an empty file", new Uint8Array(0), "empty"],
  ["a cut format", wav({}).subarray(0, 30), "cut short"],
  ["a format that says it is 4 GB", wav({}).fill(0xff, 16, 20), "no samples"],
  ["samples before their format", wav({ body: int16(1) }).fill(0x20, 12, 16), "before their format"],
  ["no channels", wav({ channels: 0, body: int16(1) }), "0 channels"],
  ["one hertz", wav({ rate: 1, body: int16(1) }), "1 Hz"],
  ["no samples", wav({}), "no samples"],
  ["a strange format", wav({ tag: 85, body: int16(1) }), "kind 85"],
  ["a torn MP3", Uint8Array.of(0xff, 0xfb, 0x90, 0x00, 1, 2, 3, 4, 5, 6, 7, 8), "no sound"],
])("%s is refused for good, with the reason", async (_name, bytes, reason) => {
  await expect(decodeWhole(bytes)).rejects.toMatchObject({
    failure: { kind: "call", final: true, reason: expect.stringContaining(reason) },
  });
});

test("peaks fit in 16 kB, also of a long stereo call, and are scaled to the loudest sample", async () => {
  const body = new Uint8Array(new Int16Array(2 * 8000 * 60).fill(1000).buffer);
  const { facts, peaks } = await createAudioProbe().measure(
    streamOf(wav({ channels: 2, body })),
    new AbortController().signal,
  );
  expect(facts).toEqual({ seconds: 60, channels: 2, sampleRate: 8000, codec: "wav pcm" });
  expect(JSON.stringify(peaks).length).toBeLessThan(16_000);
  expect(Math.max(...(peaks.channels[0] ?? []))).toBe(127);
});

/** The same bytes in chunks of this size. */
const inChunks = (bytes: Uint8Array, size: number) => {
  let at = 0;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + size));
      at += size;
    },
  });
};
const never = new AbortController().signal;
const demo = path.join(import.meta.dirname, "../../demo/calls");

test.each([
  ["a WAV of 24 bits", wav({ channels: 2, bits: 24, body: noise(60_003) })],
  ["a WAV of 8 channels", wav({ channels: 8, bits: 16, body: noise(160_000) })],
  ["a WAV with a comment of odd length", withComment(wav({ bits: 8, tag: 7, body: noise(9_000) }))],
  ["an MP3", new Uint8Array(readFileSync(path.join(demo, "home-joke.mp3")))],
  ["an MP3 behind a tag", tagged(new Uint8Array(readFileSync(path.join(demo, "solar-hold.mp3"))))],
])("%s is measured alike, however it arrives", async (_name, bytes) => {
  const probe = createAudioProbe();
  const [first, ...others] = [bytes.length, 1, 7, 1000, 70_001]
    .filter((size) => size > 1 || bytes.length < 200_000)
    .map((size) => probe.measure(inChunks(bytes, size), never));
  const measured = await first;
  expect(measured?.facts.seconds).toBeGreaterThan(0.5);
  for (const other of others) expect(await other).toEqual(measured);
});

test("an MP3 whose second half is noise is read as far as it goes, and its decoder says nothing", async () => {
  const good = readFileSync(path.join(demo, "home-joke.mp3"));
  const half = Math.floor(good.length / 2);
  const said = [vi.spyOn(console, "error"), vi.spyOn(console, "log")];
  const { channels } = await decodeWhole(Buffer.concat([good.subarray(0, half), noise(half)]));
  const { channels: whole } = await decodeWhole(good);
  expect(channels[0]?.length).toBeGreaterThan((whole[0]?.length ?? 0) * 0.45);
  for (const spy of said) {
    expect(spy).not.toHaveBeenCalled();
    spy.mockRestore();
  }
});

test("what is measured piece by piece is what the whole holds", async () => {
  const bytes = readFileSync(path.join(demo, "home-joke.mp3"));
  const whole = await decodeWhole(bytes);
  const { facts, peaks } = await createAudioProbe().measure(inChunks(bytes, 5_000), never);
  expect(facts.seconds).toBe(Math.round(((whole.channels[0]?.length ?? 0) / whole.sampleRate) * 1000) / 1000);
  expect(measureAudio(whole)).toEqual({ facts, peaks });
});

test("peaks lie where the sound is, whatever its length", async () => {
  for (const frames of [100, 1_800, 40_000, 1_000_003]) {
    const body = new Int16Array(frames);
    const loud = Math.floor(frames * 0.75);
    body[loud] = 32_000;
    body[Math.floor(frames / 4)] = -16_000;
    const { peaks } = await createAudioProbe().measure(
      streamOf(wav({ body: new Uint8Array(body.buffer) })),
      never,
    );
    const [pairs = []] = peaks.channels;
    const count = pairs.length / 2;
    expect(count).toBe(Math.min(1_800, frames));
    const highest = pairs.indexOf(127);
    const lowest = pairs.findIndex((value) => value === -63 || value === -64);
    expect(highest % 2).toBe(1);
    expect(lowest % 2).toBe(0);
    expect(Math.abs((highest - 1) / 2 - Math.floor(0.75 * count))).toBeLessThanOrEqual(1);
    expect(Math.abs(lowest / 2 - Math.floor(0.25 * count))).toBeLessThanOrEqual(1);
    expect(pairs.filter((value) => value !== 0)).toHaveLength(2);
  }
});

test("a recording that is too long is refused for good as soon as it is, and its source let go", async () => {
  let sent = 0;
  let cancelled = false;
  const head = wav({ size: 0xffff_ff00 });
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(sent === 0 ? head : new Uint8Array(16_000));
      sent += 1;
    },
    cancel: () => {
      cancelled = true;
    },
  });
  await expect(createAudioProbe({ maxSeconds: 120 }).measure(endless, never)).rejects.toMatchObject({
    failure: { kind: "call", final: true, reason: "the recording is longer than 2 minutes" },
  });
  expect(sent).toBeLessThan(140);
  expect(cancelled).toBe(true);
});

test("told to stop, it stops", async () => {
  const stopping = new AbortController();
  const head = wav({ size: 0xffff_ff00 });
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(sent === 0 ? head : new Uint8Array(16_000));
      sent += 1;
      if (sent === 50) stopping.abort(new Error("stopping"));
    },
  });
  await expect(createAudioProbe().measure(endless, stopping.signal)).rejects.toThrow("stopping");
});

test("measuring holds a few pieces of a long recording, and leaves the event loop free", async () => {
  const head = wav({ channels: 2, rate: 44_100, size: 0xffff_ff00 });
  const body = noise(64 * 1024);
  const total = 100 * 2 ** 20;
  let sent = 0;
  let most = 0;
  const before = process.memoryUsage().arrayBuffers;
  const long = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        most = Math.max(most, process.memoryUsage().arrayBuffers - before);
        controller.enqueue(sent === 0 ? head : body.slice());
        sent += body.length;
        if (sent > total) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  let turns = 0;
  let next: NodeJS.Immediate;
  const turn = () => {
    turns += 1;
    next = setImmediate(turn);
  };
  next = setImmediate(turn);
  const { facts } = await createAudioProbe().measure(long, never);
  clearImmediate(next);
  expect(facts.seconds).toBeCloseTo(total / 4 / 44_100, 0);
  expect(most).toBeLessThan(64 * 2 ** 20);
  // A turn for each of the 1,600 pieces.
  expect(turns).toBeGreaterThan(1_000);
});

test("one signal twice is one channel, two people are two, a dead side is none", () => {
  const left = Float32Array.from({ length: 8000 }, (_, at) => Math.sin(at / 9));
  const other = Float32Array.from({ length: 8000 }, (_, at) => Math.sin(at / 5.3));
  expect(distinctChannels([left, left.map((sample) => sample * 0.7)])).toHaveLength(1);
  expect(distinctChannels([left, other])).toHaveLength(2);
  expect(distinctChannels([new Float32Array(8000), other])).toEqual([other]);
});

test("resampling keeps a tone's pitch and level, and the same rate passes untouched", () => {
  const tone = Float32Array.from({ length: 8000 }, (_, at) => Math.sin((2 * Math.PI * 1000 * at) / 8000));
  expect(resample(tone, 8000, 8000)).toBe(tone);
  const up = resample(tone, 8000, 16_000);
  expect(up.length).toBe(16_000);
  for (let at = 2000; at < 14_000; at += 1)
    expect(Math.abs((up[at] ?? 0) - Math.sin((2 * Math.PI * 1000 * at) / 16_000))).toBeLessThan(0.02);
});

test.skipIf(!data)(
  "41 real recordings are decoded and measured as their index says (skipped without CALLSCRIPT_TEST_DATA)",
  async () => {
    const Row = z.object({ file: z.string(), channels: z.int(), duration: z.number(), sample_rate: z.int() });
    const rows = readFileSync(path.join(data ?? "", "audio/index.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line) => Row.parse(JSON.parse(line)));
    expect(rows).toHaveLength(41);
    const probe = createAudioProbe();
    for (const row of rows) {
      const { facts } = await probe.measure(
        streamOf(readFileSync(path.join(data ?? "", "audio", row.file))),
        new AbortController().signal,
      );
      expect(facts, row.file).toMatchObject({ channels: row.channels, sampleRate: row.sample_rate });
      expect(
        Math.abs(facts.seconds - row.duration),
        `${row.file}: ${facts.seconds} for ${row.duration}`,
      ).toBeLessThan(0.15);
    }
  },
  60_000,
);

test("a file of nothing but chunks before its sound is given up, and whoever reads one can be stopped", async () => {
  const file = wav({ body: int16(1, 2) });
  const chunks = Buffer.alloc(8 * 200_000);
  for (let at = 0; at < chunks.length; at += 8) chunks.write("LIST", at, "latin1");
  const junk = new Uint8Array(Buffer.concat([file.subarray(0, 12), chunks, file.subarray(12)]));
  await expect(decodeWhole(junk)).rejects.toThrow(/more than 1000 chunks/);

  const stopping = new AbortController();
  let read = 0;
  // An MP3 by its tag, and never a frame.
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      read += 1;
      if (read === 20) stopping.abort(new Error("stopping"));
      controller.enqueue(Buffer.alloc(64 * 1024, read === 1 ? "ID3\x04\0\0\0\0\0\0" : "\0", "latin1"));
    },
  });
  await expect(createAudioProbe().measure(endless, stopping.signal)).rejects.toThrow("stopping");
  expect(read).toBeLessThan(40);
});
