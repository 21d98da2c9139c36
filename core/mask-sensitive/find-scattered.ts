import type { CueKind } from "./cue-phrases.ts";
import { cueBefore } from "./find-cues.ts";
import { isCardNumber } from "./is-card-number.ts";
import type { Chain } from "./link-runs.ts";
import type { Marks } from "./marks.ts";
import type { Transcript } from "./transcript.ts";

/** How far apart, in words, the groups of one number may be, and how far after the question for it they begin. */
const asked = 200;
const apart = 100;
/** Words of a turn that are neither digits nor fillers. */
const mostOther = 5;
const mostGroups = 10;
const rivals: readonly CueKind[] = [
  "card",
  "ssn",
  "cvv",
  "id",
  "phone",
  "zip",
  "date",
  "expiry",
  "price",
  "place",
];

/**
 * Marks numbers whose groups are given with other talk between them: groups that together make a card number by scheme
 * and check digit after talk of a card, 3-2-4 or 5-4 after talk of a social-security number.
 */
export function findScattered({ cues, tokens }: Transcript, chains: readonly Chain[], marks: Marks): void {
  const pieces = chains.filter((chain) => !marks.has(chain) && chain.digits.length <= 12);
  for (const [from, begin] of pieces.entries()) {
    if (marks.has(begin)) continue;
    const cue = cueBefore(cues, begin.first, asked, ["card", "ssn"]);
    if (cue === null) continue;
    const parts: Chain[] = [];
    for (const part of pieces.slice(from, from + mostGroups)) {
      const previous = parts.at(-1);
      if (previous && part.first - previous.last > apart) break;
      const nearest = cueBefore(cues, part.first, 12, rivals);
      if (nearest && nearest.kind !== cue.kind && nearest.last > (previous?.last ?? cue.last)) continue;
      parts.push(part);
      const digits = parts.map((one) => one.digits).join("");
      const shape = parts.map((one) => one.digits.length).join("-");
      const areAnswers = parts.every((one) => isAnswer(tokens, one));
      const first = parts[0]?.first ?? 0;
      const isList = cueBefore(cues, part.first, part.first - first, ["card"]) !== null;
      const areRound = parts.every((one) => one.digits.endsWith("0"));
      const isWhole =
        cue.kind === "card"
          ? isCardNumber(digits) ||
            (areAnswers && /^[3-6]/.test(digits) && /^4-4-4-4$|^4-6-5$/.test(shape) && !areRound && !isList)
          : areAnswers && /^(3-2-4|5-4|3-6)$/.test(shape);
      if (parts.length > 1 && isWhole)
        marks.add(
          parts.flatMap((one) => one.runs),
          cue.kind === "card" ? "card" : "ssn",
        );
      if (isWhole || digits.length > 19) break;
    }
  }
}

/** Whether the turns of a chain say little else, and no amount. */
function isAnswer(tokens: Transcript["tokens"], { runs }: Chain): boolean {
  return runs.every(({ turn, first, last, scale }) => {
    let other = 0;
    for (let at = first - 1; tokens[at]?.turn === turn && other <= mostOther; at -= 1)
      if (tokens[at]?.role === "other") other += 1;
    for (let at = last + 1; tokens[at]?.turn === turn && other <= mostOther; at += 1)
      if (tokens[at]?.role === "other") other += 1;
    return !scale && other <= mostOther;
  });
}
