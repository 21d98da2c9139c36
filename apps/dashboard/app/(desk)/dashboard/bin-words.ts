import type { OverviewPeriod } from "@callscript/core/desk/overview-period.ts";
import { day, hour, time } from "../../../lib/format.ts";

/** A bin by its start (UTC): "10:30 AM", "Nov 24, 3 PM", "Nov 24". */
export function binName(startUtc: Date, { range }: OverviewPeriod): string {
  if (range === "today") return time(startUtc);
  return range === "7d" ? `${day(startUtc)}, ${hour(startUtc)}` : day(startUtc);
}

/** What stands under the axis, and after how many bins it stands again. */
export function axisLabel({ range }: OverviewPeriod): { every: number; of: (startUtc: Date) => string } {
  if (range === "today") return { every: 6, of: hour };
  return range === "7d" ? { every: 24, of: day } : { every: 5, of: day };
}

export const binWords = { today: "half hour", "7d": "hour", "30d": "day" } as const;
