import { firstMinuteOf } from "./wall-clock.ts";

/** The first minute of a day such as "2026-11-20" in a zone; null: no such day between 1990 and 2100. */
export function readDay(text: string, timeZone: string): Date | null {
  const [whole, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (whole === undefined || Number(year) < 1990 || Number(year) > 2100) return null;
  const begins = firstMinuteOf({ year: Number(year), month: Number(month), day: Number(day) }, timeZone);
  return begins instanceof Date ? begins : null;
}
