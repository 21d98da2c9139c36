import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { wavFile } from "../../test/support/wav.ts";
import { cutClips } from "./cut-clips.ts";
import { decodeWhole } from "./decode-whole.ts";

const never = new AbortController().signal;
const rate = 8000;

async function* inPieces(bytes: Uint8Array, size = 10_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Ten seconds of two channels: each sample says how many tenths of a second it is from the start, the right one negated. */
function tellingTime(): Uint8Array {
  const samples = new Int16Array(10 * rate * 2);
  for (let frame = 0; frame < 10 * rate; frame += 1) {
    const tenth = Math.floor(frame / (rate / 10)) * 100;
    samples[2 * frame] = tenth;
    samples[2 * frame + 1] = -tenth;
  }
  return wavFile(new Uint8Array(samples.buffer), { channels: 2 });
}

test("a clip is the stretch that was asked for, to the sample, in both channels", async () => {
  const [clip, other] = await cutClips(
    inPieces(tellingTime()),
    [
      { from: 2, to: 3.5 },
      { from: 3, to: 4 },
    ],
    never,
  );
  const heard = await decodeWhole(clip ?? new Uint8Array(0));
  expect([heard.sampleRate, heard.channels.length, heard.channels[0]?.length]).toEqual([rate, 2, 1.5 * rate]);
  const at = (channel: number, frame: number) => Math.round((heard.channels[channel]?.[frame] ?? 0) * 32_768);
  expect(at(0, 0)).toBeCloseTo(2000, -1);
  expect(at(1, 1.5 * rate - 1)).toBeCloseTo(-3400, -1);
  expect((await decodeWhole(other ?? new Uint8Array(0))).channels[0]).toHaveLength(rate);
});

test("a stretch over the end ends there; one beyond it is none", async () => {
  const [over, beyond] = await cutClips(
    inPieces(tellingTime()),
    [
      { from: 9, to: 99 },
      { from: 20, to: 30 },
    ],
    never,
  );
  expect((await decodeWhole(over ?? new Uint8Array(0))).channels[0]).toHaveLength(rate);
  expect(beyond).toBeNull();
});

test("nothing after the last stretch is read", async () => {
  let read = 0;
  async function* counted() {
    for await (const piece of inPieces(tellingTime())) {
      read += piece.length;
      yield piece;
    }
  }
  await cutClips(counted(), [{ from: 0, to: 1 }], never);
  expect(read).toBeLessThan(200_000);
});

test("an MP3 is cut too, and what is no recording is refused", async () => {
  const mp3 = await readFile(new URL("../../demo/calls/solar-hold.mp3", import.meta.url));
  const [clip] = await cutClips(inPieces(mp3), [{ from: 1, to: 2 }], never);
  const { channels, sampleRate } = await decodeWhole(clip ?? new Uint8Array(0));
  expect(channels[0]).toHaveLength(sampleRate);
  await expect(
    cutClips(inPieces(Buffer.from("no sound at all")), [{ from: 0, to: 1 }], never),
  ).rejects.toThrow("not audio");
});
