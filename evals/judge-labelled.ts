import type { Judge, JudgeAnswer, JudgePurpose, Verdict } from "@callscript/core/ports.ts";
import type { RuleSet } from "@callscript/core/rule.ts";
import { judgeOne } from "@callscript/lanes/judge/judge-one.ts";
import type { DatedCall } from "./read-labelled-set.ts";

/**
 * Judges one labelled call on the lane's own path (gate, judge, evidence). Of the line, id, vertical, date and turns
 * alone are given away: its length, or a recording that it describes, would be more than a judge is to know.
 */
export function judgeLabelled(
  judge: Judge,
  { id, vertical, date: day, turns: segments }: DatedCall,
  rules: RuleSet,
  { signal, purpose = "eval" }: { signal: AbortSignal; purpose?: JudgePurpose },
): Promise<{ verdict: Verdict; answer: JudgeAnswer | null }> {
  const unknown = { words: [], peaks: null, earlierCalls: [], recordingSeconds: null };
  return judgeOne(judge, { id, purpose, vertical, day, segments, ...unknown }, rules, signal);
}
