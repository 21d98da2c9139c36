/** A share with its 95 % interval; all null where nothing was counted. */
export interface Share {
  value: number | null;
  low: number | null;
  high: number | null;
}

const z95 = 1.959964;

/** Wilson's score interval of `hits` in `of` (E. B. Wilson, 1927, doi:10.1080/01621459.1927.10502953). */
export function wilsonInterval(hits: number, of: number): Share {
  if (of === 0) return { value: null, low: null, high: null };
  const share = hits / of;
  const middle = share + z95 ** 2 / (2 * of);
  const reach = z95 * Math.sqrt((share * (1 - share)) / of + z95 ** 2 / (4 * of ** 2));
  const scale = 1 + z95 ** 2 / of;
  return {
    value: round(share),
    low: round(Math.max(0, (middle - reach) / scale)),
    high: round(Math.min(1, (middle + reach) / scale)),
  };
}

export function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
