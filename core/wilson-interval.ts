/** A counted share with its 95 % interval; value and interval are null where nothing was counted. */
export interface Share {
  hits: number;
  of: number;
  value: number | null;
  low: number | null;
  high: number | null;
}

/** The normal deviate of a two-sided 95 % interval. */
const z95 = 1.959964;

/**
 * Wilson's score interval of `hits` in `of` at the deviate `z`, unrounded; everything (0 to 1) where nothing was counted.
 * E. B. Wilson, 1927, doi:10.1080/01621459.1927.10502953.
 */
export function wilsonBounds(hits: number, of: number, z = z95): { low: number; high: number } {
  if (of === 0) return { low: 0, high: 1 };
  const share = hits / of;
  const middle = share + z ** 2 / (2 * of);
  const reach = z * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  const scale = 1 + z ** 2 / of;
  return {
    low: hits === 0 ? 0 : Math.max(0, (middle - reach) / scale),
    high: hits === of ? 1 : Math.min(1, (middle + reach) / scale),
  };
}

/** The share with Wilson's 95 % interval, each to four places. */
export function shareOf(hits: number, of: number): Share {
  if (of === 0) return { hits, of, value: null, low: null, high: null };
  const { low, high } = wilsonBounds(hits, of);
  return { hits, of, value: toFourPlaces(hits / of), low: toFourPlaces(low), high: toFourPlaces(high) };
}

export function toFourPlaces(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
