/** A stretch of a recording, in seconds, and how loud each part of it is (0 to 1; empty where no peaks are known). */
export interface Clip {
  from: number;
  to: number;
  loudness: number[];
}

export interface Peaks {
  /** Lowest and highest sample per bucket, interleaved, -128..127. */
  channels: readonly (readonly number[])[];
  seconds: number;
}

const aroundSeconds = 6;
const bars = 72;

/** The seconds of a quote with six before and six after it, and the loudness of the louder channel there. */
export function cutClip(
  { start, end }: { start: number; end: number | null },
  peaks: Peaks | null,
  recordingSeconds: number | null,
): Clip {
  const length = recordingSeconds ?? peaks?.seconds ?? Number.POSITIVE_INFINITY;
  const from = Math.max(0, Math.min(start, length) - aroundSeconds);
  const to = Math.min(length, Math.max(end ?? start, start) + aroundSeconds);
  return { from, to, loudness: peaks === null ? [] : loudnessOf(peaks, from, to) };
}

function loudnessOf({ channels, seconds }: Peaks, from: number, to: number): number[] {
  const buckets = Math.floor((channels[0]?.length ?? 0) / 2);
  if (buckets === 0 || seconds <= 0 || to <= from) return [];
  const at = (second: number) => Math.floor((second / seconds) * buckets);
  return Array.from({ length: bars }, (_, bar) => {
    const first = Math.min(at(from + ((to - from) * bar) / bars), buckets - 1);
    const last = Math.max(first + 1, at(from + ((to - from) * (bar + 1)) / bars));
    const samples = channels.flatMap((channel) => channel.slice(2 * first, 2 * last));
    return samples.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample) / 128), 0);
  });
}
