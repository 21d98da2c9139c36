import type { Rule } from "../rule.ts";
import { compilePatterns } from "./compile-pattern.ts";
import { saidWithin } from "./find-pattern.ts";
import { mayBe } from "./may-be.ts";
import type { PreparedTranscript } from "./prepared-transcript.ts";

/** Is a rule's precondition met: was any of its patterns said by whom it names? A rule without one always applies. */
export function ruleApplies({ applies_if: condition }: Rule, transcript: PreparedTranscript): boolean {
  if (condition === null) return true;
  const all = { from: 0, to: transcript.words.length };
  const counts = (turn: number) => mayBe(transcript.segments[turn]?.speaker ?? "", condition.who);
  return compilePatterns(condition.any).some((pattern) => saidWithin(transcript, pattern, all, counts));
}
