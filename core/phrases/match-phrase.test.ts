import { expect, test } from "vitest";
import { Phrase, Rule } from "../rule.ts";
import { canonicalWords } from "./canonical-words.ts";
import { compilePattern } from "./compile-pattern.ts";
import { findPattern } from "./find-pattern.ts";
import { matchPhrase } from "./match-phrase.ts";
import { prepareTranscript } from "./prepared-transcript.ts";
import { ruleApplies } from "./rule-applies.ts";

/** "A: words / C: words / U: words", each turn two seconds after the one before unless it says "@12" first. */
function turns(text: string) {
  let end = 0;
  return text.split(" / ").map((line) => {
    const [, who, at, said] = /^([ACU]):(?: @(\d+))? (.*)$/.exec(line) ?? [];
    const start = at === undefined ? end : Number(at);
    end = start + 2;
    const speaker = who === "A" ? "agent" : who === "C" ? "caller" : "unknown";
    return { speaker, text: said ?? "", start, end };
  });
}

function found(phrase: Record<string, unknown>, text: string): string | null {
  const parsed = Phrase.parse({ who: "agent", ...phrase });
  return matchPhrase(parsed, prepareTranscript(turns(text)))?.quote ?? null;
}

test("one spelling: short forms, digits, sounds and stammers", () => {
  expect(
    canonicalWords("Uh, I can't, I'm gonna press 1 1, y'all")
      .map(({ word }) => word)
      .join(" "),
  ).toBe("i can not i am going to press one you all");
  expect(found({ any: ["do not call"], negatable: false }, "A: I said dont call")).toBe("I said dont call");
  expect(found({ any: ["we are * state"] }, "A: we're the state")).not.toBeNull();
});

test("a gap ends with its sentence, a match with its turn", () => {
  expect(found({ any: ["card * rent"] }, "A: a card for the rent")).not.toBeNull();
  expect(found({ any: ["card * rent"] }, "A: a card. Your rent")).toBeNull();
  expect(found({ any: ["gift card"] }, "A: a gift / A: card")).toBeNull();
});

test("a negation within or before the match cancels; an answer of no and 'not just' do not", () => {
  const phrase = { any: ["(we are|from) * medicare"] };
  expect(found(phrase, "A: we are not medicare")).toBeNull();
  expect(found(phrase, "A: nobody here is from medicare")).toBeNull();
  expect(found(phrase, "A: no ma'am we are medicare")).not.toBeNull();
  expect(found(phrase, "A: we're not just from medicare")).not.toBeNull();
});

test("what is supposed, retold, asked or another company's is not said", () => {
  const phrase = {
    any: ["from medicare", "gift card"],
    heeds: ["hypothetical", "report", "question", "other_company"],
  };
  expect(found(phrase, "A: if I said I was from Medicare you'd hang up")).toBeNull();
  expect(found(phrase, "A: I wouldn't say we are from Medicare")).toBeNull();
  expect(found(phrase, "A: he told you he was from Medicare")).toBeNull();
  expect(found(phrase, "A: was that man from Medicare?")).toBeNull();
  expect(found(phrase, "A: are you from medicare")).toBeNull();
  expect(found(phrase, "A: the other company. They do a gift card")).toBeNull();
  expect(found(phrase, "A: I am calling you from Medicare")).not.toBeNull();
  expect(found({ ...phrase, heeds: [] }, "A: he told you he was from Medicare")).not.toBeNull();
});

test("order and reach work by words where the call is one turn of an unknown voice", () => {
  const refusal = {
    any: ["can not do that"],
    negatable: false,
    after: ["stop calling"],
    after_within_words: 10,
  };
  expect(found(refusal, "U: please stop calling. I can't do that")).not.toBeNull();
  expect(found(refusal, "U: I can't do that. please stop calling")).toBeNull();
  expect(found(refusal, `U: stop calling ${"and so it went ".repeat(5)} I can't do that`)).toBeNull();
  const pitch = { any: ["zero premium"], unless_before: ["not every plan"] };
  expect(found(pitch, "U: we have not every plan. zero premium")).toBeNull();
  expect(found(pitch, "U: zero premium. we have not every plan")).not.toBeNull();
  const near = { any: ["gift card"], unless: ["a drawing"] };
  expect(found(near, "U: a gift card in a drawing")).toBeNull();
  expect(found(near, `U: a gift card ${"word after other ".repeat(10)} a drawing`)).not.toBeNull();
});

test("in time: the disclaimer within the first minute, whatever the order", () => {
  const pitch = { any: ["zero premium"], unless_before: ["not every plan"], unless_before_seconds: 60 };
  expect(found(pitch, "A: zero premium / A: @50 we have not every plan")).toBeNull();
  expect(found(pitch, "A: hello / A: @61 we have not every plan / A: zero premium")).not.toBeNull();
});

