import type { RawFinding } from "@callscript/core/ports.ts";
import type { Segment } from "@callscript/core/transcript.ts";
import { type FoundQuote, findQuote } from "./find-quote.ts";

export interface VerifiedQuote extends FoundQuote {
  turn: number;
}

/**
 * Finds a finding's quote in the transcript: in the turn it names, else word for word in another one (judges are off by
 * one now and then). null: the quote is not there, and the finding flags nothing.
 */
export function verifyEvidence(finding: RawFinding, segments: readonly Segment[]): VerifiedQuote | null {
  if (finding.quote === null) return null;
  const { quote, turn } = finding;
  const named = turn === null ? undefined : segments[turn];
  if (named && turn !== null) {
    const found = findQuote(named.text, quote);
    if (found) return { ...found, turn };
  }
  for (const [index, segment] of segments.entries()) {
    const found = findQuote(segment.text, quote);
    if (found && found.verified !== "fuzzy") return { ...found, turn: index };
  }
  return null;
}
