import { compilePattern } from "@callscript/core/phrases/compile-pattern.ts";
import { findPattern } from "@callscript/core/phrases/find-pattern.ts";
import { prepareTranscript } from "@callscript/core/phrases/prepared-transcript.ts";
import { Rule } from "@callscript/core/rule.ts";
import { expect, test } from "vitest";
import { createPhraseJudge } from "./phrase-judge.ts";

const judge = createPhraseJudge();
const turn = (speaker: string, text: string, start: number | null = null) => ({
  speaker,
  text,
  start,
  end: start,
});

async function quoteOf(
  phrase: Record<string, unknown>,
  ...segments: ReturnType<typeof turn>[]
): Promise<string | null> {
  const rule = Rule.parse({
    code: "x",
    name: "a rule",
    severity: "high",
    verticals: ["General"],
    effective_from: "2020-01-01",
    question: "is it so or not?",
    at_fault: "buyer",
    refundable: true,
    phrases: [{ who: "agent", ...phrase }],
    examples: { flag: [], pass: [] },
  });
  const { findings } = await judge.judge(
    {
      callId: "c",
      purpose: "judge",
      vertical: "General",
      dateUtc: "2026-11-01",
      segments,
      rules: { version: "v", rules: [rule] },
    },
    new AbortController().signal,
  );
  return findings[0]?.quote ?? null;
}

test("gaps of at most four words, alternatives, options, endings", () => {
  const matches = (pattern: string, text: string) =>
    [...findPattern(prepareTranscript([turn("agent", text)]), compilePattern(pattern))].length > 0;
  expect(matches("take * off", "take me right now please off")).toBe(true);
  expect(matches("take * off", "take one two three four five off")).toBe(false);
  expect(matches("(gift|cash) card", "a cash card")).toBe(true);
  expect(matches("press [the] (one|1)", "press the 1")).toBe(true);
  expect(matches("cancel~", "cancelled")).toBe(true);
  expect(matches("cancel", "cancelled")).toBe(false);
  expect(() => compilePattern("(open")).toThrow("not a phrase");
});

test("who says it: the other side does not count, an unknown voice does", async () => {
  const phrase = { any: ["from medicare"] };
  expect(await quoteOf(phrase, turn("agent", "I'm calling from Medicare."))).toBe(
    "I'm calling from Medicare",
  );
  expect(await quoteOf(phrase, turn("caller", "are you from medicare"))).toBeNull();
  expect(await quoteOf(phrase, turn("S2", "calling from medicare"))).toBe("calling from medicare");
});

test("a negation just before cancels, unless the phrase says otherwise", async () => {
  expect(await quoteOf({ any: ["from medicare"] }, turn("agent", "we are not from medicare"))).toBeNull();
  expect(
    await quoteOf({ any: ["from medicare"], negatable: false }, turn("agent", "we are not from medicare")),
  ).toBe("we are not from medicare");
  expect(await quoteOf({ any: ["from medicare"] }, turn("agent", "no. I am calling you from medicare"))).toBe(
    "no. I am calling you from medicare",
  );
});

test("order: only after a request, only without the disclaimer before, taken back within three turns", async () => {
  const refusal = { any: ["can't do that"], after: ["stop calling"] };
  expect(await quoteOf(refusal, turn("agent", "can't do that"), turn("caller", "stop calling"))).toBeNull();
  expect(await quoteOf(refusal, turn("caller", "stop calling"), turn("agent", "can't do that"))).toBe(
    "can't do that",
  );
  const pitch = { any: ["zero premium"], unless_before: ["not every plan"] };
  expect(
    await quoteOf(pitch, turn("agent", "we have not every plan"), turn("agent", "zero premium")),
  ).toBeNull();
  expect(await quoteOf(pitch, turn("agent", "zero premium"), turn("agent", "we have not every plan"))).toBe(
    "zero premium",
  );
  expect(
    await quoteOf(
      { any: ["wrong number"], unless_after: ["i can help"] },
      turn("agent", "wrong number"),
      turn("agent", "but i can help"),
    ),
  ).toBeNull();
});

test("time: within the first minute only", async () => {
  const phrase = { any: ["hello"], within_first_seconds: 60 };
  expect(await quoteOf(phrase, turn("agent", "hello", 61))).toBeNull();
  expect(await quoteOf(phrase, turn("agent", "hello", 59))).toBe("hello");
});

test("a quote out of a long turn is a window that stands in it", async () => {
  const long = `${"some filler ".repeat(30)}go to hell ${"more filler ".repeat(30)}`.trim();
  const quote = await quoteOf({ any: ["go to hell"] }, turn("agent", long));
  expect(quote).toContain("go to hell");
  expect(long).toContain(quote);
  expect((quote ?? "").split(" ").length).toBeLessThan(30);
});

test("a reply without a yes: the question counts when it is dodged, not when it is answered in any words", async () => {
  const phrase = {
    who: "caller",
    any: ["(are|is) (you|this) * (recording|recorded)"],
    answer: "not_yes",
    unless_reply: ["all calls"],
  };
  const asked = turn("caller", "Is this recorded?");
  expect(await quoteOf(phrase, asked, turn("agent", "What year is the car?"))).toBe("Is this recorded");
  expect(await quoteOf(phrase, asked, turn("agent", "Yes ma'am."))).toBeNull();
  expect(await quoteOf(phrase, asked, turn("agent", "They record all calls here."))).toBeNull();
  expect(
    await quoteOf(
      phrase,
      asked,
      turn("agent", "Your zip?"),
      turn("caller", "Why?"),
      turn("agent", "All calls."),
    ),
  ).toBe("Is this recorded");
  expect(await quoteOf(phrase, asked)).toBeNull();
});

test("who said it before, and of whom: an agent's offer and another company are no request", async () => {
  const phrase = {
    any: ["what is your"],
    after: ["quit calling"],
    after_by: "caller",
    after_heeds: ["other_company"],
  };
  const asks = turn("agent", "What is your bill?");
  expect(await quoteOf(phrase, turn("caller", "quit calling me"), asks)).toBe("What is your bill");
  expect(await quoteOf(phrase, turn("agent", "say so and we quit calling"), asks)).toBeNull();
  expect(await quoteOf(phrase, turn("caller", "I told the other outfit to quit calling"), asks)).toBeNull();
});
