import type { CostLine, CostReport } from "@callscript/core/desk/costs.ts";
import { count, money, smallMoney } from "../../../lib/format.ts";

/** Every transcription of the line ran on a machine whose price was not set. */
export function isSpeechMissing({ speech }: CostLine): boolean {
  return speech.transcriptions > 0 && speech.unpriced === speech.transcriptions;
}

/** The goals beside what is known, a sentence each. */
export function goalWords({ goals, total }: CostReport): string[] {
  const { perCall, perDay, replaced } = goals;
  return [
    perCall.usd === null
      ? "No call was judged."
      : `${smallMoney(Number(perCall.usd))} a call, ${against(perCall.isWithin)} ${smallMoney(Number(perCall.goalUsd))}.`,
    ...(perDay.usd === null
      ? []
      : [
          `Dearest day ${money(perDay.usd)} (${perDay.day}), ${against(perDay.isWithin)} ${money(perDay.goalUsd)}.`,
        ]),
    `These ${count(total.calls)} calls in the system this replaces, at ${money(replaced.perCallUsd)} a call: ${money(replaced.usd, { sum: true })}.`,
    ...(total.speech.unpriced === 0
      ? []
      : [
          `Without the speech of ${count(total.speech.unpriced)} transcriptions, ${count(Math.round(total.speech.computeSeconds))} s of computing: the machine's price is not set (SPEECH_USD_PER_HOUR).`,
        ]),
    ...(total.judge.unsettled === 0
      ? []
      : [
          `${count(total.judge.unsettled)} requests were never answered for and count with the most they can have taken.`,
        ]),
  ];
}

function against(isWithin: boolean | null): string {
  if (isWithin === null) return "so far known; the target is";
  return isWithin ? "within the target of" : "over the target of";
}
