import type { RawFinding } from "@callscript/core/ports.ts";
import type { Segment } from "@callscript/core/transcript.ts";
import { type FoundQuote, findQuote } from "./find-quote.ts";

export interface VerifiedQuote extends FoundQuote {
  turn: number;
}

/**
 * Finds a finding's quote in the turn it names, and nowhere else: words that stand in another turn are another speaker's,
 * or of another moment. null: the quote is not there, and the finding flags nothing.
 */
export function verifyEvidence(finding: RawFinding, segments: readonly Segment[]): VerifiedQuote | null {
  const { quote, turn } = finding;
  const named = turn === null ? undefined : segments[turn];
  if (quote === null || turn === null || named === undefined) return null;
  const found = findQuote(named.text, quote);
  return found && { ...found, turn };
}
