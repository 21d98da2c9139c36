import { collapseEcho } from "./collapse-echo.ts";
import { correctionWords, interruptionWords } from "./filler-words.ts";
import { cueBefore } from "./find-cues.ts";
import type { Run } from "./find-runs.ts";
import { isCardNumber } from "./is-card-number.ts";
import type { Transcript } from "./transcript.ts";

/** Runs that read out one number, over fillers, confirmations and turns. */
export interface Chain {
  runs: Run[];
  first: number;
  last: number;
  /** All digits as said, and without what the other side repeated. */
  said: string;
  digits: string;
  /** true: other talk stands between its runs. */
  loose: boolean;
}

/** A number read digit by digit, repeated, and corrected has fewer runs; it bounds the time. */
const longestChain = 64;
/** Gaps longer than this, in words, part two numbers. */
const longestGap = 48;
const longestOwnGap = 12;
const longestTalk = 24;
/** Words of the speaker's own, no fillers, where a number was asked for: in a break within a turn, and at its ends. */
const ownOther = 10;
const beforeAfter = 4;

/** So many digits answer a question for a card number. */
const shortestComplete = 16;
/** How far back a question for a card or a social-security number holds, in words. */
const asked = 100;

/** Joins runs into chains, in the order of the transcript. */
export function linkRuns(transcript: Transcript, runs: readonly Run[]): Chain[] {
  const chains: Chain[] = [];
  let open: Run[] = [];
  let loose = false;
  let context: "card" | "ssn" | null = null;
  let complete = -1;
  const close = () => {
    if (open.length === 0) return;
    const chain = chainOf(transcript, open, loose);
    chains.push(chain);
    if (isCardNumber(chain.digits) || chain.digits.length >= shortestComplete) complete = chain.last;
  };
  for (const run of runs) {
    const link =
      open.length === 0 || open.length >= longestChain ? null : linkOf(transcript, open, run, context);
    if (link === null) {
      close();
      open = [run];
      loose = false;
      context = contextOf(transcript, run, complete);
    } else {
      open.push(run);
      loose ||= link === "loose";
    }
  }
  close();
  return chains;
}

function chainOf(transcript: Transcript, runs: Run[], loose: boolean): Chain {
  return {
    runs,
    first: runs[0]?.first ?? 0,
    last: runs.at(-1)?.last ?? 0,
    said: runs.map(({ digits }) => digits).join(""),
    digits: collapseEcho(transcript, runs),
    loose,
  };
}

/** What was asked for, and not given yet, when a number begins; a question may name several things at once. */
function contextOf({ cues }: Transcript, run: Run, complete: number): "card" | "ssn" | null {
  const nearest = cueBefore(cues, run.first, asked, [
    "card",
    "ssn",
    "cvv",
    "phone",
    "zip",
    "date",
    "id",
    "expiry",
    "place",
  ]);
  if (nearest === null) return null;
  const near = cueBefore(cues, nearest.last + 1, 12, ["card", "ssn"]);
  if (near === null || near.last < complete) return null;
  return near.kind === "card" ? "card" : "ssn";
}

function linkOf(
  transcript: Transcript,
  open: readonly Run[],
  next: Run,
  context: "card" | "ssn" | null,
): "strict" | "loose" | null {
  const { tokens, speakers, cues } = transcript;
  const previous = open.at(-1);
  if (previous === undefined || next.first - previous.last > longestGap) return null;
  const gap = tokens.slice(previous.last + 1, next.first);
  if (
    gap.length > 0 &&
    isComplete(transcript, open, context) &&
    !gap.some(({ word }) => correctionWords.has(word))
  )
    return null;
  const own = gap.filter(({ turn }) => turn === previous.turn || turn === next.turn);
  const between = gap.filter(({ turn }) => turn !== previous.turn && turn !== next.turn);
  const isFiller = (part: typeof gap) => part.every(({ role }) => role !== "other");
  const hasCue = cueBefore(cues, next.first, next.first - previous.last - 1, blockers) !== null;
  if (own.length <= longestOwnGap && isFiller(own)) {
    if (isFiller(between) && between.length <= longestTalk) return "strict";
    const [speaker, other] = [speakers[previous.turn], speakers[next.turn]];
    const others = between.every(({ turn }) => speakers[turn] !== speaker);
    if (speaker === other && others && !hasCue && between.length <= longestTalk) return "loose";
  }
  if (context === null || hasCue || between.length > longestTalk) return null;
  const other = (part: typeof gap) => part.filter(({ role }) => role === "other").length;
  if (previous.turn === next.turn)
    return other(gap) <= ownOther && gap.some(({ word }) => interruptionWords.has(word)) ? "loose" : null;
  const isShort = (turn: number) => other(own.filter((one) => one.turn === turn)) <= beforeAfter;
  return isShort(previous.turn) && isShort(next.turn) ? "loose" : null;
}

const blockers = [
  "phone",
  "zip",
  "date",
  "id",
  "price",
  "place",
  "expiry",
  "cvv",
  "code",
  "back",
  "ssn",
  "card",
] as const;

function isComplete(transcript: Transcript, open: readonly Run[], context: "card" | "ssn" | null): boolean {
  const digits = collapseEcho(transcript, open);
  if (isCardNumber(digits)) return true;
  return context === "ssn" && digits.length === 9;
}
