import { seeded } from "./seeded.ts";

export interface Said {
  speaker: string;
  text: string;
}

/** A made-up piece of a call and what was said in it. */
export interface SpokenNumber {
  kind: "card" | "cvv" | "ssn" | "harmless";
  /** The digits of the sensitive number; of a harmless one what must stay as it is. */
  digits: string;
  form: string;
  turns: Said[];
}

type Pick = <T>(from: readonly [T, ...T[]]) => T;

export class NumberSpeaker {
  readonly #random: () => number;
  constructor(seed: number) {
    this.#random = seeded(seed);
  }
  chance(share: number): boolean {
    return this.#random() < share;
  }
  below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }
  readonly pick: Pick = (from) => from[this.below(from.length)] ?? from[0];
  digits(length: number): string {
    return Array.from({ length }, () => this.below(10)).join("");
  }

  /** Groups of digits as they would be said or written, in one of many ways. */
  say(groups: readonly string[]): string[] {
    const form = this.pick(["digits", "words", "words", "pairs", "doubles", "oh", "spanish", "mixed"]);
    return groups.map((group) => {
      const way = form === "mixed" ? this.pick(["digits", "words", "pairs", "doubles", "oh"]) : form;
      if (way === "digits") return group;
      if (way === "pairs") return pairs(group);
      if (way === "doubles") return doubles(group);
      return [...group]
        .map((digit) =>
          way === "oh" && digit === "0" ? "oh" : (way === "spanish" ? spanish : english)[Number(digit)],
        )
        .join(" ");
    });
  }
}

const english = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
const spanish = ["cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"];
const teens = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ");
const tens = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split(" ");

/** "4111" as "forty one eleven", "64706" as "six forty seven oh six"; a pair that begins with zero as two digits. */
function pairs(group: string): string {
  const odd = group.length % 2;
  return [group.slice(0, odd), ...(group.slice(odd).match(/../g) ?? [])]
    .filter((pair) => pair !== "")
    .map((pair) => {
      const [first = "0", second] = [...pair];
      if (second === undefined) return english[Number(first)];
      if (first === "0") return `oh ${english[Number(second)]}`;
      if (first === "1") return teens[Number(second)];
      return second === "0" ? tens[Number(first)] : `${tens[Number(first)]} ${english[Number(second)]}`;
    })
    .join(" ");
}

function doubles(group: string): string {
  return (group.match(/(\d)\1{0,2}/g) ?? [])
    .map((run) => {
      const digit = english[Number(run[0])];
      return run.length === 3 ? `triple ${digit}` : run.length === 2 ? `double ${digit}` : digit;
    })
    .join(" ");
}

const brands: readonly [string, number, readonly number[]][] = [
  ["4", 16, [4, 4, 4, 4]],
  ["51", 16, [4, 4, 4, 4]],
  ["2221", 16, [4, 4, 4, 4]],
  ["34", 15, [4, 6, 5]],
  ["37", 15, [4, 6, 5]],
  ["6011", 16, [4, 4, 4, 4]],
  ["3530", 16, [4, 4, 4, 4]],
  ["36", 14, [4, 6, 4]],
  ["62", 19, [4, 4, 4, 4, 3]],
  ["6304", 16, [4, 4, 4, 4]],
];

