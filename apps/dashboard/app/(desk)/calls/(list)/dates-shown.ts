import { day, time } from "../../../../lib/format.ts";
import type { CallsView } from "./calls-view.ts";

/** The days, or the moments, of a view as its chip says them. */
export function datesShown({ from, to }: Pick<CallsView, "from" | "to">): string | null {
  if (from === null && to === null) return null;
  if (from === "today" && to === null) return "today";
  if (to === null) return `since ${named(from ?? "")}`;
  if (from === null) return `until ${named(to)}`;
  if (from === to) return named(from);
  const isOneDay = isMoment(from) && isMoment(to) && from.slice(0, 10) === to.slice(0, 10);
  return `${named(from)} to ${isOneDay ? time(new Date(to)) : named(to)}`;
}

const isMoment = (text: string) => text.includes("T");

function named(text: string): string {
  return isMoment(text) ? `${day(new Date(text))}, ${time(new Date(text))}` : text;
}

/** What a field for a day has of it. */
export function dayOf(text: string | null): string {
  return text === null || text === "today" ? "" : text.slice(0, 10);
}
