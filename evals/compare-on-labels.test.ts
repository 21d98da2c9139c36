import type { Judge } from "@callscript/core/ports.ts";
import { Rule, type RulePack } from "@callscript/core/rule.ts";
import { expect, test } from "vitest";
import { compareOnLabels, worseThan } from "./compare-on-labels.ts";
import type { DatedCall } from "./read-labelled-set.ts";

const packOf = (pack: RulePack["pack"], ...codes: string[]): RulePack => ({
  pack,
  version: "1",
  rules: codes.map((code) =>
    Rule.parse({
      code,
      name: `The rule ${code}`,
      severity: "high",
      verticals: [pack],
      effective_from: "2026-01-01",
      question: "Is something wrong with the call?",
      at_fault: "buyer",
      refundable: true,
      examples: { flag: [], pass: [] },
    }),
  ),
});
const callOf = (id: string, vertical: RulePack["pack"], label: "bad" | "safe", says: string): DatedCall => ({
  id,
  vertical,
  date: "2026-11-20",
  label,
  flags: [],
  tolerated_flags: label === "safe" ? ["mild"] : [],
  turns: [
    { speaker: "agent", start: null, end: null, text: `well this is ${says} and nothing else at all today` },
  ],
});
/** Flags every rule whose code is said. */
const asked: string[] = [];
const judge: Judge = {
  async judge({ callId, segments, rules }) {
    asked.push(callId);
    const said = rules.rules.filter(({ code }) => segments[0]?.text.includes(code));
    const findings = said.map(({ code }) => ({
      code,
      answer: "yes" as const,
      reason: "said",
      turn: 0,
      quote: segments[0]?.text ?? "",
      confidence: null,
    }));
    const cost = { tokensIn: 1, tokensCached: 0, tokensOut: 1, costUsd: "0.01" };
    return { findings, model: "words", persuadable: false, ...cost };
  },
};
const calls = [
  callOf("lost", "Solar", "bad", "free"),
  callOf("kept", "Solar", "bad", "gone"),
  callOf("other", "Legal", "bad", "sure"),
  callOf("raised", "Solar", "safe", "cash"),
  callOf("mild", "Solar", "safe", "mild"),
];
const before = [packOf("Solar", "free", "gone"), packOf("Legal", "sure")];

test("both sets of rules are scored, calls that are asked the same are judged once", async () => {
  const after = [packOf("Solar", "gone", "cash", "mild"), packOf("Legal", "sure")];
  asked.length = 0;
  const comparison = await compareOnLabels({ before, after, calls, judge });
  expect(comparison).toMatchObject({
    calls: { bad: 3, safe: 2 },
    before: { recall: { hits: 3, of: 3 }, falsePositiveRate: { hits: 0 } },
    after: { recall: { hits: 2, of: 3 }, falsePositiveRate: { hits: 1, of: 2 } },
    costUsd: "0.09",
  });
  expect(comparison.changed).toEqual([
    { id: "lost", label: "bad", before: ["free"], after: [] },
    { id: "raised", label: "safe", before: [], after: ["cash"] },
    { id: "mild", label: "safe", before: [], after: ["mild"] },
  ]);
  expect(asked.filter((id) => id === "other")).toHaveLength(1);
  expect(worseThan(2, comparison)).toEqual([
    "recall falls by 33.3 percentage points, more than the margin of 2",
    "flags on safe calls rise by 50.0 percentage points, more than the margin of 2",
  ]);
  expect(worseThan(33.33, comparison)).toHaveLength(1);
  expect(worseThan(50, comparison)).toEqual([]);
});

test("what is better, or the same, is never refused", async () => {
  const same = await compareOnLabels({ before, after: before, calls, judge });
  expect(same.changed).toEqual([]);
  expect(worseThan(0, same)).toEqual([]);
  const better = await compareOnLabels({ before: [packOf("Solar", "free")], after: before, calls, judge });
  expect(worseThan(0, better)).toEqual([]);
});
