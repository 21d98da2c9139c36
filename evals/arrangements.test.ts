import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createPhraseJudge } from "@callscript/adapters/judge-phrases/phrase-judge.ts";
import { readRulePacks } from "@callscript/adapters/rules-yaml/read-rule-packs.ts";
import { rulesOf } from "@callscript/core/rules-of.ts";
import type { Segment } from "@callscript/core/transcript.ts";
import { expect, test } from "vitest";
import { LabelledCall } from "./labelled-call.ts";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const packs = await readRulePacks(path.join(root, "rules"));
const judge = createPhraseJudge();
const data = process.env["CALLSCRIPT_TEST_DATA"];

async function readCalls(file: string): Promise<LabelledCall[]> {
  const lines = (await readFile(file, "utf8")).trim().split("\n");
  return lines.map((line) => LabelledCall.parse(JSON.parse(line)));
}

async function codesOf({ vertical, date }: LabelledCall, segments: Segment[]): Promise<string[]> {
  const dateUtc = date ?? "2026-11-04";
  const rules = rulesOf(packs, vertical, dateUtc);
  const input = { callId: "c", purpose: "eval", vertical, dateUtc, segments, rules } as const;
  const { findings } = await judge.judge(input, new AbortController().signal);
  return findings.map(({ code }) => code);
}

const unknown = (text: string): Segment[] => [{ speaker: "unknown", text, start: null, end: null }];
const wordsOf = ({ turns }: LabelledCall) => turns.map(({ text }) => text).join(" ");

test("one turn of an unknown voice: at most 2 of the 36 safe calls are flagged, most of the bad ones are", async () => {
  const found = { bad: 0, safe: 0 };
  for (const call of await readCalls(path.join(root, "evals/golden/calls.jsonl"))) {
    const codes = await codesOf(call, unknown(wordsOf(call)));
    if (codes.some((code) => !call.tolerated_flags.includes(code))) found[call.label] += 1;
  }
  expect(found.safe).toBeLessThanOrEqual(2);
  expect(found.bad).toBeGreaterThanOrEqual(41);
});

test.skipIf(!data)(
  "public robocalls (skipped without CALLSCRIPT_TEST_DATA): found from the words alone, whoever is said to speak",
  async () => {
    const all = await readCalls(path.join(data ?? "", "public-transcripts.jsonl"));
    const calls = all.filter(({ flags }) => flags.some(({ code }) => code === "prerecorded_or_bot"));
    const found = { whole: 0, cut: 0 };
    for (const call of calls) {
      const cut = wordsOf(call)
        .split(/(?<=[.?!])\s+/)
        .map((text, at) => ({ speaker: at % 2 ? "caller" : "agent", text, start: null, end: null }));
      if ((await codesOf(call, unknown(wordsOf(call)))).includes("prerecorded_or_bot")) found.whole += 1;
      if ((await codesOf(call, cut)).includes("prerecorded_or_bot")) found.cut += 1;
    }
    expect(found.whole / calls.length).toBeGreaterThanOrEqual(0.9);
    expect(Math.abs(found.whole - found.cut) / calls.length).toBeLessThanOrEqual(0.05);
  },
);
