import path from "node:path";
import { fileURLToPath } from "node:url";
import { createPhraseJudge } from "@callscript/adapters/judge-phrases/phrase-judge.ts";
import { readRulePacks } from "@callscript/adapters/rules-yaml/read-rule-packs.ts";
import type { Rule } from "@callscript/core/rule.ts";
import type { Segment } from "@callscript/core/transcript.ts";
import { expect, test } from "vitest";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const packs = await readRulePacks(path.join(root, "rules"));
const judge = createPhraseJudge();

/** The turns of an example ("C: stop calling. A: I can't."); without speakers it may be either side's one turn. */
function readings(example: string): Segment[][] {
  const parts = example.split(/(?:^|\s)([AC]): /).slice(1);
  const turn = (speaker: string, text: string): Segment => ({ speaker, text, start: null, end: null });
  if (parts.length === 0) return [[turn("agent", example)], [turn("caller", example)]];
  const turns: Segment[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2)
    turns.push(turn(parts[at] === "A" ? "agent" : "caller", parts[at + 1] ?? ""));
  return [turns];
}

async function isFlagged(rule: Rule, example: string): Promise<boolean> {
  for (const segments of readings(example)) {
    const { findings } = await judge.judge(
      {
        callId: "example",
        purpose: "eval",
        vertical: "General",
        dateUtc: rule.effective_from,
        segments,
        rules: { version: "examples", rules: [rule] },
      },
      new AbortController().signal,
    );
    if (findings.length > 0) return true;
  }
  return false;
}

test("every rule's examples are judged by its phrases as they say: two flagged, two passed", async () => {
  const wrong: string[] = [];
  const said = packs.flatMap(({ rules }) => rules).filter(({ phrases }) => phrases.length > 0);
  for (const rule of said) {
    expect([rule.code, rule.examples.flag.length, rule.examples.pass.length]).toEqual([rule.code, 2, 2]);
    for (const one of rule.examples.flag)
      if (!(await isFlagged(rule, one))) wrong.push(`${rule.code} misses: ${one}`);
    for (const one of rule.examples.pass)
      if (await isFlagged(rule, one)) wrong.push(`${rule.code} flags: ${one}`);
  }
  expect(wrong).toEqual([]);
});
