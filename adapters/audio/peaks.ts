/** Buckets that one channel is kept in while its length is not known yet: many times more than are handed out. */
const kept = 32_768;

/** Lowest and highest sample of each bucket, from 0 on; 0, 0 where there is nothing. */
export interface Extremes {
  low: Float32Array;
  high: Float32Array;
}

/**
 * The extremes of a channel whose length is known only at its end, with constant memory: when every bucket is full, two
 * neighbours become one and each holds twice as many samples from then on.
 */
export function createExtremes() {
  const low = new Float32Array(kept);
  const high = new Float32Array(kept);
  let width = 1;
  let bucket = 0;
  let filled = 0;
  let total = 0;

  function openNext(): void {
    filled = 0;
    bucket += 1;
    if (bucket < kept) return;
    for (let at = 0; at < kept / 2; at += 1) {
      low[at] = Math.min(low[2 * at] ?? 0, low[2 * at + 1] ?? 0);
      high[at] = Math.max(high[2 * at] ?? 0, high[2 * at + 1] ?? 0);
    }
    low.fill(0, kept / 2);
    high.fill(0, kept / 2);
    width *= 2;
    bucket = kept / 2;
  }

  return {
    add(samples: Float32Array): void {
      total += samples.length;
      for (let at = 0; at < samples.length; ) {
        if (filled === width) openNext();
        const until = Math.min(samples.length, at + width - filled);
        filled += until - at;
        let least = low[bucket] ?? 0;
        let most = high[bucket] ?? 0;
        for (; at < until; at += 1) {
          const sample = samples[at] ?? 0;
          if (sample < least) least = sample;
          if (sample > most) most = sample;
        }
        low[bucket] = least;
        high[bucket] = most;
      }
    },

    /** Spread over `most` buckets of equal time, fewer where there are fewer samples. */
    spread(most: number): Extremes {
      const count = Math.min(most, total);
      const spread = { low: new Float32Array(count), high: new Float32Array(count) };
      const startOf = (to: number) => (to === count ? bucket + 1 : Math.floor((to * total) / count / width));
      for (let to = 0; to < count; to += 1) {
        const end = startOf(to + 1);
        for (let at = startOf(to); at < end; at += 1) {
          spread.low[to] = Math.min(spread.low[to] ?? 0, low[at] ?? 0);
          spread.high[to] = Math.max(spread.high[to] ?? 0, high[at] ?? 0);
        }
      }
      return spread;
    },
  };
}
