/** A day on a calendar; `month` counts from 1. */
export interface WallDay {
  year: number;
  month: number;
  day: number;
}

/** What a clock on the wall shows. */
export interface WallClock extends WallDay {
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
}

const dayMs = 86_400_000;
const minuteMs = 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether the runtime knows a time zone of this IANA name. */
export function isTimeZone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/**
 * The moment at which a clock in the zone shows this. `none`: there is no such date or time; `skipped`: the zone's
 * clocks jumped over it; `twice`: they showed it twice.
 */
export function utcOf(clock: WallClock, timeZone: string): Date | "none" | "skipped" | "twice" {
  const { year, month, day, hour, minute, second, millisecond } = clock;
  if (hour > 23 || minute > 59 || second > 59) return "none";
  const wallMs = Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
  const date = new Date(wallMs);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return "none";
  const offsets = new Set([offsetMs(wallMs - dayMs, timeZone), offsetMs(wallMs + dayMs, timeZone)]);
  const moments = [...offsets]
    .map((offset) => wallMs - offset)
    .filter((at) => at + offsetMs(at, timeZone) === wallMs);
  const [once, again] = moments;
  if (once === undefined) return "skipped";
  return again === undefined ? new Date(once) : "twice";
}

/**
 * When a day begins in the zone: at midnight, or where the clocks change at midnight, the first time that they show this
 * day. `none`: there is no such date; `skipped`: the zone left the whole day out.
 */
export function firstMinuteOf(day: WallDay, timeZone: string): Date | "none" | "skipped" {
  const midnight = utcOf({ ...day, hour: 0, minute: 0, second: 0, millisecond: 0 }, timeZone);
  if (midnight !== "skipped" && midnight !== "twice") return midnight;
  const wallMs = Date.UTC(day.year, day.month - 1, day.day);
  const offsets = [offsetMs(wallMs - dayMs, timeZone), offsetMs(wallMs + dayMs, timeZone)];
  const latest = wallMs - Math.min(...offsets);
  for (let at = wallMs - Math.max(...offsets); at <= latest; at += minuteMs) {
    const shownMs = at + offsetMs(at, timeZone);
    if (shownMs >= wallMs) return shownMs < wallMs + dayMs ? new Date(at) : "skipped";
  }
  return "skipped";
}

/** How far the zone's clocks are ahead of UTC at a moment. */
function offsetMs(utcMs: number, timeZone: string): number {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(utcMs)
      .map((part) => [part.type, Number(part.value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const shownMs = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return shownMs - Math.floor(utcMs / 1000) * 1000;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  formats.set(timeZone, made);
  return made;
}
