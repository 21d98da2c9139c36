import type { CueKind } from "./cue-phrases.ts";
import { type Cue, cueBefore } from "./find-cues.ts";
import type { Run } from "./find-runs.ts";
import type { Chain } from "./link-runs.ts";
import { isExpiry } from "./split-card-tail.ts";
import type { Transcript } from "./transcript.ts";

/** How far back, in words, a question for the code holds. */
const asked = 60;
/** Things asked for in one question ("the expiration and the three digits on the back"). */
const oneQuestion = 15;
/** What the answer may hold before the code: "um okay that would be". */
const ownOther = 4;

const rivals: readonly CueKind[] = [
  "cvv",
  "code",
  "back",
  "expiry",
  "zip",
  "phone",
  "date",
  "id",
  "price",
  "place",
  "card",
  "ssn",
  "social",
  "last_four",
];

/** The runs of a chain that are a card's security code: three or four digits where it was asked for. */
export function cvvRuns(transcript: Transcript, chain: Chain, cardTalk: boolean): Run[] {
  const nearest = cueBefore(transcript.cues, chain.first, asked, rivals);
  if (nearest === null) return [];
  const isCode = (cue: Cue | null) => cue !== null && namesCode(transcript, cue, cardTalk);
  const sameQuestion = cueBefore(transcript.cues, nearest.first, oneQuestion, ["cvv", "code", "back"]);
  const direct = isCode(nearest);
  if (!direct && !(isCode(sameQuestion) && mayAskBoth(nearest, sameQuestion))) return [];
  if (!isAnswer(transcript, chain, nearest)) return [];
  const askedExpiry =
    nearest.kind === "expiry" || cueBefore(transcript.cues, nearest.first, oneQuestion, ["expiry"]) !== null;
  const runs = chain.runs.filter(({ digits }) => !(askedExpiry && isExpiry(digits)));
  if (chain.digits.length === 2)
    return direct && isAlone(transcript, chain) && chain.first - nearest.last <= ownOther * 3 ? runs : [];
  if (chain.digits.length <= 4) return runs;
  if (chain.digits.length > 10) return [];
  const pieces = runs.filter(({ digits }) => digits.length === 3 || digits.length === 4);
  if (pieces.length > 0) return pieces;
  return direct && runs.every(({ digits }) => digits.length < 3)
    ? runs
    : direct && chain.digits.length <= 8
      ? runs
      : [];
}

/** A code may be asked for together with what else stands on a card or belongs to paying with it. */
function mayAskBoth({ kind, first }: Cue, code: Cue | null): boolean {
  return (
    ["expiry", "zip", "card", "price", "place", "date"].includes(kind) &&
    code !== null &&
    first - code.last <= oneQuestion
  );
}

function isAnswer({ tokens }: Transcript, { first }: Chain, cue: Cue): boolean {
  const turn = tokens[first]?.turn;
  let other = 0;
  for (let at = first - 1; at > cue.last; at -= 1) {
    const token = tokens[at];
    if (token?.turn !== turn) break;
    if (token?.role === "other") other += 1;
  }
  return other <= ownOther;
}

/** Whether the turns of a chain hold nothing but it and fillers. */
function isAlone({ tokens }: Transcript, { first, last, runs }: Chain): boolean {
  const turn = runs[0]?.turn;
  for (let at = first - 1; tokens[at]?.turn === turn && at >= 0; at -= 1)
    if (tokens[at]?.role === "other") return false;
  for (let at = last + 1; tokens[at]?.turn === turn; at += 1) if (tokens[at]?.role === "other") return false;
  return true;
}

/** "The code" and "the back" are of a card where the talk is of one, of its security code, or of both. */
function namesCode({ cues }: Transcript, { kind, first }: Cue, cardTalk: boolean): boolean {
  if (kind === "cvv") return true;
  if (kind !== "code" && kind !== "back") return false;
  if (cardTalk || cueBefore(cues, first, asked, ["cvv"]) !== null) return true;
  return cueBefore(cues, first, oneQuestion, [kind === "code" ? "back" : "code"]) !== null;
}
