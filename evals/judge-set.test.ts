import { callFailure, laneFailure, transient } from "@callscript/core/failure.ts";
import type { Judge, JudgeAnswer, JudgeInput } from "@callscript/core/ports.ts";
import { RulePack } from "@callscript/core/rule.ts";
import { expect, test } from "vitest";
import { judgeSet } from "./judge-set.ts";
import { LabelledLine } from "./labelled-call.ts";
import type { DatedCall } from "./read-labelled-set.ts";

const rules = [
  RulePack.parse({
    pack: "General",
    version: "1",
    rules: [
      {
        code: "rude_agent",
        name: "Rude",
        severity: "high",
        verticals: ["General"],
        effective_from: "2020-01-01",
        question: "is the agent rude?",
        at_fault: "buyer",
        refundable: true,
        examples: { flag: [], pass: [] },
      },
    ],
  }),
];
const labelled = (id: string): DatedCall => ({
  ...LabelledLine.parse({
    id,
    vertical: "Solar",
    label: "bad",
    flags: [{ code: "rude_agent", quote: "SECRET quote", turn: 0, start: 0 }],
    tolerated_flags: ["secret_code"],
    hard_negative: "SECRET",
    n_turns: 77123,
    duration_seconds: 77123,
    caller_number: "+1555SECRET",
    turns: [
      { speaker: "agent", text: `good morning ${id}`, start: 0, end: 4, label: "SECRET", n: 77123 },
      {
        speaker: "caller",
        text: "good morning to you, I am calling about the panels on my roof",
        start: 4,
        end: 9,
      },
    ],
  }),
  date: "2026-11-04",
});
const calls = Array.from({ length: 12 }, (_, at) => labelled(`call-${at}`));
const answer: JudgeAnswer = {
  findings: [],
  model: "test",
  persuadable: true,
  tokensIn: 1,
  tokensCached: 0,
  tokensOut: 1,
  costUsd: "0",
};

test("id, vertical, date and turns reach the judge, and nothing else of the line", async () => {
  const inputs: JudgeInput[] = [];
  const recording: Judge = {
    async judge(input) {
      inputs.push(input);
      return answer;
    },
  };
  await judgeSet([labelled("a")], { judge: recording, rules });
  const [input] = inputs;
  expect(Object.keys(input ?? {}).sort()).toEqual(
    ["callId", "dateUtc", "purpose", "rules", "segments", "vertical"].sort(),
  );
  expect(input).toMatchObject({ callId: "a", vertical: "Solar", dateUtc: "2026-11-04", purpose: "eval" });
  for (const segment of input?.segments ?? [])
    expect(Object.keys(segment).sort()).toEqual(["end", "speaker", "start", "text"]);
  expect(JSON.stringify(input)).not.toMatch(/SECRET|secret_code|77123|"bad"/);
  expect(input?.rules).toMatchObject({ version: "General@1", rules: rules[0]?.rules });
});

test("several at once, and the order is the set's", async () => {
  let [atOnce, most] = [0, 0];
  const waiting: (() => void)[] = [];
  // Four begin before any of them ends, and the last ends first.
  const slow: Judge = {
    async judge() {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length === 4) for (const end of waiting.splice(0).reverse()) end();
      });
      atOnce -= 1;
      return answer;
    },
  };
  const told: number[] = [];
  const judged = await judgeSet(calls, {
    judge: slow,
    rules,
    parallel: 4,
    onProgress: (done) => told.push(done),
  });
  expect(judged.map(({ call }) => call.id)).toEqual(calls.map(({ id }) => id));
  expect(most).toBe(4);
  expect(told).toEqual(calls.map((_, at) => at + 1));
});

test("a busy judge is asked again, an unreadable answer counts as one call, a refused key ends the run", async () => {
  let tries = 0;
  const failing: Judge = {
    async judge({ callId }) {
      tries += 1;
      if (tries === 1) throw transient("429", 0);
      if (callId === "call-1") throw callFailure("not JSON");
      return answer;
    },
  };
  const judged = await judgeSet(calls.slice(0, 3), { judge: failing, rules });
  expect(judged.map((one) => (one.verdict === null ? one.failure : one.verdict.status))).toEqual([
    "safe",
    "not JSON",
    "safe",
  ]);
  expect(tries).toBe(4);

  let asked = 0;
  const refusing: Judge = {
    judge(_input, signal) {
      asked += 1;
      if (asked === 2) return Promise.reject(laneFailure("the key was refused (401)"));
      return new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    },
  };
  await expect(judgeSet(calls, { judge: refusing, rules, parallel: 3 })).rejects.toThrow(
    "the key was refused",
  );
  expect(asked).toBe(3);
});

test("Ctrl-C stops a judge that waits, and one that never does", async () => {
  const stop = new AbortController();
  const waiting: Judge = {
    judge: (_input, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
  };
  const run = judgeSet(calls, { judge: waiting, rules, parallel: 2, signal: stop.signal });
  stop.abort();
  await expect(run).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));

  // Busy for 400 ms and never waiting: the signal, which aborts after none, is heard on the way or not at all.
  const late = new AbortController();
  setTimeout(() => late.abort(), 0);
  const busy: Judge = {
    async judge() {
      const until = performance.now() + 10;
      while (performance.now() < until);
      return answer;
    },
  };
  const many = Array.from({ length: 40 }, (_, at) => labelled(`n${at}`));
  await expect(judgeSet(many, { judge: busy, rules, signal: late.signal })).rejects.toThrow(
    expect.objectContaining({ name: "AbortError" }),
  );
});
