import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { createAudioProbe } from "./audio-probe.ts";
import { decodeAudio } from "./decode-audio.ts";
import { distinctChannels } from "./distinct-channels.ts";
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
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + (size ?? body.length), 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(tag, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * channels * (bits / 8), 28);
  head.writeUInt16LE(channels * (bits / 8), 32);
  head.writeUInt16LE(bits, 34);
  head.write("data", 36);
  head.writeUInt32LE(size ?? body.length, 40);
  return new Uint8Array(Buffer.concat([head, body]));
}
const int16 = (...samples: number[]) => new Uint8Array(Int16Array.from(samples).buffer);

test("PCM of two channels is taken apart; a size that lies is read as far as the file goes", async () => {
  const audio = await decodeAudio(wav({ channels: 2, body: int16(16384, -16384, 8192, 0), size: 4_000_000 }));
  expect(audio.channels.map((channel) => [...channel])).toEqual([
    [0.5, 0.25],
    [-0.5, 0],
  ]);
});

test("mu-law and A-law, by G.711's own end points", async () => {
  const mu = await decodeAudio(wav({ tag: 7, bits: 8, body: Uint8Array.of(0xff, 0x80, 0x00) }));
  expect([...(mu.channels[0] ?? [])].map((sample) => Math.round(sample * 32768))).toEqual([0, 32124, -32124]);
  const a = await decodeAudio(wav({ tag: 6, bits: 8, body: Uint8Array.of(0xd5, 0xaa, 0x2a) }));
  expect([...(a.channels[0] ?? [])].map((sample) => Math.round(sample * 32768))).toEqual([8, 32256, -32256]);
});

test.each([
  ["an HTML page", new TextEncoder().encode("<html>gone</html>"), "not audio"],
  ["an empty file", new Uint8Array(0), "empty"],
  ["no channels", wav({ channels: 0, body: int16(1) }), "0 channels"],
  ["one hertz", wav({ rate: 1, body: int16(1) }), "1 Hz"],
  ["no samples", wav({}), "no samples"],
  ["a strange format", wav({ tag: 85, body: int16(1) }), "kind 85"],
  ["a torn MP3", Uint8Array.of(0xff, 0xfb, 0x90, 0x00, 1, 2, 3, 4, 5, 6, 7, 8), "no sound"],
])("%s is refused for good, with the reason", async (_name, bytes, reason) => {
  await expect(decodeAudio(bytes)).rejects.toMatchObject({
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
