import { failureOf } from "@callscript/core/failure.ts";
import type { Judge, JudgeAnswer, JudgeInput, JudgePurpose, Peaks, Verdict } from "@callscript/core/ports.ts";
import type { RuleSet } from "@callscript/core/rule.ts";
import { askedOfJudge } from "@callscript/core/rules-of.ts";
import type { Segment, Word } from "@callscript/core/transcript.ts";
import { type GateFinding, passGate } from "./gate.ts";
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

interface EarlierCall {
  id: string;
  startTimeUtc: Date;
}

/**
 * Judges one call: the gate first, then the judge unless the facts decide, then the evidence. `answer` is null where no
 * judge was asked; `judge_model` is then "facts".
 */
export async function judgeOne(
  judge: Judge,
  call: CallToJudge,
  rules: RuleSet,
  signal: AbortSignal,
): Promise<{ verdict: Verdict; answer: JudgeAnswer | null }> {
  const gate = passGate(call, rules);
  const { id: callId, purpose, vertical, day: dateUtc, segments } = call;
  const asked = askedOfJudge(rules);
  const input = { callId, purpose, vertical, dateUtc, segments, rules: asked };
  const answer = gate.decided || asked.rules.length === 0 ? null : await answerOf(judge, input, gate, signal);
  return { verdict: reachVerdict(call, rules, gate, answer), answer };
}

/**
 * A caller who has a model answer nonsense must not keep the call from being judged: where the transcript addresses its
 * judge, an answer that cannot be read is none, and the gate decides with a person.
 */
async function answerOf(
  judge: Judge,
  input: JudgeInput,
  { addressed }: GateFinding,
  signal: AbortSignal,
): Promise<JudgeAnswer | null> {
  try {
    return await judge.judge(input, signal);
  } catch (error) {
    if (signal.aborted || addressed.length === 0 || failureOf(error).kind !== "call") throw error;
    return null;
  }
}
