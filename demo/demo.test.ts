import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { createPhraseJudge } from "@callscript/adapters/judge-phrases/phrase-judge.ts";
import { readRulePacks } from "@callscript/adapters/rules-yaml/read-rule-packs.ts";
import { rulesOf } from "@callscript/evals/run-eval.ts";
import { judgeOne } from "@callscript/lanes/judge/judge-one.ts";
import { expect, test } from "vitest";
import { allCalls } from "./calls/all-calls.ts";
import { demoRoot } from "./demo-root.ts";
import { codedSeconds, leadSeconds, symbolSeconds } from "./voice-code/tones.ts";
import { symbolsOf } from "./voice-code/vocabulary.ts";

const folder = path.join(demoRoot(), "calls");
const rules = await readRulePacks(path.join(demoRoot(), "../rules"));

test("at least 24 calls over seven verticals, mono and stereo, bad and safe, each with a name of its own", () => {
  expect(allCalls.length).toBeGreaterThanOrEqual(24);
  expect(new Set(allCalls.map((call) => call.id)).size).toBe(allCalls.length);
  expect(new Set(allCalls.map((call) => call.vertical)).size).toBe(7);
  for (const channels of [1, 2])
    expect(allCalls.filter((call) => call.channels === channels).length).toBeGreaterThan(5);
  expect(allCalls.filter((call) => call.flags.length > 0).length).toBeGreaterThan(10);
  expect(allCalls.filter((call) => call.flags.length === 0).length).toBeGreaterThan(10);
});

test("every caller's number is a fictional one", () => {
  for (const call of allCalls) expect(call.callerNumber).toMatch(/^\+1\d{3}55501\d{2}$/);
});

test("each call has its MP3 and no MP3 is left over; together they stay under 8 MB", () => {
  const files = readdirSync(folder).filter((file) => file.endsWith(".mp3"));
  expect(files.sort()).toEqual(allCalls.map((call) => `${call.id}.mp3`).sort());
  const bytes = files.reduce((sum, file) => sum + statSync(path.join(folder, file)).size, 0);
  expect(bytes).toBeLessThanOrEqual(8 * 2 ** 20);
});

test("the code knows every word, and a word that no call says is refused", () => {
  for (const call of allCalls)
    for (const turn of call.turns) expect(symbolsOf(turn.text).length).toBeGreaterThan(0);
  expect(() => symbolsOf("xylophone")).toThrow(/xylophone/);
});

test("the judge flags what a reviewer would flag in the written calls, and no safe call", async () => {
  for (const call of allCalls) {
    const day = "2026-11-24";
    let at = leadSeconds;
    const segments = call.turns.map((turn) => {
      const start = at;
      const end = start + symbolsOf(turn.text).length * symbolSeconds;
      at = end + turn.pause;
      return { speaker: turn.speaker, start, end, text: turn.text };
    });
    const recordingSeconds = codedSeconds(
      call.turns.map((turn) => ({ speaker: 0, pieces: symbolsOf(turn.text), pause: turn.pause })),
    );
    const { verdict } = await judgeOne(
      createPhraseJudge(),
      { id: call.id, vertical: call.vertical, day, segments, recordingSeconds },
      rulesOf(rules, call.vertical, day),
      new AbortController().signal,
    );
    const codes = verdict.flags.map((flag) => flag.code);
    if (call.flags.length === 0) expect(codes, call.id).toEqual([]);
    for (const code of call.flags) expect(codes, call.id).toContain(code);
  }
});
