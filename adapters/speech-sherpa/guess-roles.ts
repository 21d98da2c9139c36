import type { Segment } from "@callscript/core/transcript.ts";

const agentCues = [
  /\bthank(s| you) for (calling|holding)\b/,
  /\bplease (hold|stay on the line)\b/,
  /\bthis is \w+ (with|from|at|calling)\b/,
  /\bmy name is \w+ (with|from|and i)\b/,
  /\bhow (can|may) i help\b/,
  /\brecorded line\b/,
  /\b(licensed|specialist|our (office|company|team|records))\b/,
  /\b(can|could) (i|you) (get|confirm|verify|have|tell me) (your|the)\b/,
  /\b(zip code|date of birth)\b.*\?*$/,
  /\bcalling (from|with|on behalf|about|regarding)\b/,
  /\bwe (can|offer|have|work|are) (get|every|several|with|you|a|not)\b/,
];
const callerCues = [
  /\bi('m| am) calling (about|because|for|to)\b/,
  /\bwho is this\b/,
  /\b(take me off|stop calling|do not call|don't call)\b/,
  /\bi (need|want|saw|got|was) (a|an|to|your|told|looking)\b/,
  /\bhow much (is|does|would|will)\b/,
];
/** How many cues one voice must be ahead by. */
const clearBy = 2;

/**
 * Says which of two voices is the agent, from what each says; null where the words do not make it clear.
 * Answers with the agent's label.
 */
export function guessAgent(turns: readonly Segment[]): string | null {
  const labels = [...new Set(turns.map((turn) => turn.speaker))];
  const [first, second] = labels;
  if (labels.length !== 2 || first === undefined || second === undefined) return null;
  const lead = evidenceFor(turns, first) - evidenceFor(turns, second);
  if (Math.abs(lead) < clearBy) return null;
  return lead > 0 ? first : second;
}

function evidenceFor(turns: readonly Segment[], label: string): number {
  return turns
    .filter((turn) => turn.speaker === label)
    .reduce((sum, { text }) => sum + hits(text, agentCues) - hits(text, callerCues), 0);
}

function hits(text: string, cues: readonly RegExp[]): number {
  const words = text.toLowerCase();
  return cues.filter((cue) => cue.test(words)).length;
}
