import { count, money } from "../../../lib/format.ts";

/** The one sentence that an owner reads: what came of today's calls. */
export function headline(
  day: { calls: number; flagged: number; to_review: number; confirmed: number; confirmed_usd: string },
  todayUsd: string,
): string {
  if (day.calls === 0) return "No calls today so far.";
  const ai = `$${Number(todayUsd).toFixed(2)} of AI`;
  const review = day.to_review === 0 ? "Nothing is left to review." : `${count(day.to_review)} to review.`;
  if (day.confirmed > 0)
    return `${money(day.confirmed_usd, { sum: true })} confirmed for refund today, for ${ai}. ${review}`;
  if (day.flagged > 0) {
    const flagged = `${count(day.flagged)} of ${count(day.calls)} calls flagged today`;
    return day.to_review >= day.flagged
      ? `${flagged}, none reviewed yet.`
      : `${flagged}, none confirmed bad. ${review}`;
  }
  return `${count(day.calls)} ${day.calls === 1 ? "call" : "calls"} in today, none flagged. ${ai}.`;
}
