import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createPhraseJudge } from "@callscript/adapters/judge-phrases/phrase-judge.ts";
import { readRulePacks } from "@callscript/adapters/rules-yaml/read-rule-packs.ts";
import { RulePack } from "@callscript/core/rule.ts";
import { expect, test } from "vitest";
import { LabelledCall } from "./labelled-call.ts";
import { measurePhraseHits } from "./phrase-hits.ts";

const judge = createPhraseJudge();
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

const pack = RulePack.parse({
  pack: "General",
  version: "1",
  rules: [
    {
      code: "rude",
      name: "Rude",
      severity: "high",
      verticals: ["General"],
      effective_from: "2020-01-01",
      question: "is somebody rude?",
      at_fault: "buyer",
      refundable: true,
      phrases: [{ who: "agent", any: ["old goat", "go away", "never said"] }],
      examples: { flag: [], pass: [] },
    },
  ],
});
const call = (id: string, label: string, text: string) =>
  LabelledCall.parse({ id, label, date: "2026-11-01", turns: [{ speaker: "agent", text }] });

test("a call that only its own pattern finds is lost without it; one that others find too is not", async () => {
  const report = await measurePhraseHits({
    packs: [pack],
    judge,
    calls: [
      call("a", "bad", "you old goat"),
      call("b", "bad", "go away"),
      call("c", "bad", "just go away"),
      call("d", "safe", "good morning"),
    ],
  });
  expect(report.patterns.map(({ hits }) => hits)).toEqual([["a"], ["b", "c"], []]);
  expect(report.single.map(({ pattern }) => pattern)).toEqual(["old goat"]);
  expect(report.singleShare).toBe(0.3333);
  expect(report.recall).toMatchObject({ hits: 3, of: 3 });
  expect(report.recallWithoutOwn).toMatchObject({ hits: 2, of: 3 });
});

test("a call without a date is refused unless a day is given", async () => {
  const calls = [LabelledCall.parse({ id: "x", label: "safe", turns: [] })];
  await expect(measurePhraseHits({ calls, packs: [pack], judge })).rejects.toThrow("no date");
  await expect(measurePhraseHits({ calls, packs: [pack], judge, day: "2026-11-01" })).resolves.toBeDefined();
});

test("the packs' phrases mean more than the golden calls' wording", async () => {
  const packs = await readRulePacks(path.join(root, "rules"));
  const lines = (await readFile(path.join(root, "evals/golden/calls.jsonl"), "utf8")).trim().split("\n");
  const calls = lines.map((line) => LabelledCall.parse(JSON.parse(line)));
  const report = await measurePhraseHits({ calls, packs, judge });
  expect(report.recall.value).toBeGreaterThanOrEqual(0.95);
  expect(report.recallWithoutOwn.value).toBeGreaterThanOrEqual(0.75);
  expect(report.singleShare).toBeLessThanOrEqual(0.1);
});
