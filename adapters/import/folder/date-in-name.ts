import { utcOf } from "../wall-clock.ts";

const dated =
  /(?<!\d)((?:19|20)\d{2})([-_.]?)(\d{2})\2(\d{2})(?:[T _-]{0,3}(\d{2})([-_:.]?)(\d{2})\6(\d{2})|T(\d{2})[-_:.]?(\d{2}))?(Z)?(?!\d)/g;

export type DateInName = { ok: true; at: Date } | { ok: false; reason: string } | null;

/**
 * The day, and the time if there is one, that a recording's path states: 2026-11-20, 20261120T150405,
 * 2026-11-20_15.04.05. The file's name is asked first, then its folders', the innermost first. null: none states one.
 */
export function dateInName(name: string, timeZone: string): DateInName {
  for (const part of name.split("/").reverse()) {
    for (const [, year, , month, day, hour, , minute, second, shortHour, shortMinute, utc] of part.matchAll(
      dated,
    )) {
      const clock = {
        year: Number(year),
        month: Number(month),
        day: Number(day),
        hour: Number(hour ?? shortHour ?? 0),
        minute: Number(minute ?? shortMinute ?? 0),
        second: Number(second ?? 0),
        millisecond: 0,
      };
      const at = utcOf(clock, utc === undefined ? timeZone : "UTC");
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
