import { z } from "zod";

export const OverviewRange = z.enum(["today", "7d", "30d"]);
export type OverviewRange = z.infer<typeof OverviewRange>;

/** A stretch of whole UTC days that ends with today, how it is cut, and what it is compared with. */
export interface OverviewPeriod {
  range: OverviewRange;
  fromUtc: Date;
  /** The coming midnight. */
  toUtc: Date;
  nowUtc: Date;
  /** The half hour that is under way began here: what lies before it is whole. */
  wholeUntilUtc: Date;
  binMinutes: number;
  /** Compared with the same weekdays so many days before. */
  shiftDays: number;
}

const dayMs = 86_400_000;
const halfHourMs = 1_800_000;
const shapes = {
  today: { days: 1, binMinutes: 30, shiftDays: 7 },
  "7d": { days: 7, binMinutes: 60, shiftDays: 7 },
  "30d": { days: 30, binMinutes: 1_440, shiftDays: 28 },
} as const;

export function overviewPeriod(range: OverviewRange, now: Date): OverviewPeriod {
  const { days, binMinutes, shiftDays } = shapes[range];
  const midnightMs = Math.floor(now.getTime() / dayMs) * dayMs;
  return {
    range,
    fromUtc: new Date(midnightMs - (days - 1) * dayMs),
    toUtc: new Date(midnightMs + dayMs),
    nowUtc: now,
    wholeUntilUtc: new Date(Math.floor(now.getTime() / halfHourMs) * halfHourMs),
    binMinutes,
    shiftDays,
  };
}

export function daysBefore(moment: Date, days: number): Date {
  return new Date(moment.getTime() - days * dayMs);
}
