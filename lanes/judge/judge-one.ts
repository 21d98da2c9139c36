import type { Judge, JudgeAnswer, JudgePurpose, Peaks, Verdict } from "@callscript/core/ports.ts";
import type { RuleSet } from "@callscript/core/rule.ts";
import type { Segment, Word } from "@callscript/core/transcript.ts";
import { measureFacts } from "./measure-facts.ts";
import { reachVerdict } from "./reach-verdict.ts";

export interface CallToJudge {
  id: string;
  purpose: JudgePurpose;
  vertical: string;
  /** The call's own day, `YYYY-MM-DD` in UTC. */
  day: string;
  segments: readonly Segment[];
  /** The recognised words with their seconds; none where the transcript has no times. */
  words: readonly Word[];
  recordingSeconds: number | null;
  /** The recording's loudness; null where there is no recording. */
  peaks: Peaks | null;
  /** Earlier connected calls of the same number to the same buyer within the buyer's window, newest first. */
  earlierCalls: readonly EarlierCall[];
}

export interface EarlierCall {
  id: string;
  startTimeUtc: Date;
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
  const { id: callId, purpose, vertical, day: dateUtc, segments } = call;
  const answer = hasWords
    ? await judge.judge({ callId, purpose, vertical, dateUtc, segments, rules }, signal)
    : null;
  return { verdict: reachVerdict(call.segments, rules, facts, answer), answer };
}