function checkDigit(payload: string): string {
  let sum = 0;
  for (const [at, digit] of [...payload].reverse().entries()) {
    const value = Number(digit) * (at % 2 === 0 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return String((10 - (sum % 10)) % 10);
}

function cut(digits: string, lengths: readonly number[]): string[] {
  const groups: string[] = [];
  let from = 0;
  for (const length of lengths) {
    groups.push(digits.slice(from, from + length));
    from += length;
  }
  return groups.filter((group) => group !== "");
}

const confirm = [
  "okay",
  "mm-hm",
  "got it",
  "uh-huh go ahead",
  "yes ma'am",
  "alright",
  "okay next four",
  "perfect keep going",
] as const;
const hesitate = ["uh", "um", "let me see", "hold on", "and then", "okay so", "dash"] as const;

/** Puts said groups into turns: all in one, with hesitation, over turns with confirmations, read back, cut by the engine. */
function spread(
  speaker: NumberSpeaker,
  groups: readonly string[],
  who: string,
  other: string,
): { form: string; turns: Said[] } {
  const form = speaker.pick([
    "one turn",
    "hesitating",
    "confirmed",
    "read back",
    "cut",
    "digit a turn",
    "corrected",
    "dashes",
  ]);
  const say = (text: string): Said => ({ speaker: who, text });
  if (form === "one turn") return { form, turns: [say(groups.join(" "))] };
  if (form === "dashes")
    return { form, turns: [say(groups.join(speaker.pick(["-", ", ", " dash ", ". ", " - "])))] };
  if (form === "hesitating") return { form, turns: [say(groups.join(` ${speaker.pick(hesitate)} `))] };
  if (form === "corrected") {
    const [first = "", ...rest] = groups;
    return { form, turns: [say([first, "no sorry", first, ...rest].join(" "))] };
  }
  if (form === "cut") return { form, turns: groups.map(say) };
  if (form === "digit a turn") return { form, turns: groups.flatMap((group) => group.split(" ").map(say)) };
  return {
    form,
    turns: groups.flatMap((group) => [
      say(group),
      { speaker: other, text: form === "read back" ? group : speaker.pick(confirm) },
    ]),
  };
}

/** A card number of any scheme; one in six with a digit that was heard wrong. */
export function spokenCard(speaker: NumberSpeaker): SpokenNumber {
  const [prefix, length, lengths] = speaker.pick(brands as [(typeof brands)[0], ...typeof brands]);
  const payload = prefix + speaker.digits(length - 1 - prefix.length);
  const isHeardWrong = speaker.chance(1 / 6);
  const digits = isHeardWrong
    ? payload + String((Number(checkDigit(payload)) + 1) % 10)
    : payload + checkDigit(payload);
  const groups = speaker.say(speaker.chance(0.8) ? cut(digits, lengths) : [digits]);
  const { form, turns } = spread(speaker, groups, "caller", "agent");
  const asks = speaker.pick([
    "can I get the card number please",
    "alright go ahead with the sixteen digits on the front of the card",
    "and what's the number on your visa",
    "okay I'm ready for your credit card whenever you are",
  ]);
  const isAsked = isHeardWrong || speaker.chance(0.85);
  return {
    kind: "card",
    digits,
    form: `${form}${isAsked ? "" : ", not asked"}`,
    turns: [
      { speaker: "agent", text: "thanks for holding so that is the gold plan" },
      ...(isAsked
        ? [
            { speaker: "agent", text: asks },
            {
              speaker: "caller",
              text: speaker.pick(["yeah one second", "sure it's", "let me get my purse okay"]),
            },
          ]
        : []),
      ...turns,
      { speaker: "agent", text: "thank you and what is the best time to reach you" },
    ],
  };
}

export function spokenSsn(speaker: NumberSpeaker): SpokenNumber {
  const digits = `${String(1 + speaker.below(665)).padStart(3, "0")}${String(1 + speaker.below(99)).padStart(2, "0")}${String(1 + speaker.below(9999)).padStart(4, "0")}`;
  const groups = speaker.say(speaker.chance(0.8) ? cut(digits, [3, 2, 4]) : [digits]);
  const { form, turns } = spread(speaker, groups, "caller", "agent");
  const asks = speaker.pick([
    "I just need your social security number to pull that up",
    "and your social",
    "what is the full social for the applicant",
    "can you verify the SSN for me",
  ]);
  return {
    kind: "ssn",
    digits,
    form,
    turns: [
      { speaker: "agent", text: asks },
      {
        speaker: "caller",
        text: speaker.pick(["okay", "uh sure", "is this secure", "hang on let me find it"]),
      },
      ...turns,
      { speaker: "agent", text: "great and how many people are in the household" },
    ],
  };
}

export function spokenCvv(speaker: NumberSpeaker): SpokenNumber {
  const digits = speaker.digits(speaker.chance(0.8) ? 3 : 4);
  const [text = ""] = speaker.say([digits]);
  const asks = speaker.pick([
    "and the security code",
    "what are the three digits on the back",
    "and the CVV please",
    "I need the code on the back of the card",
    "and the four digits on the front if it's an amex",
    "okay and the cvc number",
  ]);
  const form = speaker.pick(["answered", "read back", "volunteered", "digit a turn"]);
  const answer: Said[] =
    form === "digit a turn"
      ? text.split(" ").map((one) => ({ speaker: "caller", text: one }))
      : [
          {
            speaker: "caller",
            text: `${speaker.pick(["it's ", "uh ", "that's gonna be ", "", "okay "])}${text}`,
          },
        ];
  const turns: Said[] =
    form === "volunteered"
      ? [
          {
            speaker: "caller",
            text: `and the ${speaker.pick(["security code", "cvv", "code on the back"])} is ${text}`,
          },
        ]
      : [{ speaker: "agent", text: asks }, ...answer];
  return {
    kind: "cvv",
    digits,
    form,
    turns: [
      { speaker: "agent", text: "alright let's take care of the payment" },
      ...turns,
      ...(form === "read back" ? [{ speaker: "agent", text: `${text} thank you` }] : []),
      { speaker: "agent", text: "that went through you're all set" },
    ],
  };
}

/** Numbers that people say on such calls and that must stay. */
export function harmlessNumber(speaker: NumberSpeaker): SpokenNumber {
  const say = (groups: readonly string[]) => speaker.say(groups).join(" ");
  const [form, asks, digits, answer] = speaker.pick(harmless)(speaker, say);
  return {
    kind: "harmless",
    digits,
    form,
    turns: [
      {
        speaker: "agent",
        text: speaker.pick([
          "thanks for calling how can I help",
          "okay let me pull that up",
          "this call may be recorded",
        ]),
      },
      { speaker: "agent", text: asks },
      { speaker: "caller", text: answer },
      {
        speaker: "agent",
        text: speaker.pick([
          "got it thank you",
          "perfect",
          "okay one moment please",
          "and you're happy with that",
        ]),
      },
    ],
  };
}

type Harmless = (
  speaker: NumberSpeaker,
  say: (groups: readonly string[]) => string,
) => readonly [form: string, asks: string, digits: string, answer: string];

const harmless: [Harmless, ...Harmless[]] = [
  (s, say) => {
    const groups = [`${2 + s.below(8)}${s.digits(2)}`, s.digits(3), s.digits(4)];
    return [
      "phone",
      s.pick([
        "what's a good number for you",
        "and your phone number",
        "can I call you back if we get cut off",
      ]),
      groups.join(""),
      `sure it's ${say(groups)}`,
    ];
  },
  (s, say) => {
    const groups = ["1", s.pick(["800", "888", "877", "866"]), s.digits(3), s.digits(4)];
    return ["toll-free", "who did you speak to", groups.join(""), `I called ${say(groups)}`];
  },
  (s, say) => {
    const zip = s.digits(5);
    return ["zip", s.pick(["what zip code are you in", "and the zip"]), zip, say([zip])];
  },
  (s, say) => {
    const groups = [s.digits(5), s.digits(4)];
    return ["zip+4", "what's the full zip code", groups.join(""), `it's ${say(groups)}`];
  },
  (s) => {
    const month = s.pick(["january", "march", "may", "august", "november"]);
    const year = `19${40 + s.below(50)}`;
    return ["birth", "what's your date of birth", year, `${month} ${1 + s.below(28)} ${year}`];
  },
  (s, say) => {
    const groups = [
      String(1 + s.below(12)).padStart(2, "0"),
      String(1 + s.below(28)).padStart(2, "0"),
      `19${40 + s.below(50)}`,
    ];
    return ["birth in digits", "and your birthday", groups.join(""), say(groups)];
  },
  (s, say) => {
    const id = s.digits(6 + s.below(7));
    return [
      "id",
      s.pick([
        "what's your policy number",
        "do you have the claim number",
        "your member ID please",
        "read me the confirmation number",
        "what is the reference number",
      ]),
      id,
      say([id]),
    ];
  },
  (s) => {
    const dollars = String(20 + s.below(900));
    return ["price", "what are you paying now", dollars, `about ${dollars} dollars a month`];
  },
  (s, say) => {
    const price = String(100 + s.below(800));
    return [
      "price in words",
      "so the premium comes to what was it",
      price,
      `${say([price])} a month and a ${say([String(500 + s.below(5000))])} deductible`,
    ];
  },
  (s, say) => {
    const last = s.digits(4);
    return ["last four", "can you verify the last four of your social", last, say([last])];
  },
  (s, say) => {
    const house = s.digits(4);
    return ["address", "and what's the street address", house, `${say([house])} maple street`];
  },
  (s) => {
    const times = `${1 + s.below(12)}:${10 + s.below(49)}`;
    return [
      "time",
      "when works for you",
      times,
      `${times} on the ${1 + s.below(28)}th or maybe at three thirty`,
    ];
  },
  (s) => {
    const age = String(18 + s.below(70));
    return [
      "ages",
      "how old is everyone",
      age,
      `I'm ${age} my wife's ${20 + s.below(60)} and the kids are 12 9 and 7`,
    ];
  },
  (s, say) => {
    const parts = [s.digits(3), s.digits(2), s.digits(4)];
    return [
      "amounts",
      "let's add up the balances",
      parts.join(""),
      `there's ${say([`4${s.digits(3)}`])} on one then ${say([`2${s.digits(3)}`])} and ${say([s.digits(3)])} on the last`,
    ];
  },
  (s) => {
    const id = `${1 + s.below(9)}EG${s.below(10)}-TE${s.below(10)}-MK${s.digits(2)}`;
    return ["medicare id", "could you read me your medicare number", id, id];
  },
  (s, say) => {
    const groups = [s.pick(["01", "04", "07", "11"]), s.pick(["26", "27", "28", "29"])];
    return ["expiry", "and the expiration on that card", groups.join(""), say(groups)];
  },
  (s, say) => {
    const last = s.digits(4);
    return ["card's last four", "which card did you use", last, `the visa ending in ${say([last])}`];
  },
  (s, say) => {
    const order = s.digits(9);
    return ["order", "what's the order number", order, say([order])];
  },
  (s) => {
    const years = [1998 + s.below(20), 2005 + s.below(15), 2010 + s.below(10)];
    return [
      "cars",
      "which cars are on the policy",
      years.join(""),
      `a ${years[0]} camry a ${years[1]} f150 and a ${years[2]} civic`,
    ];
  },
];
