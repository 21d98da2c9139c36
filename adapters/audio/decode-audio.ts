import { setImmediate } from "node:timers/promises";
import { callFailure } from "@callscript/core/failure.ts";
import { audioType, describeHead, signatureBytes } from "../store-fs/audio-type.ts";
import { createByteReader } from "./byte-reader.ts";
import { decodeMp3 } from "./decode-mp3.ts";
import { decodeWav } from "./decode-wav.ts";
import { decodeWithFfmpeg } from "./decode-with-ffmpeg.ts";
import type { DecodedAudio } from "./decoded-audio.ts";

/** Longer calls are refused: their PCM would not fit beside the lanes of a small machine. */
const longestSeconds = 2 * 3600;
const chunkBytes = 64 * 1024;

/**
 * Decodes a recording by what its bytes are, whatever it is called: WAV and MP3 ourselves, the rest with ffmpeg. Piece
 * by piece, with constant memory, and the event loop is free between two of them.
 * @throws a final call failure for what is not audio, too long or broken; what `recording` throws as it is.
 */
export async function* decodeAudio(
  recording: AsyncIterable<Uint8Array>,
  { signal, maxSeconds = longestSeconds }: { signal: AbortSignal; maxSeconds?: number },
): AsyncGenerator<DecodedAudio> {
  const source = recording[Symbol.asyncIterator]();
  try {
    const bytes = createByteReader(source);
    const head = await bytes.take(signatureBytes);
    const type = audioType(head);
    if (type === null) throw callFailure(`not audio: ${describeHead(head)}`, { final: true });
    let seconds = 0;
    for await (const piece of decodeAs(type.extension, whole(head, bytes, signal), { signal, maxSeconds })) {
      seconds += (piece.channels[0]?.length ?? 0) / piece.sampleRate;
      if (seconds > maxSeconds)
        throw callFailure(`the recording is longer than ${maxSeconds / 60} minutes`, { final: true });
      yield piece;
      await setImmediate();
      signal.throwIfAborted();
    }
  } finally {
    await source.return?.();
  }
}

function decodeAs(
  extension: string,
  source: AsyncGenerator<Uint8Array>,
  limits: { signal: AbortSignal; maxSeconds: number },
): AsyncGenerator<DecodedAudio> {
  if (extension === ".wav") return decodeWav(source);
  if (extension === ".mp3") return decodeMp3(source);
  return decodeWithFfmpeg(source, extension.slice(1), limits);
}

async function* whole(
  head: Uint8Array,
  rest: ReturnType<typeof createByteReader>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for (let chunk: Uint8Array | null = head; chunk !== null; chunk = await rest.next(chunkBytes)) {
    signal.throwIfAborted();
    yield chunk;
    // What is read without a sound in it must not hold up the process either.
    await setImmediate();
  }
}
