import { type Cue, cueAfter, cueBefore } from "./find-cues.ts";
import { isCardNumber } from "./is-card-number.ts";
import type { Chain } from "./link-runs.ts";
import { isPhoneShaped } from "./phone-shape.ts";
import type { Transcript } from "./transcript.ts";

/** How far back, in words, talk of a card makes a number one: a long one, and one that is a piece of a card number. */
const asked = 120;
const justAsked = 40;
/** A number that is named in these many words before it ("policy number ...") is what it is called. */
const named = 8;
const talkOfCards = 60;
/** With talk of a card a number this long is one, whatever its check digit: speech engines lose and add digits. */
const shortestWithTalk = 12;
const shortestPiece = 8;
/** A card number with a group said twice. */
const longestCorrected = 24;
/** More digits than these are no list of amounts. */
const mostAmounts = 64;
/** Without any talk: a check digit alone is right by chance in one of ten. */
const shortestWithout = 13;

/**
 * Whether a chain reads out a card number: by scheme and check digit, by its groups (4-4-4-4, 4-6-5), or by length where
 * the talk is of a card.
 */
export function isCard(transcript: Transcript, chain: Chain, isFound: (cue: Cue) => boolean): boolean {
  const { cues } = transcript;
  const length = chain.digits.length;
  if (chain.said.length < shortestPiece) return false;
  const talk = cueBefore(cues, chain.first, talkOfCards, ["card", "cvv"]);
  const isNamed =
    talk === null &&
    cueBefore(cues, chain.first, named, ["id", "phone", "ssn"]) !== null &&
    !(groupsOf(chain) === "4-4-4-4" && isCardNumber(chain.digits));
  if (!isNamed && (readings(transcript, chain).some(isCardNumber) || holdsCard(chain) || isGrouped(chain)))
    return true;
  if (isAmounts(chain) || isPhoneShaped(chain)) return false;
  const cue = cueBefore(cues, chain.first, asked, ["card", "id", "phone"]);
  if (length >= shortestWithTalk && cue?.kind === "card") return true;
  if (length >= shortestWithTalk && cueAfter(cues, chain.last + 1, named, ["card"]) !== null) return true;
  const nearest = cueBefore(cues, chain.first, justAsked, [
    "card",
    "id",
    "phone",
    "zip",
    "date",
    "ssn",
    "social",
    "cvv",
    "expiry",
    "price",
    "last_four",
    "place",
  ]);
  const isPiece = !chain.loose && length >= shortestPiece && length < shortestWithTalk;
  return isPiece && nearest?.kind === "card" && !isFound(nearest);
}

/** The digits as said, without echoes, and of each speaker alone. */
function readings({ speakers }: Transcript, { runs, said, digits }: Chain): string[] {
  const bySpeaker = new Map<string, string>();
  for (const run of runs) {
    const speaker = speakers[run.turn] ?? "";
    bySpeaker.set(speaker, (bySpeaker.get(speaker) ?? "") + run.digits);
  }
  return [said, digits, ...bySpeaker.values()];
}

/** A whole card number that begins and ends with runs, among others ("4111 ... 1111" after a postcode). */
function holdsCard({ runs, loose }: Chain): boolean {
  if (loose) return false;
  for (let from = 0; from < runs.length; from += 1) {
    let digits = "";
    for (const run of runs.slice(from)) {
      digits += run.digits;
      if (digits.length > 19) break;
      if (digits.length > shortestWithout && isCardNumber(digits)) return true;
    }
    for (let cut = 14; cut <= 19 && cut < (runs[from]?.digits.length ?? 0); cut += 1)
      if (isCardNumber(runs[from]?.digits.slice(0, cut) ?? "")) return true;
  }
  return false;
}

/** Written or said in the groups of a card, whole or with a group too many; a list of years is none. */
function isGrouped(chain: Chain): boolean {
  const { digits } = chain;
  const years = digits.match(/.{4}/g)?.every((group) => /^(19|20)/.test(group)) ?? false;
  const isLong = digits.length >= 15 && digits.length <= longestCorrected;
  return !years && isLong && /^[2-6]/.test(digits) && /^(4-4-4-|4-6-5)/.test(groupsOf(chain));
}

function groupsOf({ runs }: Chain): string {
  return runs.flatMap(({ groups }) => groups).join("-");
}

/** "4200, 3100 and 2800": what somebody owes on their cards. */
function isAmounts({ runs, said }: Chain): boolean {
  if (said.length > mostAmounts) return false;
  const groups = runs.flatMap(({ groups: lengths, digits }) =>
    lengths.map((length, at) => {
      const from = lengths.slice(0, at).reduce((sum, one) => sum + one, 0);
      return digits.slice(from, from + length);
    }),
  );
  const scales = runs.filter(({ scale }) => scale).length;
  return scales > 1 || (groups.length > 1 && groups.every((group) => /^[1-9]\d{1,2}0$/.test(group)));
}
