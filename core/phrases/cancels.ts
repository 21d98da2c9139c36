import { negativeWords } from "./compile-pattern.ts";
import type { Found } from "./find-pattern.ts";
import type { PreparedTranscript } from "./prepared-transcript.ts";

/** What makes the words of a phrase mean something else: who only supposes, retells, asks, or speaks of somebody else. */
export type Cancel = "hypothetical" | "report" | "question" | "other_company";

/** How many words before a match are read for each. */
const reach = { negation: 3, hypothetical: 8, report: 10, question: 4, other_company: 12 };

/** "no ma'am we are", "no this is": an answer, which negates nothing that follows. */
const answersNo =
  /^(no) (i|we|you|he|she|they|it|this|that|the|my|your|sir|ma'am|miss|because|but|so|do|is|can)\b/;
/** "not only", "not just": says more, not less. */
const saysMore = /\bnot (only|just|even)\b/g;

const hypothetical =
  /\b(what if|suppose|supposing|imagine|pretend|for example|would that be|would it be|would you be|let us say|as if|if (i|we) (say|said|tell|told|was|were|had|claim|claimed|call|called|promise|promised)|(if|when|unless) (somebody|someone|anybody|anyone|people|he|she|a caller|some guy|another)|(would|could|should|can|do|did|will|to) (not|never) (ever )?(say|tell|claim|promise|imply|pretend|call|mean)|never (say|said|tell|told|claim|claimed|promise|promised))\b/;

const reporters =
  "he|she|they|it|somebody|someone|people|everybody|guy|lady|man|woman|fella|fellow|one|ones|caller|agent|company|outfit|neighbor|friend|sister|brother|mother|father|mom|dad|daughter|son|wife|husband|cousin|aunt|uncle|coworker|buddy|ad|ads|commercial|flyer|letter|website|tv|facebook|postcard|voicemail|recording|message|messages|who";
const report = new RegExp(
  `\\b((${reporters})( \\S+)? (say|says|said|saying|tell|tells|told|telling|claim|claims|claimed|claiming|swore|swears|promise|promises|promised|pretended|called|calls|goes|kept|keeps|was like|was|were)|(told|promised|warned|offered|asked) (me|us|him|her|them|you)|according to|supposedly|i (heard|read|saw) (that|about|on|in|where)|so called)\\b`,
);

const otherCompany =
  /\b((other|different|another|previous|earlier|last)( \S+)? (company|companies|outfit|place|guy|guys|agency|agent|lady|man|one|ones|people|caller|bunch|office|firm|line)|somebody else|someone else|competitor|they are (a|another) different)\b/;

const asks =
  /(?<!\b(i|we|you|they|he|she|it|this|that|there|here|and|name|call|line|which|who) )\b(are|is|am|was|were|do|does|did|can|could|will|would|have|has|had) (not )?(you|this|it|that|they|i|he|she|we|there|these|those|your|the)( \S+){0,2} $/;

/** Does "not", "never" or "nobody" stand just before the match, in its sentence? */
export function negated(transcript: PreparedTranscript, found: Found): boolean {
  const before = wordsBefore(transcript, found.from, reach.negation);
  for (const [index, word] of before.entries()) {
    if (!negativeWords.has(word)) continue;
    const rest = [...before.slice(index), ...transcript.words.slice(found.from, found.from + 1)].join(" ");
    if (answersNo.test(rest)) continue;
    if (
      rest
        .replace(saysMore, "")
        .split(" ")
        .some((one) => negativeWords.has(one))
    )
      return true;
  }
  return false;
}

/** Is what was matched only supposed, retold, asked, or said of another company? */
export function cancelled(transcript: PreparedTranscript, found: Found, by: readonly Cancel[]): boolean {
  const text = (words: number, acrossSentences: boolean) =>
    `${wordsBefore(transcript, found.from, words, acrossSentences).join(" ")} `;
  return by.some((cancel) => {
    if (cancel === "hypothetical") return hypothetical.test(text(reach.hypothetical, false));
    if (cancel === "report") return report.test(text(reach.report, false));
    if (cancel === "other_company") return otherCompany.test(text(reach.other_company, true));
    return isQuestion(transcript, found) || asks.test(text(reach.question, false));
  });
}

function isQuestion({ closes, asks: asked }: PreparedTranscript, { to }: Found): boolean {
  let at = to - 1;
  while (at < closes.length && !closes[at]) at += 1;
  return asked[at] === true;
}

/** The words before a position in its turn, in order; up to the start of its sentence unless told otherwise. */
function wordsBefore(
  { words, closes, turnOf }: PreparedTranscript,
  from: number,
  most: number,
  acrossSentences = false,
): string[] {
  let at = from;
  while (at > 0 && from - at < most && turnOf[at - 1] === turnOf[from]) {
    if (!acrossSentences && closes[at - 1]) break;
    at -= 1;
  }
  return words.slice(at, from);
}
