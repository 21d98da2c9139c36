import { callFailure } from "@callscript/core/failure.ts";
import { MPEGDecoder } from "mpg123-decoder";
import { isMpegFrame } from "../store-fs/audio-type.ts";
import { createByteReader } from "./byte-reader.ts";
import type { DecodedAudio } from "./decoded-audio.ts";
import { withoutChatter } from "./without-chatter.ts";

/** Of an MP3 that is decoded at once: small enough that the event loop breathes between two of them. */
const pieceBytes = 16 * 1024;

/**
 * Decodes MPEG audio (mpg123 in WASM), piece by piece.
 * @throws a final call failure when no frame can be decoded.
 */
export async function* decodeMp3(source: AsyncIterator<Uint8Array>): AsyncGenerator<DecodedAudio> {
  const bytes = createByteReader(source);
  const decoder = new MPEGDecoder();
  await decoder.ready;
  try {
    const header = createHeaderSearch();
    let decodedAny = false;
    for (;;) {
      const piece = await bytes.take(pieceBytes);
      if (piece.length === 0) break;
      header.look(piece);
      // A damaged frame is passed over; mpg123 complains of each on the console.
      const { samplesDecoded, channelData, sampleRate } = withoutChatter(() => decoder.decode(piece));
      if (samplesDecoded === 0) continue;
      decodedAny = true;
      // The decoder hands out two channels for a mono file; the first frame's header knows better.
      const channels = channelData.slice(0, header.isMono() ? 1 : 2);
      yield { channels, sampleRate, codec: "mp3" };
    }
    if (!decodedAny) throw callFailure("the MP3 file holds no sound that can be decoded", { final: true });
  } finally {
    decoder.free();
  }
}

/** Reads the channel mode of the first frame header (ISO/IEC 11172-3, 2.4.1.3), past an ID3 tag, in pieces. */
function createHeaderSearch() {
  let window = new Uint8Array(0);
  let toSkip: number | null = null;
  let mono: boolean | null = null;
  return {
    /** Before any header is found: a file without one is taken for mono. */
    isMono: () => mono ?? true,
    look(piece: Uint8Array) {
      if (mono !== null) return;
      toSkip ??= id3Bytes(piece);
      const fresh = piece.subarray(Math.min(toSkip, piece.length));
      toSkip -= piece.length - fresh.length;
      const seen = new Uint8Array(window.length + fresh.length);
      seen.set(window);
      seen.set(fresh, window.length);
      for (let at = 0; at + 4 <= seen.length; at += 1) {
        if (!isMpegFrame(seen.subarray(at, at + 3))) continue;
        mono = ((seen[at + 3] ?? 0) & 0xc0) === 0xc0;
        return;
      }
      window = seen.slice(-3);
    },
  };
}

/** Length of the tag that the file begins with, 0 without one. */
function id3Bytes(start: Uint8Array): number {
  const isId3 = start[0] === 0x49 && start[1] === 0x44 && start[2] === 0x33;
  if (!isId3) return 0;
  const [a = 0, b = 0, c = 0, d = 0] = start.subarray(6, 10);
  return 10 + ((a << 21) | (b << 14) | (c << 7) | d);
}
