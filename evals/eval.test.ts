import path from "node:path";
import { fileURLToPath } from "node:url";
import { createPhraseJudge } from "@callscript/adapters/judge-phrases/phrase-judge.ts";
import { readRulePacks } from "@callscript/adapters/rules-yaml/read-rule-packs.ts";
import type { Judge, JudgeAnswer } from "@callscript/core/ports.ts";
import { rulesOf } from "@callscript/core/rules-of.ts";
import { expect, test } from "vitest";
import { openAiServer } from "../test/fakes/openai-server.ts";
import { createOpenPurse } from "../test/support/open-purse.ts";
import { judgeAt } from "../test/support/openai-judge.ts";
import { judgeSet } from "./judge-set.ts";
import { readLabelledSet } from "./read-labelled-set.ts";
import { runEval } from "./run-eval.ts";
import { score } from "./score.ts";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const rules = await readRulePacks(path.join(root, "rules"));
const golden = path.join(root, "evals/golden/calls.jsonl");
const data = process.env["CALLSCRIPT_TEST_DATA"];

test("the phrase judge keeps what was measured on the golden calls: recall and false positives together", async () => {
  const report = await runEval({
    calls: await readLabelledSet(golden, null),
    judge: createPhraseJudge(),
    rules,
  });
  expect(report.calls).toEqual({ bad: 48, safe: 36 });
  expect(report.recall.value).toBeGreaterThanOrEqual(0.9);
  expect(report.falsePositiveRate.value).toBeLessThanOrEqual(0.06);
  expect(report.flags.quoteFound.value).toBe(1);
  expect(Object.keys(report.perCode)).toHaveLength(15);
});

test("a judge that flags nothing finds only what is measured; one that invents quotes flags no more than that", async () => {
  const answer: JudgeAnswer = {
    findings: [],
    model: "silent",
    persuadable: true,
    tokensIn: 0,
    tokensCached: 0,
    tokensOut: 0,
    costUsd: "0",
  };
  const silent: Judge = { judge: async () => answer };
  const invented = {
    code: "agent_abusive",
    answer: "yes" as const,
    reason: "",
    turn: 0,
    quote: "words that nobody ever said on any of these calls",
    confidence: 1,
  };
  const inventive: Judge = { judge: async () => ({ ...answer, findings: [invented] }) };
  const calls = (await readLabelledSet(golden, null)).slice(0, 10);
  const [quiet, loud] = [
    score(await judgeSet(calls, { judge: silent, rules })),
    score(await judgeSet(calls, { judge: inventive, rules })),
  ];
  expect(quiet.recall.value).toBeLessThan(0.2);
  expect(loud.recall).toEqual(quiet.recall);
  expect(loud.falsePositiveRate).toEqual(quiet.falsePositiveRate);
  expect(loud.flags.quoteFound).toMatchObject({ hits: 0, of: 10 });
  expect(loud.needsReview.safe.value).toBe(1);
});

test("calls that could not be judged are part of what the run cost", async () => {
  const server = await openAiServer(() => ({ content: "not JSON" }));
  try {
    const purse = createOpenPurse();
    const calls = (await readLabelledSet(golden, null)).slice(0, 2);
    const report = await runEval({
      calls,
      judge: judgeAt(server.baseUrl, { purse }),
      rules,
      spent: purse.spent,
    });
    expect(report.unjudged).toEqual({
      calls: 2,
      reasons: ["the answer was not JSON, also after one repair"],
    });
    expect(server.asked).toHaveLength(4);
    expect(report.tokens.in).toBeGreaterThan(4 * 1_000);
    expect(report.costUsd).toBe(purse.spent().costUsd);
    expect(Number(report.costUsd)).toBeGreaterThan(0);
  } finally {
    await server.close();
  }
});

test.skipIf(!data)(
  "public robocalls (skipped without CALLSCRIPT_TEST_DATA): recall holds, the help desk stays safe",
  async () => {
    const report = await runEval({
      calls: await readLabelledSet(path.join(data ?? "", "public-transcripts.jsonl"), "2026-11-01"),
      judge: createPhraseJudge(),
      rules,
    });
    expect(report.calls).toEqual({ bad: 56, safe: 6 });
    expect(report.recall.value).toBeGreaterThanOrEqual(0.8);
    expect(report.falsePositiveRate.value).toBe(0);
  },
);

test("the rules of the call's own day are asked", () => {
  const question = (day: string) =>
    rulesOf(rules, "Medicare", day).rules.find((rule) => rule.code === "missing_tpmo_disclaimer")?.question ??
    "";
  expect(question("2026-09-30")).toContain("first minute");
  expect(question("2026-10-01")).not.toContain("first minute");
  expect(
    rulesOf(rules, "Solar", "2026-11-01").rules.some((rule) => rule.code === "missing_tpmo_disclaimer"),
  ).toBe(false);
});
