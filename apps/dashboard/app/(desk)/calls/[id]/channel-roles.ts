import type { Segment } from "@callscript/core/transcript.ts";

export type Role = "agent" | "caller";

export interface CallPeaks {
  /** Lowest and highest sample per bucket, interleaved, -128..127. */
  channels: number[][];
  seconds: number;
}

/**
 * Who is on each of two channels: whoever speaks while it is the louder one. It follows the transcript, so that after a
 * swap the lanes change places too. null where the transcript does not tell.
 */
export function channelRoles(
  { channels, seconds }: CallPeaks,
  segments: readonly Segment[],
): (Role | null)[] {
  if (channels.length !== 2) return channels.map(() => null);
  let firstIsAgent = 0;
  for (const { speaker, start, end } of segments) {
    if (start === null || end === null || (speaker !== "agent" && speaker !== "caller")) continue;
    const [first = 0, second = 0] = channels.map((channel) => loudness(channel, seconds, start, end));
    firstIsAgent += speaker === "agent" ? first - second : second - first;
  }
  if (firstIsAgent === 0) return [null, null];
  return firstIsAgent > 0 ? ["agent", "caller"] : ["caller", "agent"];
}

function loudness(channel: readonly number[], seconds: number, from: number, to: number): number {
  const buckets = channel.length / 2;
  if (buckets === 0 || seconds <= 0) return 0;
  const first = Math.floor((from / seconds) * buckets);
  const last = Math.min(buckets, Math.max(first + 1, Math.ceil((to / seconds) * buckets)));
  let sum = 0;
  for (let bucket = first; bucket < last; bucket += 1) sum += amplitude(channel, bucket);
  return sum;
}

export function amplitude(channel: readonly number[], bucket: number): number {
  return Math.max(Math.abs(channel[2 * bucket] ?? 0), Math.abs(channel[2 * bucket + 1] ?? 0));
}
