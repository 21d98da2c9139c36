import type { BenchReport } from "@callscript/core/desk/bench.sql.ts";
import { count } from "../../../../lib/format.ts";
import { ofWords } from "./bench-words.ts";

/** "Judge the last 7 days again (1,204 calls, $0.63)". */
export function againWords(calls: number, meanUsd: string): string {
  const usd = calls * Number(meanUsd);
  const price = usd === 0 ? "free" : `$${usd < 0.01 ? "0.01" : usd.toFixed(2)}`;
  return `Judge the last 7 days again (${count(calls)} ${calls === 1 ? "call" : "calls"}, ${price})`;
}

/** What speaks against publishing by the bench: fewer known bad calls are caught; null: nothing. */
export function lossWords(version: string, { people: { confirmedBad } }: BenchReport): string | null {
  const lost = confirmedBad.flaggedBefore - confirmedBad.flaggedAfter;
  return lost <= 0
    ? null
    : `v${version} catches ${lost} fewer of ${confirmedBad.calls} known bad ${confirmedBad.calls === 1 ? "call" : "calls"}. Publish anyway?`;
}

/** What the bench found, in one sentence or two. */
export function benchSentence({ newlyFlagged, noLongerFlagged, people }: BenchReport): string {
  const { confirmedBad, markedSafe } = people;
  const caught = ofWords(confirmedBad.flaggedAfter, confirmedBad.calls);
  const flagged = ofWords(markedSafe.flaggedAfter, markedSafe.calls);
  return `${count(newlyFlagged.calls)} newly flagged, ${count(noLongerFlagged.calls)} no longer flagged. Bad calls caught: ${caught}. Safe calls flagged: ${flagged}.`;
}
