/** Numbers, money and times as people read them: one place. Unknown is an en dash, never 0. */
export const unknown = "–";

const usd = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
const wholeUsd = new Intl.NumberFormat("en-US", {
  style: "currency",
  currency: "USD",
  maximumFractionDigits: 0,
});
const counts = new Intl.NumberFormat("en-US");

/** Dollars of one call, "$61.00"; of a sum over $1,000 without cents. */
export function money(amount: string | null, { sum = false } = {}): string {
  if (amount === null) return unknown;
  const value = Number(amount);
  return (sum && Math.abs(value) >= 1000 ? wholeUsd : usd).format(value).replace("-", "–");
}

/** What machines cost, at five places: "$0.00093". */
export function smallMoney(amount: number | null): string {
  return amount === null ? unknown : `$${amount.toFixed(5)}`;
}

export function count(value: number): string {
  return counts.format(value);
}

/** A share as "3.1 %" (thin space). */
export function percent(share: number | null): string {
  return share === null ? unknown : `${(share * 100).toFixed(1)}\u2009%`;
}

/** Seconds of audio as "4:12". */
export function clock(seconds: number | null): string {
  if (seconds === null) return unknown;
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** A wait as "4 min 10 s", "6 d 21 h". */
export function wait(seconds: number | null): string {
  if (seconds === null) return unknown;
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  if (whole < 86_400) return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
  return `${Math.floor(whole / 86_400)} d ${Math.floor((whole % 86_400) / 3600)} h`;
}

/** How long ago: "3 min", "1 h", "2 d". */
export function age(then: Date, now: Date): string {
  const seconds = Math.max(0, (now.getTime() - then.getTime()) / 1000);
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

const dayAndYear = new Intl.DateTimeFormat("en-US", {
  month: "short",
  day: "numeric",
  year: "numeric",
  timeZone: "UTC",
});

/** How long ago under seven days, then the day: "2 d", "Nov 3", "Nov 3, 2025". */
export function since(then: Date, now: Date): string {
  if (now.getTime() - then.getTime() < 7 * 86_400_000) return age(then, now);
  return then.getUTCFullYear() === now.getUTCFullYear() ? day(then) : dayAndYear.format(then);
}

const absolute = new Intl.DateTimeFormat("en-US", {
  weekday: "short",
  month: "short",
  day: "numeric",
  year: "numeric",
  hour: "numeric",
  minute: "2-digit",
  second: "2-digit",
  timeZone: "UTC",
  timeZoneName: "short",
});

/** A moment in full, with its zone. */
export function moment(then: Date): string {
  return absolute.format(then);
}

/** "(312) 555-0142"; a number of another form is shown as it is. */
export function phone(number: string | null): string {
  if (number === null) return unknown;
  const parts = number.match(/^\+1(\d{3})(\d{3})(\d{4})$/);
  return parts ? `(${parts[1]}) ${parts[2]}-${parts[3]}` : number;
}

/** "(312) •••-••42": enough to tell two callers apart, not to call one. */
export function maskedPhone(number: string | null): string {
  if (number === null) return unknown;
  const parts = number.match(/^\+1(\d{3})\d{5}(\d{2})$/);
  return parts ? `(${parts[1]}) •••-••${parts[2]}` : `•••••${number.slice(-2)}`;
}

const severityWords = ["", "Low", "Medium", "High", "Critical"] as const;

export function severityWord(severity: number | null): string {
  return severityWords[severity ?? 0] || "Unrated";
}

/** Who speaks, in words. */
export function speakerWord(speaker: string | null): string {
  if (speaker === "agent") return "Agent";
  if (speaker === "caller") return "Caller";
  return speaker === null || speaker === "unknown" ? "Speaker" : speaker;
}

/** A change of a share in points, "0.4 pt"; its direction is said beside it. */
export function points(change: number): string {
  return `${Math.abs(change * 100).toFixed(1)}\u2009pt`;
}

const timeOfDay = new Intl.DateTimeFormat("en-US", { hour: "numeric", minute: "2-digit", timeZone: "UTC" });
const hourOfDay = new Intl.DateTimeFormat("en-US", { hour: "numeric", timeZone: "UTC" });
const dayOfMonth = new Intl.DateTimeFormat("en-US", { month: "short", day: "numeric", timeZone: "UTC" });
const weekday = new Intl.DateTimeFormat("en-US", { weekday: "long", timeZone: "UTC" });

/** "2:38 PM", in UTC. */
export function time(then: Date): string {
  return timeOfDay.format(then).replace("\u202f", " ");
}

/** "2 PM", in UTC. */
export function hour(then: Date): string {
  return hourOfDay.format(then).replace("\u202f", " ");
}

/** "Nov 19", in UTC. */
export function day(then: Date): string {
  return dayOfMonth.format(then);
}

/** "Thursday", in UTC. */
export function weekdayName(then: Date): string {
  return weekday.format(then);
}

const smallNumbers = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"] as const;

/** A count as a sentence begins with it: "Six", "12". */
export function countWord(value: number): string {
  return smallNumbers[value] ?? count(value);
}

const calendarDay = new Intl.DateTimeFormat("en-US", {
  month: "short",
  day: "numeric",
  year: "numeric",
  timeZone: "UTC",
});

/** A date of the calendar, "2026-10-01" as "Oct 1, 2026". */
export function calendarDate(date: string): string {
  return calendarDay.format(new Date(`${date}T00:00:00Z`));
}