test("after a silence, and followed by what must follow", () => {
  expect(found({ who: "caller", any: ["hello"], after_pause_seconds: 20 }, "A: hold on / C: @40 hello")).toBe(
    "hello",
  );
  expect(
    found({ who: "caller", any: ["hello"], after_pause_seconds: 20 }, "A: hold on / C: hello"),
  ).toBeNull();
  const demand = { any: ["card number"], followed_by: ["locked out"] };
  expect(found(demand, "A: your card number / C: no / A: then you are locked out")).not.toBeNull();
  expect(found(demand, "A: your card number / C: no / A: all right")).toBeNull();
});

test("the other side's answer", () => {
  const asked = { who: "caller", any: ["are you the government"], answer: "yes", heeds: [] };
  expect(found(asked, "C: are you the government / A: yes ma'am")).not.toBeNull();
  expect(found(asked, "C: are you the government / A: no sir")).toBeNull();
  expect(found({ ...asked, answer: "no" }, "C: are you the government / A: no problem, hold on")).toBeNull();
  expect(found(asked, "U: are you the government yes we are")).not.toBeNull();
});

test("several of a kind, and only where the speaker is known", () => {
  const robocall = { who: "anyone", at_least: 2, any: ["final notice", "your account", "press one"] };
  expect(found(robocall, "U: this is your final notice")).toBeNull();
  expect(found(robocall, "U: final notice about your account")).not.toBeNull();
  expect(found({ any: ["you idiot"], speaker_known: true }, "U: you idiot")).toBeNull();
  expect(found({ any: ["you idiot"], speaker_known: true }, "A: you idiot")).not.toBeNull();
});

test("a pattern is found wherever its rarest words stand in it, and once", () => {
  const matches = (pattern: string, text: string) =>
    findPattern(prepareTranscript(turns(text)), compilePattern(pattern)).map(({ from, to }) => [from, to]);
  expect(matches("you * have (a zebra|an okapi|to)", "A: do you really have an okapi")).toEqual([[1, 6]]);
  expect(matches("[so] i (want|need) * zebra~", "A: so i want i need two zebras")).toEqual([
    [0, 7],
    [1, 7],
    [3, 7],
  ]);
  expect(matches("(zebra|zebra~) (now|later)", "A: zebra now / A: zebras / A: later")).toEqual([[0, 2]]);
  expect(matches("(not|never * a) zebra", "C: zebra / A: never such a zebra. Not. zebra")).toEqual([
    [1, 5],
    [5, 7],
  ]);
});

test("what is compiled after a call was read is found in it too", () => {
  const transcript = prepareTranscript(turns("A: the quagga is here"));
  expect(findPattern(transcript, compilePattern("is here"))).toHaveLength(1);
  expect(findPattern(transcript, compilePattern("quagga"))).toHaveLength(1);
});

test("a rule's precondition: any of its patterns by whom it names", () => {
  const rule = Rule.parse({
    code: "x",
    name: "a rule",
    severity: "high",
    verticals: ["General"],
    effective_from: "2020-01-01",
    question: "is it so or not?",
    at_fault: "buyer",
    refundable: true,
    applies_if: { who: "caller", any: ["record~"] },
    examples: { flag: [], pass: [] },
  });
  expect(ruleApplies(rule, prepareTranscript(turns("C: is this recorded")))).toBe(true);
  expect(ruleApplies(rule, prepareTranscript(turns("A: this is recorded / C: fine")))).toBe(false);
});

test("sixty hostile texts of 20,000 words each are read in bounded time", () => {
  const any = ["(a|b) * (a|b) * (a|b) * (a|b) * never", "a * a * a * a * b", "[a] [b] [a b] a~ * c~ * d"];
  const began = performance.now();
  for (let text = 0; text < 60; text += 1) {
    const words = Array.from({ length: 20_000 }, (_, at) => "abcd"[(at * (text + 1)) % ((text % 4) + 1)]);
    found({ any: [any[text % any.length]], unless: any }, `U: ${words.join(" ")}`);
  }
  expect(performance.now() - began).toBeLessThan(30_000);
}, 60_000);

test("a phrase of one side is looked for in that side's turns, and in those of a voice without a role", () => {
  const call = "C: I will press one / U: please press one / A: press one now";
  const asked = (who: string) => found({ who, any: ["press one"] }, call);
  expect(["agent", "caller", "anyone"].map(asked)).toEqual([
    "please press one",
    "I will press one",
    "I will press one",
  ]);
  expect(found({ who: "agent", any: ["will press"] }, call)).toBeNull();
});
