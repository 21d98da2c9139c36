import { daysBefore, type OverviewPeriod } from "./overview-period.ts";

export interface CountedBin {
  bin_utc: Date;
  calls: number;
  in_progress: number;
  safe: number;
  flagged: number;
}

/** One column of the traffic chart. */
export interface TrafficBin {
  startUtc: Date;
  /** It has begun: its counts are known, and 0 means none. */
  isPast: boolean;
  safe: number;
  flagged: number;
  inProgress: number;
  /** All calls of the same weekday's bin; null where none is known from that far back. */
  shiftedCalls: number | null;
  /** Flagged of judged, over this bin and its neighbours; null where nothing was judged: a gap, not 0. */
  share: number | null;
  /** Judged calls under the share. */
  shareOf: number;
}

/** Every bin of the period, also those without calls and those to come. */
export function trafficSeries(
  { fromUtc, toUtc, nowUtc, binMinutes, shiftDays }: OverviewPeriod,
  current: readonly CountedBin[],
  shifted: readonly CountedBin[],
): TrafficBin[] {
  const counted = new Map(current.map((bin) => [bin.bin_utc.getTime(), bin]));
  const before = new Map(shifted.map((bin) => [bin.bin_utc.getTime(), bin.calls]));
  const firstBefore = Math.min(...before.keys());
  const binMs = binMinutes * 60_000;
  const starts = Array.from(
    { length: Math.round((toUtc.getTime() - fromUtc.getTime()) / binMs) },
    (_, index) => new Date(fromUtc.getTime() + index * binMs),
  );
  return starts.map((startUtc) => {
    const bin = counted.get(startUtc.getTime());
    const near = [-1, 0, 1].map((step) => counted.get(startUtc.getTime() + step * binMs));
    const sum = (of: (bin: CountedBin) => number) =>
      near.reduce((total, one) => total + (one === undefined ? 0 : of(one)), 0);
    const judged = sum((one) => one.safe + one.flagged);
    const isJudged = bin !== undefined && bin.safe + bin.flagged > 0;
    const beforeMs = daysBefore(startUtc, shiftDays).getTime();
    return {
      startUtc,
      isPast: startUtc <= nowUtc,
      safe: bin?.safe ?? 0,
      flagged: bin?.flagged ?? 0,
      inProgress: bin?.in_progress ?? 0,
      shiftedCalls: beforeMs < firstBefore ? null : (before.get(beforeMs) ?? 0),
      share: isJudged ? sum((one) => one.flagged) / judged : null,
      shareOf: judged,
    };
  });
}

/** With fewer judged calls a share says little. */
export const fewCalls = 30;

/** The bin whose share stands out most above the period's mean, by a half at least; null where none does. */
export function largestRise(bins: readonly TrafficBin[]): TrafficBin | null {
  const judged = bins.reduce((sum, bin) => sum + bin.safe + bin.flagged, 0);
  const flagged = bins.reduce((sum, bin) => sum + bin.flagged, 0);
  const most = bins
    .filter((bin) => bin.share !== null && bin.shareOf >= fewCalls)
    .reduce<TrafficBin | null>((best, bin) => ((bin.share ?? 0) > (best?.share ?? 0) ? bin : best), null);
  return most !== null && judged > 0 && (most.share ?? 0) >= (1.5 * flagged) / judged ? most : null;
}
