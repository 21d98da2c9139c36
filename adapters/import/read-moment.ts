import { notUnderstood } from "./not-understood.ts";
import { readOffset } from "./read-offset.ts";
import { firstMinuteOf, utcOf, type WallClock, type WallDay } from "./wall-clock.ts";

export interface MomentOptions {
  /** IANA name of the zone of times that name none. */
  timeZone: string;
  /** How 03/04/2026 is read; null: it is refused, unless AM or PM, points or a number above 12 tells. */
  dayOrder: "mdy" | "dmy" | null;
}

export type ReadMoment = { ok: true; at: Date } | { ok: false; reason: string };

const iso =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$/i;
const slashed =
  /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(AM|PM)?)?$/i;

/**
 * Reads when a call was: ISO, seconds or milliseconds since 1970, "11/20/2026 3:04:05 PM", "20.11.2026 15:04". A day
 * alone is its first minute. What can be read in two ways is refused, and so is an hour that clocks skip or repeat.
 */
export function readMoment(text: string, options: MomentOptions): ReadMoment {
  const trimmed = text.trim();
  const read = /^\d{10}$|^\d{12,13}$/.test(trimmed)
    ? { ok: true as const, at: new Date(Number(trimmed) * (trimmed.length === 10 ? 1000 : 1)) }
    : iso.test(trimmed)
      ? isoMoment(trimmed, options)
      : slashedMoment(trimmed, options);
  if (!read.ok) return read;
  const year = read.at.getUTCFullYear();
  return year >= 1990 && year <= 2100 ? read : notUnderstood(trimmed, "is not between 1990 and 2100");
}

function isoMoment(text: string, options: MomentOptions): ReadMoment {
  const [, year, month, day, hour, minute, second, fraction, zone] = iso.exec(text) ?? [];
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  if (hour === undefined) return local(text, date, options);
  const clock = {
    ...date,
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second ?? 0),
    millisecond: milliseconds(fraction),
  };
  if (zone === undefined) return local(text, clock, options);
  const offset = /^[+-]/.test(zone) ? readOffset(zone) : 0;
  const utc = utcOf(clock, "UTC");
  return utc instanceof Date && offset !== null
    ? { ok: true, at: new Date(utc.getTime() - offset * 60_000) }
    : notUnderstood(text, "is no date");
}

function slashedMoment(text: string, options: MomentOptions): ReadMoment {
  const [whole, a = "", mark, b = "", year, hour, minute, second, fraction, half] = slashed.exec(text) ?? [];
  if (whole === undefined)
    return notUnderstood(text, "is no date such as 2026-11-20T15:04:05Z or 11/20/2026 3:04:05 PM");
  const order = orderOf(Number(a), Number(b), mark === ".", half !== undefined, options.dayOrder);
  if (order === "unclear")
    return notUnderstood(text, "may be month/day or day/month; --day-order mdy or dmy says which");
  if (order === "odd") return oddity(text, Number(a));
  const date = {
    year: Number(year),
    month: Number(order === "mdy" ? a : b),
    day: Number(order === "mdy" ? b : a),
  };
  if (hour === undefined) return local(text, date, options);
  const hours = Number(hour);
  if (half !== undefined && (hours < 1 || hours > 12)) return notUnderstood(text, "is no time of day");
  return local(
    text,
    {
      ...date,
      hour: half === undefined ? hours : (hours % 12) + (half.toUpperCase() === "PM" ? 12 : 0),
      minute: Number(minute),
      second: Number(second ?? 0),
      millisecond: milliseconds(fraction),
    },
    options,
  );
}

/**
 * What is odd about a date where no order is given: by it, other dates of its file would be read with day and month
 * exchanged. null: nothing.
 */
export function oddDate(text: string): string | null {
  const trimmed = text.trim();
  const [whole, a, mark, b, , , , , , half] = slashed.exec(trimmed) ?? [];
  if (whole === undefined) return null;
  const order = orderOf(Number(a), Number(b), mark === ".", half !== undefined, null);
  return order === "odd" ? oddity(trimmed, Number(a)).reason : null;
}

/**
 * Points stand in dates that begin with the day, AM and PM in those that begin with the month. A date that can only be
 * the other way about is `odd`.
 */
function orderOf(
  a: number,
  b: number,
  hasPoints: boolean,
  hasHalf: boolean,
  given: "mdy" | "dmy" | null,
): "mdy" | "dmy" | "odd" | "unclear" {
  if (given !== null) return given;
  if (hasPoints) return isMonthAndDay(a, b) && b > 12 ? "odd" : "dmy";
  if (a > 12 && b <= 12) return hasHalf && isMonthAndDay(b, a) ? "odd" : "dmy";
  return hasHalf || b > 12 || a === b ? "mdy" : "unclear";
}

function isMonthAndDay(month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

function oddity(text: string, first: number): { ok: false; reason: string } {
  return notUnderstood(
    text,
    first > 12
      ? "begins with the day, though it has AM or PM; --day-order dmy says that all dates do, mdy that none does"
      : "begins with the month, though it has points; --day-order mdy says that all dates do, dmy that none does",
  );
}

function local(text: string, clock: WallClock | WallDay, { timeZone }: MomentOptions): ReadMoment {
  const utc = "hour" in clock ? utcOf(clock, timeZone) : firstMinuteOf(clock, timeZone);
  if (utc instanceof Date) return { ok: true, at: utc };
  const why = {
    none: "is no date",
    skipped: `did not exist in ${timeZone}: the clocks went forward`,
    twice: `was twice in ${timeZone}: the clocks went back; give it an offset, such as 2026-11-01T01:30:00-04:00`,
  };
  return notUnderstood(text, why[utc]);
}

function milliseconds(fraction: string | undefined): number {
  return fraction === undefined ? 0 : Number(fraction.slice(0, 3).padEnd(3, "0"));
}
