import type { CallDetail, CurrentJudgement } from "@callscript/core/desk/call.sql.ts";
import type { Flag } from "@callscript/core/flag.ts";
import type { Segment, Word } from "@callscript/core/transcript.ts";
import { day, smallMoney, time } from "../../../../lib/format.ts";
import { judgeWords, reviewReasonWords } from "../../../../lib/judge-words.ts";
import type { Finding, Line, RuleText } from "./call-view.ts";
import { findSilences, type Stretch } from "./find-silences.ts";
import { timeWords } from "./time-words.ts";
import type { Verdict } from "./verdict-bar.tsx";

/** The turns as they are shown, their words with their times where the engine gave any. */
export function toLines(segments: readonly Segment[] | null, words: readonly Word[]): Line[] | null {
  if (segments === null) return null;
  const timed = timeWords(segments, words);
  return segments.map((segment, index) => ({
    ...segment,
    starts: timed[index]?.starts ?? null,
    unsure: timed[index]?.unsure ?? [],
  }));
}

/** Where nobody speaks: by words where they are known, since a turn may run on over a pause; else by turns. */
export function toSilences(
  segments: readonly Segment[],
  words: readonly Word[],
  seconds: number | null,
): Stretch[] {
  const spoken = (words.length > 0 ? words : segments).flatMap(({ start, end }): Stretch[] =>
    start === null ? [] : [[start, end ?? start]],
  );
  return findSilences(spoken, seconds);
}

/** What the newest judgement found, and whether agent and caller were swapped since. */
export function toFinding({
  call,
  flags,
  rules,
  judgement,
}: {
  call: CallDetail;
  flags: Flag[];
  rules: RuleText[];
  judgement: CurrentJudgement | null;
}): Finding {
  return {
    judgement: judgement?.id ?? null,
    version: call.qa_version,
    judge: judgeWords(call.judge_model),
    judgedOn: judgement === null ? null : day(judgement.judged_at_utc),
    flags,
    rules,
    asked: judgement?.asked ?? [],
    notApplicable: judgement?.not_applicable ?? [],
    doubts: judgement?.doubts ?? [],
    review: call.review_reason === null ? null : reviewReasonWords[call.review_reason],
    isBeforeSwap: call.swaps_since_judged % 2 === 1,
  };
}

/** What was decided, by whom as this person knows them. */
export function toDecided({ verdict, decided_by, decided_at_utc }: CallDetail, me: string): Verdict {
  return {
    verdict,
    by: decided_by === me ? "you" : decided_by,
    at: decided_at_utc === null ? null : `${day(decided_at_utc)}, ${time(decided_at_utc)} UTC`,
  };
}

/** What a judgement costs, before it is asked for: "About $0.00050." */
export function priceWords(meanUsd: string | null): string {
  const usd = Number(meanUsd ?? "0");
  return usd === 0 ? "It costs nothing: no paid model is asked." : `About ${smallMoney(usd)}.`;
}

/** Who wrote the transcript. */
export function toSpeech({ speech_model, stand_in }: CallDetail): string | null {
  if (speech_model === null) return null;
  return `Transcript by ${speech_model}${stand_in ? ", a stand-in that reads the demo's voice code" : ""}.`;
}
