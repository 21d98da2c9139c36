import type { Peaks } from "@callscript/core/ports.ts";

/**
 * A bucket is loud when its amplitude exceeds 4 of 127: 20 log10(4/127) = -30 dB below the recording's loudest sample,
 * to which peaks are scaled. Speech and hold music lie above it, the noise of a quiet line (-45 dB and less) below.
 */
const loudAbove = 4;
/** A channel with nobody on it: 20 log10(2/127) = -36 dB throughout, but for clicks in one bucket of a hundred. */
const silentUpTo = 2;
const clickShare = 0.01;

/** The part of the recording between two seconds that is loud on any channel, 0 to 1; null where the peaks do not reach. */
export function loudShare({ channels, seconds }: Peaks, from: number, to: number): number | null {
  const buckets = (channels[0]?.length ?? 0) / 2;
  if (buckets === 0 || seconds === 0) return null;
  const first = Math.floor((from / seconds) * buckets);
  const last = Math.min(buckets, Math.ceil((to / seconds) * buckets));
  if (last <= first) return null;
  let loud = 0;
  for (let bucket = first; bucket < last; bucket += 1)
    if (channels.some((channel) => amplitude(channel, bucket) > loudAbove)) loud += 1;
  return loud / (last - first);
}

/** Which channel of a two-channel recording carries nothing from end to end while the other does; null where none. */
export function silentChannel({ channels }: Peaks): 0 | 1 | null {
  const [left, right] = channels;
  if (left === undefined || right === undefined || channels.length !== 2) return null;
  const [leftSilent, rightSilent] = [isSilent(left), isSilent(right)];
  if (leftSilent === rightSilent) return null;
  return leftSilent ? 0 : 1;
}

function isSilent(channel: readonly number[]): boolean {
  const buckets = channel.length / 2;
  let clicks = 0;
  for (let bucket = 0; bucket < buckets; bucket += 1)
    if (amplitude(channel, bucket) > silentUpTo) clicks += 1;
  return clicks <= buckets * clickShare;
}

function amplitude(channel: readonly number[], bucket: number): number {
  return Math.max(Math.abs(channel[2 * bucket] ?? 0), Math.abs(channel[2 * bucket + 1] ?? 0));
}
