import { expect, test } from "vitest";
import { holdsPiece, spokenDigits } from "../../test/support/spoken-digits.ts";
import {
  harmlessNumber,
  NumberSpeaker,
  type Said,
  type SpokenNumber,
  spokenCard,
  spokenCvv,
  spokenSsn,
} from "../../test/support/spoken-numbers.ts";
import { maskRecord } from "./mask-record.ts";
import { maskSegments, maskTranscript } from "./mask-transcript.ts";

const mask = (turns: readonly Said[]) =>
  maskSegments(turns.map((turn) => ({ ...turn, start: null, end: null }))).map(({ text }) => text);
const of = (count: number, seed: number, make: (speaker: NumberSpeaker) => SpokenNumber) => {
  const speaker = new NumberSpeaker(seed);
  return Array.from({ length: count }, () => make(speaker));
};
/** What stays of a number that should be gone: eight digits in a row of a card, five of a social-security number. */
const pieces = { card: 8, ssn: 5, cvv: 0, harmless: 0 };

function leaks({ kind, digits, turns }: SpokenNumber): boolean {
  const masked = mask(turns);
  const left = masked.join(" ").replaceAll(/\[\w+\]/g, "");
  if (!masked.join(" ").includes(`[${kind}]`)) return true;
  if (kind === "cvv") return spokenDigits(masked.slice(-4).join(" ")).includes(digits);
  return holdsPiece(left, digits, pieces[kind]);
}
const shown = (numbers: readonly SpokenNumber[]) =>
  numbers.slice(0, 20).map(({ form, digits, turns }) => ({
    form,
    digits,
    was: turns.map(({ text }) => text).join(" | "),
    is: mask(turns).join(" | "),
  }));

test.each([
  ["card numbers", 1200, spokenCard],
  ["social-security numbers", 1200, spokenSsn],
  ["security codes", 1200, spokenCvv],
])("of %s none of %i stays", (_name, count, make) => {
  const left = of(count, 20261130, make).filter(leaks);
  expect(shown(left)).toEqual([]);
});

test("of 2500 harmless numbers at most 1 % are masked", () => {
  const numbers = of(2500, 7, harmlessNumber);
  const wrong = numbers.filter(
    ({ turns }) => mask(turns).join(" ") !== turns.map(({ text }) => text).join(" "),
  );
  expect(wrong.length, JSON.stringify(shown(wrong), null, 1)).toBeLessThanOrEqual(numbers.length / 100);
});

test("a turn reads well, its other words stay as they are, and an expiry stays", () => {
  expect(
    mask([
      { speaker: "caller", text: "My card is 4111-1111-1111-1111, exp 12/27, and the code is 987. Thanks!" },
      { speaker: "agent", text: "Thank you. And the social?" },
      { speaker: "caller", text: "Two one nine, uh, oh nine; ninety-nine ninety-nine." },
    ]),
  ).toEqual([
    "My card is [card], exp 12/27, and the code is [cvv]. Thanks!",
    "Thank you. And the social?",
    "[ssn].",
  ]);
});

test("words of a turn in one mask keep its first start and its last end, and still are the turn's text", () => {
  const words = "my card is four one one one 1111 uh 1111, 1111. okay"
    .split(" ")
    .map((word, at) => ({ word, start: at, end: at + 0.5, confidence: at / 20, speaker: "caller" }));
  const text = words.map(({ word }) => word).join(" ");
  const masked = maskTranscript({ segments: [{ speaker: "caller", start: 0, end: 12, text }], words });
  expect(masked.words).toEqual([
    ...words.slice(0, 3),
    { word: "[card].", start: 3, end: 10.5, confidence: 0.15, speaker: "caller" },
    words.at(-1),
  ]);
  expect(masked.segments[0]?.text).toBe(masked.words.map(({ word }) => word).join(" "));
  const apart = maskTranscript({ segments: [], words });
  expect(apart.words, "words that belong to no turn are masked all the same").toEqual(masked.words);
});

test.each([
  "٤١١١١١١١١١١١١١١١",
  "४१११ ११११ ११११ ११११",
  "۴۱۱۱-۱۱۱۱-۱۱۱۱-۱۱۱۱",
  "𞥔𞥑𞥑𞥑 1111 𞥑111 1111",
  "４１１１ 1111 1111 ๑111",
  "4111x1111x1111x1111",
  "4111X1111x1111X1111",
  "4111 x 1111 x 1111 x 1111",
  "٤١١١x١١١١x1111x1111",
  "41x11x11x11x11x11x11x11",
])("a card number in digits of any script, or with an x between its groups, is one: %s", (card) => {
  expect(mask([{ speaker: "caller", text: `it is ${card} okay` }])).toEqual(["it is [card] okay"]);
  expect(maskRecord({ note: card }), "a field that holds nothing else").toEqual({ note: "[card]" });
});

test.each(["1920x1080 or 3840x2160", "a room of 12x14x16 feet", "4 x 4 x 8", "4x4", "part 10x20x30x40"])(
  "%s stays",
  (text) => expect(mask([{ speaker: "caller", text: `it is ${text}` }])).toEqual([`it is ${text}`]),
);

test("an hour's talk of 10,000 words is read in a moment of a processor, and no input takes long", () => {
  const speaker = new NumberSpeaker(5);
  const talk: Said[] = [];
  for (let words = 0; words < 10_000; words += 150) {
    talk.push(...harmlessNumber(speaker).turns, ...spokenCard(speaker).turns);
    const line = Array.from({ length: 12 }, () =>
      speaker.pick(["so", "the", "plan", "we", "said", "doctor", "coverage"]),
    );
    for (let turn = 0; turn < 9; turn += 1) talk.push({ speaker: "agent", text: line.join(" ") });
  }
  const segments = talk.map((turn) => ({ ...turn, start: null, end: null }));
  // 30 to 80 ms, by the machine; what grows with the square of the words takes seconds.
  const best = Math.min(...Array.from({ length: 3 }, () => millisecondsOf(() => maskSegments(segments))));
  expect(best).toBeLessThan(1_000);
  for (const piece of [
    "four ",
    "card number four ",
    "cvv is 411 ",
    "uh ",
    "4",
    "oh ",
    "4111 ",
    "4-",
    "4x",
    "41x1",
    "٤",
    "$1,",
    "social is 411 22 a ",
  ]) {
    const text = `card number ${piece.repeat(30_000 / piece.length)}`;
    expect(
      millisecondsOf(() => mask([{ speaker: "caller", text }])),
      piece,
    ).toBeLessThan(5_000);
  }
});

/** Of this process's processor, so that what else the machine does does not count. */
function millisecondsOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
