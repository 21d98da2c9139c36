import { firstMinuteOf, utcOf, type WallClock } from "../wall-clock.ts";
import { type TimeInName, timeInName } from "./time-in-name.ts";

const dated = /(?<!\d)((?:19|20)\d{2})([-_.]?)(\d{2})\2(\d{2})(?=\d{6}(?!\d)|(?!\d))/g;

export type DateInName = { ok: true; at: Date } | { ok: false; reason: string } | null;

/**
 * The day, and the time if there is one, that a recording's path states: 2026-11-20, 20261120T150405,
 * 2026-11-20_15.04.05. A time that is not clear is not taken, the day alone is. The file's name is asked first, then its
 * folders', the innermost first. null: none states one.
 */
export function dateInName(name: string, timeZone: string): DateInName {
  for (const part of name.split("/").reverse()) {
    for (const found of part.matchAll(dated)) {
      const [whole, year, , month, day] = found;
      const date = { year: Number(year), month: Number(month), day: Number(day) };
      const time = timeInName(part.slice(found.index + whole.length));
      const at = time === null ? firstMinuteOf(date, timeZone) : momentOf({ ...date, ...time }, timeZone);
      if (at instanceof Date) {
        if (at.getUTCFullYear() >= 1990) return { ok: true, at };
      } else if (at !== "none") {
        const why = at === "twice" ? "was there twice" : "was not there";
        return {
          ok: false,
          reason: `the time in its name ${why} in ${timeZone}, where the clocks were changed`,
        };
      }
    }
  }
  return null;
}

function momentOf(clock: WallClock & TimeInName, timeZone: string): ReturnType<typeof utcOf> {
  if (clock.offsetMinutes === null) return utcOf(clock, timeZone);
  const utc = utcOf(clock, "UTC");
  return utc instanceof Date ? new Date(utc.getTime() - clock.offsetMinutes * 60_000) : utc;
}
