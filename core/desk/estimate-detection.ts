import { toFourPlaces, wilsonBounds } from "../wilson-interval.ts";

/** Calls that were judged alike, and what people found among those that they decided. */
export interface Stratum {
  calls: number;
  /** Decided by a person, of those that stand for the whole stratum. */
  checked: number;
  /** Of the checked ones: confirmed bad. */
  bad: number;
  /** All that a person decided, also those that stand for no others. */
  knownBad: number;
  knownSafe: number;
}

export interface Estimate {
  value: number;
  low: number;
  high: number;
}

/** Normal deviates of two-sided intervals that hold together at 95 % when there are one, two or three of them. */
const jointDeviates = [1.959964, 2.241403, 2.39398] as const;

/**
 * Of the bad calls, the share that was flagged: found / (found + missed), where each stratum's bad calls are its calls
 * times the share of bad ones among those that people checked (C. B. Begg and R. A. Greenes, 1983,
 * doi:10.2307/2530820). The interval is conservative: each stratum's Wilson interval is widened so that all of them hold
 * at once at 95 % (Bonferroni's inequality; O. J. Dunn, 1961, doi:10.1080/01621459.1961.10482090), narrowed by what was
 * counted and not estimated, and put together the worst and the best way. null: no bad call is to be expected.
 */
export function estimateDetection(
  flagged: Stratum,
  passedBy: readonly Stratum[],
): { detection: Estimate | null; found: Estimate; missed: Estimate } {
  const inUse = [flagged, ...passedBy].filter(({ calls }) => calls > 0).length;
  const deviate = jointDeviates[Math.max(0, inUse - 1)] ?? Number.POSITIVE_INFINITY;
  const found = badCalls(flagged, deviate);
  const missed = passedBy
    .map((stratum) => badCalls(stratum, deviate))
    .reduce((sum, one) => ({
      value: sum.value + one.value,
      low: sum.low + one.low,
      high: sum.high + one.high,
    }));
  const share = (hits: number, others: number) => (hits === 0 ? 0 : hits / (hits + others));
  const detection =
    found.value + missed.value === 0
      ? null
      : {
          value: toFourPlaces(share(found.value, missed.value)),
          low: toFourPlaces(share(found.low, missed.high)),
          high: toFourPlaces(share(found.high, missed.low)),
        };
  return { detection, found: rounded(found), missed: rounded(missed) };
}

function badCalls({ calls, checked, bad, knownBad, knownSafe }: Stratum, deviate: number): Estimate {
  const counted = (estimated: number) => Math.min(calls - knownSafe, Math.max(knownBad, estimated));
  const { low, high } = wilsonBounds(bad, checked, deviate);
  return {
    value: counted(checked === 0 ? 0 : (calls * bad) / checked),
    low: counted(calls * low),
    high: counted(calls * high),
  };
}

function rounded({ value, low, high }: Estimate): Estimate {
  return { value: Math.round(value), low: Math.floor(low), high: Math.ceil(high) };
}
