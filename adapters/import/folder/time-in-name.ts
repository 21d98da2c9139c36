import { readOffset } from "../read-offset.ts";

export interface TimeInName {
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
  /** Of the clock ahead of UTC; null: the name does not say. */
  offsetMinutes: number | null;
}

/** What stands between a day and a time; a T makes both one ISO moment. */
const between = /^(?:[\s_.,-]{0,3}(T)|[\s_.-]{1,3}[Aa]t[\s_.-]{1,3}|[\s_.,-]{1,3}|)(?=\d)/;
const marked = /^(\d{1,2})([-_:.])(\d{2})(?:\2(\d{2}))?(?!\d)/;
const compact = /^(\d{2})()(\d{2})(\d{2})?(?!\d)/;
/** Of a second, and not the beginning of ".3gp". */
const fractional = /^[.,](\d{1,9})(?!\d|gp|g2)/i;
const halfOfDay = /^[\s_.-]{0,2}([ap])\.?m(?![a-z])/i;
/** Zones that only letters name, which mean one thing here and another there. */
const named = /^[\s_-]?(?:UTC|GMT|A?[AECMPH][SD]?T|BST|CES?T|EES?T|IST|MSK)(?![A-Za-z])/;

/**
 * The time that follows a day in a recording's name: 15.04.05, T150405.678-0500, 3.04.05 PM, 15-04. null: none does, or
 * one that may be read in two ways, such as 15:04:05 EST or 150405-0500, which may as well be a time and a number.
 */
export function timeInName(rest: string): TimeInName | null {
  const [lead, iso] = between.exec(rest) ?? [];
  if (lead === undefined) return null;
  const text = rest.slice(lead.length);
  const [clock, hour = "", mark = "", minute, second] = marked.exec(text) ?? compact.exec(text) ?? [];
  if (clock === undefined) return null;
  const [fraction = "", digits = ""] =
    (second === undefined ? null : fractional.exec(text.slice(clock.length))) ?? [];
  const [halfText = "", half] = halfOfDay.exec(text.slice(clock.length + fraction.length)) ?? [];
  const left = text.slice(clock.length + fraction.length + halfText.length);
  const offsetMinutes = offsetIn(left, iso !== undefined);
  if (offsetMinutes === "unclear") return null;
  if (second === undefined && half === undefined) {
    const isNumber = mark === "" ? iso === undefined : hour.length === 1;
    const goesOn =
      offsetMinutes === null && mark !== "" && left[0] === mark && /^\d+(?![a-z\d])/i.test(left.slice(1));
    if (isNumber || goesOn) return null;
  }
  const hours = hourOf(Number(hour), half);
  if (hours === null || Number(minute) > 59 || Number(second ?? 0) > 59) return null;
  return {
    hour: hours,
    minute: Number(minute),
    second: Number(second ?? 0),
    millisecond: Number(digits.slice(0, 3).padEnd(3, "0")),
    offsetMinutes,
  };
}

function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour > 23 ? null : hour;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0);
}

/** A dash and digits are an offset after a T or with a colon; elsewhere digits that no offset has are a number. */
function offsetIn(text: string, isIso: boolean): number | null | "unclear" {
  if (/^(?:Z|[\s_]?(?:UTC|GMT))(?![A-Za-z\d]|[+-]\d)/.test(text)) return 0;
  if (named.test(text)) return "unclear";
  const [whole, sign, hours, mark, minutes] = /^\s?([+-])(\d{2})([:.]?)(\d{2})?(?!\d)/.exec(text) ?? [];
  if (whole === undefined) return /^\s?\+\d{1,4}(?!\d)/.test(text) ? "unclear" : null;
  const offset = Number(minutes ?? 0) % 15 === 0 ? readOffset(`${sign}${hours}${minutes ?? ""}`) : null;
  const isSure = sign === "+" || mark === ":" || (isIso && minutes !== undefined);
  if (isSure) return offset ?? (sign === "+" || mark === ":" ? "unclear" : null);
  if (offset === null || (minutes === undefined && !isIso)) return null;
  return "unclear";
}
