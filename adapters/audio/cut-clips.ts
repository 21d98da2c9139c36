import { decodeAudio } from "./decode-audio.ts";
import type { DecodedAudio } from "./decoded-audio.ts";
import { encodeWav } from "./encode-wav.ts";

/** A stretch of a recording, in seconds. */
export interface ClipSpan {
  from: number;
  to: number;
}

/**
 * Cuts stretches out of a recording as WAV files, 16 bits, in its own rate and channels. It is decoded once, and no further
 * than the last stretch; only what is cut is held. null for a stretch that the recording does not reach.
 * @throws as decodeAudio does.
 */
export async function cutClips(
  recording: AsyncIterable<Uint8Array>,
  spans: readonly ClipSpan[],
  signal: AbortSignal,
): Promise<(Uint8Array<ArrayBuffer> | null)[]> {
  const end = Math.max(0, ...spans.map(({ to }) => to));
  const cuts: Float32Array[][][] = spans.map(() => []);
  let form: Pick<DecodedAudio, "sampleRate"> | null = null;
  let frame = 0;
  for await (const { channels, sampleRate } of decodeAudio(recording, { signal })) {
    form ??= { sampleRate };
    const frames = channels[0]?.length ?? 0;
    for (const [index, { from, to }] of spans.entries()) {
      const first = Math.max(0, Math.round(from * sampleRate) - frame);
      const last = Math.min(frames, Math.round(to * sampleRate) - frame);
      if (last > first) cuts[index]?.push(channels.map((samples) => samples.slice(first, last)));
    }
    frame += frames;
    if (frame / sampleRate >= end) break;
  }
  return cuts.map((pieces) =>
    pieces.length === 0 || form === null ? null : encodeWav(pieces, form.sampleRate),
  );
}
