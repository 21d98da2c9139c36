import { type ByteReader, createByteReader } from "./byte-reader.ts";
import type { DecodedAudio } from "./decoded-audio.ts";
import {
  formatBytes,
  readFormat,
  sampleReader,
  unreadableWav,
  viewOf,
  type WavFormat,
  wavCodec,
} from "./wav-samples.ts";

/** Of samples that are decoded at once. */
const pieceBytes = 64 * 1024;
/** Before the samples; real files have a handful. */
const mostChunks = 1000;

/**
 * Decodes RIFF/WAVE with PCM (8, 16, 24, 32 bit), float, mu-law or A-law samples, piece by piece. A data chunk that is
 * cut short, or whose size says more than there is, is read as far as it goes.
 * @throws a final call failure naming what is wrong.
 */
export async function* decodeWav(source: AsyncIterator<Uint8Array>): AsyncGenerator<DecodedAudio> {
  const bytes = createByteReader(source);
  await bytes.skip(12);
  let format: WavFormat | null = null;
  for (let chunks = 0; ; chunks += 1) {
    if (chunks > mostChunks) throw unreadableWav(`its samples come after more than ${mostChunks} chunks`);
    const head = await bytes.take(8);
    if (head.length < 8) throw unreadableWav("it holds no samples");
    const name = String.fromCharCode(...head.subarray(0, 4));
    const size = viewOf(head).getUint32(4, true);
    if (name === "data") {
      if (format === null) throw unreadableWav("its samples come before their format");
      return yield* decodeSamples(bytes, format, size);
    }
    const read = name === "fmt " ? await bytes.take(Math.min(size, formatBytes)) : new Uint8Array(0);
    if (name === "fmt ") format = readFormat(read);
    await bytes.skip(size + (size % 2) - read.length);
  }
}

async function* decodeSamples(
  bytes: ByteReader,
  format: WavFormat,
  size: number,
): AsyncGenerator<DecodedAudio> {
  const read = sampleReader(format);
  const width = format.bits / 8;
  const frameBytes = width * format.channels;
  const most = Math.floor(pieceBytes / frameBytes) * frameBytes;
  let decoded = 0;
  for (let left = size; left > 0; ) {
    const piece = await bytes.take(Math.min(most, left));
    left -= piece.length;
    const frames = Math.floor(piece.length / frameBytes);
    if (frames === 0) break;
    const view = viewOf(piece);
    const channels = Array.from({ length: format.channels }, (_, channel) => {
      const samples = new Float32Array(frames);
      for (let frame = 0, at = channel * width; frame < frames; frame += 1, at += frameBytes)
        samples[frame] = read(view, at);
      return samples;
    });
    decoded += frames;
    yield { channels, sampleRate: format.sampleRate, codec: wavCodec(format) };
  }
  if (decoded === 0) throw unreadableWav("it holds no samples");
}
