import { setImmediate } from "node:timers/promises";
import { callFailure } from "@callscript/core/failure.ts";
import { MPEGDecoder } from "mpg123-decoder";
import type { DecodedAudio } from "./decoded-audio.ts";

/** Small enough that the event loop breathes between two of them. */
const sliceBytes = 64 * 1024;

/**
 * Decodes MPEG audio (mpg123 in WASM), leaving the event loop free between slices.
 * @throws a final call failure when no frame can be decoded.
 */
export async function decodeMp3(bytes: Uint8Array, maxSeconds: number): Promise<DecodedAudio> {
  const decoder = new MPEGDecoder();
  await decoder.ready;
  try {
    const slices: Float32Array[][] = [];
    let sampleRate = 0;
    let samples = 0;
    for (let at = 0; at < bytes.length; at += sliceBytes) {
      const decoded = decoder.decode(bytes.subarray(at, at + sliceBytes));
      if (decoded.samplesDecoded === 0) continue;
      sampleRate = decoded.sampleRate;
      samples += decoded.samplesDecoded;
      if (samples / sampleRate > maxSeconds)
        throw callFailure(`the recording is longer than ${maxSeconds / 3600} h`, { final: true });
      slices.push(decoded.channelData);
      await setImmediate();
    }
    if (samples === 0) throw callFailure("the MP3 file holds no sound that can be decoded", { final: true });
    // The decoder hands out two channels for a mono file; the first frame's header knows better.
    const count = isMono(bytes) ? 1 : 2;
    const channels = Array.from({ length: count }, (_, channel) =>
      join(
        slices.map((slice) => slice[channel] ?? new Float32Array(0)),
        samples,
      ),
    );
    return { channels, sampleRate, codec: "mp3" };
  } finally {
    decoder.free();
  }
}

/** Reads the channel mode of the first frame header (ISO/IEC 11172-3, 2.4.1.3). */
function isMono(bytes: Uint8Array): boolean {
  for (let at = afterId3(bytes); at + 4 <= bytes.length; at += 1) {
    const [sync = 0, second = 0, third = 0, fourth = 0] = bytes.subarray(at, at + 4);
    const isHeader =
      sync === 0xff &&
      (second & 0xe0) === 0xe0 &&
      (second & 0x18) !== 0x08 &&
      (second & 0x06) !== 0 &&
      (third & 0xf0) !== 0xf0 &&
      (third & 0x0c) !== 0x0c;
    if (isHeader) return (fourth & 0xc0) === 0xc0;
  }
  return true;
}

function afterId3(bytes: Uint8Array): number {
  const isId3 = bytes[0] === 0x49 && bytes[1] === 0x44 && bytes[2] === 0x33;
  if (!isId3) return 0;
  const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(6, 10);
  return 10 + ((a << 21) | (b << 14) | (c << 7) | d);
}

function join(parts: readonly Float32Array[], length: number): Float32Array {
  const whole = new Float32Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
