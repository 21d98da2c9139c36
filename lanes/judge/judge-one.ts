import type { Judge, JudgeAnswer, Verdict } from "@callscript/core/ports.ts";
import type { RuleSet } from "@callscript/core/rule.ts";
import type { Segment } from "@callscript/core/transcript.ts";
import { measureFacts } from "./measure-facts.ts";
import { reachVerdict } from "./reach-verdict.ts";

export interface CallToJudge {
  id: string;
  vertical: string;
  /** The call's own day, `YYYY-MM-DD` in UTC. */
  day: string;
  segments: readonly Segment[];
  recordingSeconds: number | null;
}

/** Judges one call: the facts first, then the judge (not asked about a call without words), then the evidence. */
export async function judgeOne(
  judge: Judge,
  call: CallToJudge,
  rules: RuleSet,
  signal: AbortSignal,
): Promise<{ verdict: Verdict; answer: JudgeAnswer | null }> {
  const facts = measureFacts(call.segments, call.recordingSeconds);
  const hasWords = call.segments.some((segment) => segment.text.trim() !== "");
  const answer = hasWords
    ? await judge.judge(
        { callId: call.id, vertical: call.vertical, dateUtc: call.day, segments: call.segments, rules },
        signal,
      )
    : null;
  return { verdict: reachVerdict(call.segments, rules, facts, answer), answer };
}
