import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { ruleOf } from "../../test/support/openai-judge.ts";
import { byteLength } from "./estimate-tokens.ts";
import { rulesCodes, rulesPrompt, transcriptPrompt } from "./prompt.ts";

const set = (rules: ReturnType<typeof ruleOf>[]) => ({ version: "General@1", rules });
const two = [
  ruleOf("language_barrier", { applies_when: "caller and agent share\n no language" }),
  ruleOf("agent_abusive"),
];

test("rules come in the order of their codes, each with its question and what does and does not count", () => {
  const [, rules] = rulesPrompt("Solar", set(two)).split("\n\nRules for calls of the vertical Solar:\n");
  expect(rules).toBe(
    [
      "agent_abusive: Did somebody do what agent_abusive forbids?",
      " yes: this is agent_abusive | second",
      " no: this is none | second",
      "language_barrier (caller and agent share no language): Did somebody do what language_barrier forbids?",
      " yes: this is language_barrier | second",
      " no: this is none | second",
    ].join("\n"),
  );
  expect(rulesCodes(set(two))).toEqual(["agent_abusive", "language_barrier"]);
});

test("the same bytes in any order of the rules, in every process; a changed prompt is a decision", () => {
  const prompt = rulesPrompt("Solar", set(two));
  expect(rulesPrompt("Solar", set([...two].reverse()))).toBe(prompt);
  expect(rulesPrompt("Solar", { ...set(two), version: "General@2" })).toBe(prompt);
  // Whoever changes the prompt measures again (docs/benchmarks.md) and then sets this.
  expect(createHash("sha256").update(prompt).digest("hex").slice(0, 16)).toBe("970b9387bef554f0");
});

test("examples are given while they fit: the first of each side of every rule before any second one", () => {
  const long = (word: string) => `${word} ${"long ".repeat(12)}`.trim();
  const rules = Array.from({ length: 24 }, (_, index) =>
    ruleOf(`rule_${String.fromCharCode(97 + index)}`, {
      question: `Is this ${"asked ".repeat(20)}?`,
      examples: { flag: [long("first"), long("second")], pass: [long("other"), long("further")] },
    }),
  );
  const prompt = rulesPrompt("Solar", set(rules));
  const text = prompt.slice(prompt.indexOf("rule_a"));
  expect(byteLength(text)).toBeLessThanOrEqual(7_400 + rules.length);
  expect(text.split("yes: first")).toHaveLength(25);
  expect(text.split("no: other")).toHaveLength(25);
  const seconds = text.split("| second").length - 1;
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThan(24);
  // However many rules there are, none of their questions is left out.
  const many = Array.from({ length: 200 }, (_, index) => ruleOf(`rule_${"x".repeat(index + 1)}`));
  expect(rulesPrompt("Solar", set(many)).split("Did somebody do")).toHaveLength(201);
});

test("the transcript stands between its tags, and a part says that it is one", () => {
  const lines = [
    { label: "0:00", turn: 0, text: "[0:00] A: hi" },
    null,
    { label: "9:00", turn: 9, text: "[9:00] C: bye" },
  ];
  expect(transcriptPrompt(lines, { number: 1, of: 1 })).toBe(
    "<transcript>\n[0:00] A: hi\n...\n[9:00] C: bye\n</transcript>",
  );
  expect(transcriptPrompt(lines, { number: 2, of: 3 })).toMatch(
    /^Part 2 of 3 of the call: .*\n<transcript>\n\[0:00\]/,
  );
});
