import { wavFile } from "../../support/wav.ts";
import { dice } from "./random.ts";

/** A recording of 25 to 75 ms: mono, 8 bit, 8 kHz; no two calls have the same. */
export function recordingBytes(seed: number, index: number): Buffer {
  const roll = dice(seed, "samples", index);
  const samples = Buffer.alloc(200 + 2 * Math.floor(roll() * 200));
  for (let at = 0; at < samples.length; at += 4)
    samples.writeInt32LE(Math.floor(roll() * 2 ** 32) | 0, Math.min(at, samples.length - 4));
  return wavFile(samples, { bits: 8 });
}
