import { isCard } from "./decide-card.ts";
import { cvvRuns } from "./decide-cvv.ts";
import { isSsn } from "./decide-ssn.ts";
import { type Cue, cueAfter, cueBefore } from "./find-cues.ts";
import { findRepeats } from "./find-repeats.ts";
import { findRuns, type Run } from "./find-runs.ts";
import { findScattered } from "./find-scattered.ts";
import { linkRuns } from "./link-runs.ts";
import { Marks } from "./marks.ts";
import { isExpiry } from "./split-card-tail.ts";
import type { Transcript } from "./transcript.ts";

/** A code that nobody names follows its card within so many words; unnamed talk of one holds so long after the card. */
const rightAfterCard = 6;
const afterCard = 80;
const justBefore = 32;

const namedWithin = 9;
/** Month, four-digit year and a code of four. */
const mostRead = 10;

/** Marks every word of a transcript that belongs to a card number, a security code or a social-security number. */
export function findSensitive(transcript: Transcript): Marks {
  const marks = new Marks(transcript);
  const chains = linkRuns(transcript, findRuns(transcript.tokens));
  for (const chain of chains) {
    const isFound = (cue: Cue) => marks.between(cue.last + 1, chain.first - 1);
    const isNine = chain.digits.length === 9 && isSsn(transcript, chain, isFound);
    if (!isNine && isCard(transcript, chain, isFound)) marks.addCard(chain);
    else if (isNine || isSsn(transcript, chain, isFound)) marks.add(chain.runs, "ssn");
  }
  findScattered(transcript, chains, marks);
  for (const chain of chains) {
    if (marks.has(chain)) continue;
    const cardTalk =
      marks.between(chain.first - afterCard, chain.first - 1, "card") ||
      cueBefore(transcript.cues, chain.first, justBefore, ["card"]) !== null ||
      cueAfter(transcript.cues, chain.last + 1, justBefore / 4, ["card"]) !== null;
    marks.addCodes(cvvRuns(transcript, chain, cardTalk));
    if (marks.has(chain)) continue;
    const codes = chain.runs.filter(({ digits }) => /^\d{3,4}$/.test(digits) && !isExpiry(digits));
    const [code] = codes;
    if (codes.length !== 1 || code === undefined || chain.digits.length > mostRead) continue;
    if (isNamedAfter(transcript, code, cardTalk) || marks.followsCard(chain, rightAfterCard))
      marks.addCodes(codes);
  }
  findRepeats(transcript, chains, marks);
  return marks;
}

/** "... that's the security code", or "... on the back" where the talk is of a card. */
function isNamedAfter({ tokens, cues }: Transcript, { last, turn }: Run, cardTalk: boolean): boolean {
  const cue = cueAfter(cues, last + 1, namedWithin, cardTalk ? ["cvv", "code", "back"] : ["cvv"]);
  if (cue === null || tokens[cue.first]?.turn !== turn) return false;
  return (
    cue.first <= last + 2 || /^(that's|thats|that|is|was|being|for|as)$/.test(tokens[last + 1]?.word ?? "")
  );
}
