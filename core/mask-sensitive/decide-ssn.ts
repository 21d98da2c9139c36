import type { CueKind } from "./cue-phrases.ts";
import { type Cue, cueAfter, cueBefore } from "./find-cues.ts";
import type { Chain } from "./link-runs.ts";
import { isPhoneShaped } from "./phone-shape.ts";
import type { Transcript } from "./transcript.ts";

/** How far back, in words, talk of a social-security number makes a number one. */
const asked = 120;
const justAsked = 60;
/** A telephone number follows soon, or after words that name it. */
const phoneAfter = 30;
const named = 8;
/** Things asked for in one question ("your social and your zip"). */
const oneQuestion = 15;
const wholeLength = 9;
/** Five digits and four guess the rest: the last four alone are not masked. */
const shortestPiece = 5;

const rivals: readonly CueKind[] = [
  "ssn",
  "last_four",
  "id",
  "zip",
  "phone",
  "date",
  "card",
  "cvv",
  "expiry",
  "place",
];

/** Whether a chain reads out a social-security number: nine digits where it was asked for, or 3-2-4 as it is written. */
export function isSsn(transcript: Transcript, chain: Chain, isFound: (cue: Cue) => boolean): boolean {
  const { cues } = transcript;
  const { digits, said, first } = chain;
  const groups = chain.runs.flatMap((run) => run.groups).join("-");
  const isWhole = digits.length === wholeLength || said.length === wholeLength;
  if (isWhole) {
    if (cueAfter(cues, chain.last + 1, named, ["ssn"]) !== null) return true;
    const cue = cueBefore(cues, first, asked, ["ssn", "social", "id", "zip", "phone"]);
    if (cue?.kind === "ssn" || cue?.kind === "social") return true;
    const sameQuestion = cue && cueBefore(cues, cue.first, oneQuestion, ["ssn"]);
    if (sameQuestion && groups !== "5-4") return true;
    if (groups === "3-2-4") return cue?.kind !== "id" || first - cue.last > named;
    return false;
  }
  if (digits.length < shortestPiece) return false;
  const nearest = cueBefore(cues, first, justAsked, rivals);
  if (nearest?.kind !== "ssn" || isPhoneShaped(chain)) return false;
  if (digits.length > wholeLength) return digits.length !== 10 || first - nearest.last <= phoneAfter;
  return (
    !isFound(nearest) && cueBefore(cues, nearest.first, oneQuestion, ["date", "zip", "last_four"]) === null
  );
}
