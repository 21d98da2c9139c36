import { Rule, type RulePack } from "@callscript/core/rule.ts";
import { expect, test } from "vitest";
import { exampleTurns } from "./example-turns.ts";
import { lintPack } from "./lint-pack.ts";
import { lintTogether } from "./lint-together.ts";

const phrase = { who: "agent", any: ["free (panels|solar)"] };
const ruleOf = (changes: Record<string, unknown> = {}) =>
  Rule.parse({
    code: "promises_free_panels",
    name: "Free panels promised",
    severity: "high",
    verticals: ["Solar"],
    effective_from: "2026-01-01",
    question: "Does the agent say that the panels cost nothing?",
    at_fault: "publisher",
    refundable: true,
    phrases: [phrase],
    examples: {
      flag: ["A: you get free panels", "free solar for everybody"],
      pass: ["C: is it free panels", "A: panels cost money"],
    },
    ...changes,
  });
const packOf = (rule: Rule, changes: Partial<RulePack> = {}): RulePack => ({
  pack: "Solar",
  version: "1",
  rules: [rule],
  ...changes,
});
const fileOf = (pack: RulePack) => ({ file: "solar.yaml", pack, lineOf: () => 7 });
const lint = async (changes: Record<string, unknown>, pack: Partial<RulePack> = {}) =>
  (await lintPack(fileOf(packOf(ruleOf(changes), pack)))).map(
    ({ level, field, message }) => `${level} ${field}: ${message}`,
  );
const lintPatterns = (...any: string[]) =>
  lint({ phrases: [phrase, { who: "agent", any }] }).then((notes) =>
    notes.map((note) => note.split(", at")[0]),
  );

test("a pattern of which nothing has to be said is refused by the schema", () => {
  expect(() => ruleOf({ phrases: [{ ...phrase, any: ["[free] * [panels]"] }] })).toThrow(
    "nothing of it has to",
  );
});

test("a good rule has nothing against it", async () => {
  expect(await lint({})).toEqual([]);
});

test("more than six fixed words are refused, also in one alternative; gaps and options are none", async () => {
  expect(await lintPatterns("we * will [really truly] put six (new|used) panels up")).toEqual([
    "fault phrases.1.any.0: has 7 fixed words",
  ]);
  expect(await lintPatterns("(you|we will put panels on the roof) * now")).toEqual([
    "fault phrases.1.any.0: has 7 fixed words",
  ]);
  expect(await lintPatterns("we (will|are going to) put (six|a dozen) panels up")).toEqual([]);
  expect(await lintPatterns("we * will put six [brand new] panels up")).toEqual([]);
});

test("what cannot match, matches everything or is there twice is a fault, in every list of patterns", async () => {
  expect(await lintPatterns("1-800 medicare.gov")).toEqual([expect.stringContaining("cannot match")]);
  expect(await lintPatterns("(fine|so-called $) panels")).toEqual([expect.stringContaining("cannot match")]);
  expect(await lintPatterns("(solar|not) [not] (free|2~)")).toEqual([]);
  expect(await lintPatterns("(free|*) [panels]")).toEqual([expect.stringContaining("matches everything")]);
  expect(await lintPatterns("zero  Dollars", "zero dollars")).toEqual([
    "fault phrases.1.any.1: is there twice (any.0): leave one out",
  ]);
  expect(await lint({ phrases: [{ ...phrase, unless_before: ["one of two", "one of two"] }] })).toEqual([
    expect.stringMatching(/^fault phrases\.0\.unless_before\.1: is there twice/),
  ]);
  expect(await lint({ applies_if: { any: ["solar", "(roof|*)"] } })).toEqual([
    expect.stringMatching(/^fault applies_if\.any\.1: matches everything/),
  ]);
});

test("a word that is said again across a gap is no stammer; twice in a row it is", async () => {
  expect(
    await lintPatterns("sorry * sorry * blue", "(okay * ok|don't * not) panels", "roof~ * [a] roof"),
  ).toEqual([]);
  expect(await lintPatterns("sorry sorry")).toEqual([expect.stringContaining("cannot match")]);
});

test("a pattern that the phrase's own unless always cancels never flags", async () => {
  const cancelled = (any: string, unless: string) =>
    lint({ phrases: [phrase, { who: "agent", any: [any], unless: [unless] }] });
  const fault = [expect.stringMatching(/^fault phrases\.1\.any\.0: never flags/)];
  expect(await cancelled("no cost", "cost")).toEqual(fault);
  expect(await cancelled("no * cost", "no * cost")).toEqual(fault);
  expect(await cancelled("no * cost", "no cost")).toEqual([]);
});

test("examples: at least two of each, and judged by the rule's own phrases", async () => {
  const examples = { flag: ["A: panels for nothing", "free solar"], pass: ["A: free panels"] };
  expect(await lint({ examples })).toEqual([
    expect.stringMatching(/^fault examples\.flag\.0: no phrase of the rule flags/),
    "fault examples.pass: needs at least 2 examples",
    expect.stringMatching(/^fault examples\.pass\.0: a phrase of the rule flags/),
  ]);
});

test("an example names who speaks, in turns; a remark at its end is for people", () => {
  const turns = (text: string) => exampleTurns(text).map(({ speaker, text: words }) => [speaker, words]);
  expect(turns("C: stop calling me A: we can't do that (laughs)")).toEqual([
    ["caller", "stop calling me"],
    ["agent", "we can't do that"],
  ]);
  expect(turns("Agent: hello\nCaller: who is it: you?")).toEqual([
    ["agent", "hello"],
    ["caller", "who is it: you?"],
  ]);
  expect(turns("plan C: the last one")).toEqual([
    ["unknown", "plan"],
    ["caller", "the last one"],
  ]);
  expect(turns("nobody in particular")).toEqual([["unknown", "nobody in particular"]]);
});

test("days are in order, verticals those that the pack is asked of", async () => {
  expect(await lint({ effective_to: "2025-12-31" })).toEqual([
    expect.stringMatching(/^fault effective_to: /),
  ]);
  expect(await lint({ verticals: ["Solar", "Legal"] })).toEqual([
    "fault verticals: Legal calls are not asked the rules of the pack Solar",
  ]);
  expect(await lint({ verticals: ["Legal"] }, { pack: "General" })).toEqual([]);
  expect(await lint({ phrases: [] })).toEqual([expect.stringMatching(/^note phrases: none/)]);
});

test("a code that General and a vertical both have on one day is a fault of either; two verticals may share it", () => {
  const solar = packOf(ruleOf());
  const general = packOf(ruleOf({ verticals: ["General"] }), { pack: "General" });
  const legal = packOf(ruleOf({ verticals: ["Legal"] }), { pack: "Legal" });
  const ended = packOf(ruleOf({ verticals: ["General"], effective_to: "2026-01-31" }), { pack: "General" });
  const later = packOf(ruleOf({ effective_from: "2026-02-01" }));
  expect(lintTogether([fileOf(solar)], [solar, general, legal])).toEqual([
    expect.objectContaining({
      rule: "promises_free_panels",
      line: 7,
      message: expect.stringContaining("General"),
    }),
  ]);
  expect(lintTogether([fileOf(solar)], [solar, legal])).toEqual([]);
  expect(lintTogether([fileOf(later)], [later, ended])).toEqual([]);
});
