import path from "node:path";
import { createPhraseJudge } from "@callscript/adapters/judge-phrases/phrase-judge.ts";
import { readRulePacks } from "@callscript/adapters/rules-yaml/read-rule-packs.ts";
import { inForce } from "@callscript/core/rule.ts";
import type { Segment } from "@callscript/core/transcript.ts";
import { judgeOne } from "@callscript/lanes/judge/judge-one.ts";
import { expect, test } from "vitest";
import { allCalls } from "./calls/all-calls.ts";
import type { DemoCall } from "./calls/demo-call.ts";
import { demoRoot } from "./demo-root.ts";
import { codedSeconds, leadSeconds, symbolSeconds } from "./voice-code/tones.ts";
import { symbolsOf } from "./voice-code/vocabulary.ts";

const day = "2026-11-24";
const packs = await readRulePacks(path.join(demoRoot(), "../rules"));
const rules = packs.flatMap((pack) => pack.rules);

/** The written turns with the times that they have in the recording, so that silences are judged too. */
function written({ turns }: DemoCall): { segments: Segment[]; seconds: number } {
  let at = leadSeconds;
  const segments = turns.map(({ speaker, text, pause }) => {
    const start = at;
    const end = start + symbolsOf(text).length * symbolSeconds;
    at = end + pause;
    return { speaker, text, start, end };
  });
  const coded = turns.map(({ text, pause }) => ({ speaker: 0 as const, pieces: symbolsOf(text), pause }));
  return { segments, seconds: codedSeconds(coded) };
}

async function verdictOn(call: DemoCall, segments: readonly Segment[], seconds: number) {
  const { verdict } = await judgeOne(
    createPhraseJudge(),
    {
      id: call.id,
      purpose: "judge",
      vertical: call.vertical,
      day,
      segments,
      words: [],
      recordingSeconds: seconds,
      peaks: null,
      earlierCalls: [],
    },
    { version: "shipped", rules: rules.filter((rule) => inForce(rule, call.vertical, day)) },
    new AbortController().signal,
  );
  return verdict;
}

test("what a demo call is to be flagged with is a shipped rule that is asked of its vertical", () => {
  for (const { id, vertical, flags } of allCalls) {
    const asked = rules.filter((rule) => inForce(rule, vertical, day)).map((rule) => rule.code);
    expect(
      flags.filter((code) => !asked.includes(code)),
      id,
    ).toEqual([]);
  }
});

test.each(allCalls.filter((call) => call.flags.length > 0))(
  "the bad call $id is flagged with $flags, each with its evidence",
  async (call) => {
    const { segments, seconds } = written(call);
    const { status, flags } = await verdictOn(call, segments, seconds);
    expect(status).toBe("flagged");
    expect(flags.map((flag) => flag.code).sort()).toEqual([...call.flags].sort());
    for (const flag of flags) {
      if (flag.evidence === "quote") expect(segments[flag.turn ?? -1]?.text).toContain(flag.quote);
      else expect(flag.fact?.value).toBeGreaterThan(flag.fact?.limit ?? Number.POSITIVE_INFINITY);
    }
  },
);

test.each(allCalls.filter((call) => call.flags.length === 0))(
  "the safe call $id is passed, whatever dangerous words it says innocently",
  async (call) => {
    const { segments, seconds } = written(call);
    expect(await verdictOn(call, segments, seconds)).toMatchObject({
      status: "safe",
      flags: [],
      needsReview: null,
    });
  },
);

test("the flags come of what is said: with a bad call's words gone, none of its quotes remains", async () => {
  for (const call of allCalls) {
    const { segments, seconds } = written(call);
    const hushed = segments.map((turn) => ({ ...turn, text: "okay" }));
    const { flags } = await verdictOn(call, hushed, seconds);
    expect(
      flags.filter((flag) => flag.evidence === "quote"),
      call.id,
    ).toEqual([]);
  }
});
