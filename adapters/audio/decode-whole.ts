import { decodeAudio } from "./decode-audio.ts";
import type { DecodedAudio } from "./decoded-audio.ts";

const never = new AbortController().signal;

/** Decodes a recording that is in memory into one piece. @throws as decodeAudio does. */
export async function decodeWhole(bytes: Uint8Array): Promise<DecodedAudio> {
  let pieces: Float32Array[][] = [];
  let audio: DecodedAudio | null = null;
  for await (const piece of decodeAudio(one(bytes), { signal: never })) {
    if (audio === null) pieces = piece.channels.map(() => []);
    audio = piece;
    for (const [channel, samples] of piece.channels.entries()) pieces[channel]?.push(samples);
  }
  if (audio === null) throw new Error("a recording was decoded into nothing");
  // Taken out one by one, so that a channel's pieces are let go before the next is joined.
  return { ...audio, channels: audio.channels.map(() => joined(pieces.shift() ?? [])) };
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function joined(pieces: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
