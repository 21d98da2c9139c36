import { dice } from "./random.ts";

/** A recording of 25 to 75 ms: mono, 8 bit, 8 kHz; no two calls have the same. */
export function recordingBytes(seed: number, index: number): Buffer {
  const roll = dice(seed, "samples", index);
  const samples = Buffer.alloc(200 + 2 * Math.floor(roll() * 200));
  for (let at = 0; at < samples.length; at += 4)
    samples.writeInt32LE(Math.floor(roll() * 2 ** 32) | 0, Math.min(at, samples.length - 4));
  const header = Buffer.alloc(44);
  header.write("RIFF", 0, "latin1");
  header.writeUInt32LE(36 + samples.length, 4);
  header.write("WAVEfmt ", 8, "latin1");
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(8000, 24);
  header.writeUInt32LE(8000, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write("data", 36, "latin1");
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}
