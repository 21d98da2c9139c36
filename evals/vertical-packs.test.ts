import path from "node:path";
import { fileURLToPath } from "node:url";
import { createPhraseJudge } from "@callscript/adapters/judge-phrases/phrase-judge.ts";
import { readRulePacks } from "@callscript/adapters/rules-yaml/read-rule-packs.ts";
import { rulesOf } from "@callscript/core/rules-of.ts";
import type { Segment } from "@callscript/core/transcript.ts";
import { expect, test } from "vitest";
import { readLabelledSet } from "./read-labelled-set.ts";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const packs = await readRulePacks(path.join(root, "rules"));
const calls = await readLabelledSet(path.join(root, "evals/golden/calls.jsonl"), null);
const labelled = new Set(calls.flatMap(({ flags }) => flags.map(({ code }) => code)));
const judge = createPhraseJudge();

const heardAs: Record<string, (turns: readonly Segment[]) => Segment[]> = {
  "as it is": (turns) => [...turns],
  "with the speakers unknown": (turns) => turns.map((turn) => ({ ...turn, speaker: "unknown" })),
  "with the speakers the wrong way round": (turns) =>
    turns.map((turn) => ({ ...turn, speaker: turn.speaker === "agent" ? "caller" : "agent" })),
  "as one turn of an unknown voice": (turns) => [
    { speaker: "unknown", start: 0, end: null, text: turns.map(({ text }) => text).join(" ") },
  ],
};

/** The codes of the verticals' own rules that the phrase judge finds in turns. */
async function ownCodes(vertical: string, day: string, segments: readonly Segment[]): Promise<string[]> {
  const { version, rules } = rulesOf(packs, vertical, day);
  const { findings } = await judge.judge(
    {
      callId: "",
      purpose: "eval",
      vertical,
      dateUtc: day,
      segments,
      rules: {
        version,
        rules: rules.filter(({ verticals, code }) => !verticals.includes("General") && !labelled.has(code)),
      },
    },
    new AbortController().signal,
  );
  return findings.map(({ code }) => code).sort();
}

test.each(Object.keys(heardAs))("no vertical's own rule flags a safe call %s", async (how) => {
  for (const { id, label, vertical, date, turns } of calls) {
    if (label === "safe") expect(await ownCodes(vertical, date, heardAs[how]?.(turns) ?? []), id).toEqual([]);
  }
});

test("nor a safe call of another vertical that says the same words", async () => {
  for (const { id, label, date, turns } of calls) {
    if (label === "bad") continue;
    for (const { pack } of packs) expect(await ownCodes(pack, date, turns), `${id} as ${pack}`).toEqual([]);
  }
});

test("what the verticals' own rules flag on bad calls was read and is true", async () => {
  const found: Record<string, string[]> = {};
  for (const { id, label, vertical, date, turns } of calls) {
    const codes = label === "bad" ? await ownCodes(vertical, date, turns) : [];
    if (codes.length > 0) found[id] = codes;
  }
  expect(found).toEqual({
    "dc-0665d2b337": ["debt_collection_stops", "debt_credit_untouched", "debt_stop_paying_undisclosed"],
    "dc-0eb2792025": ["aca_not_insurance"],
    "dc-1b671ffd0a": ["debt_gov_program"],
    "dc-30b708ce61": ["solar_bill_gone", "solar_tax_credit_promise"],
    "dc-5d0716ad40": ["solar_ineligible"],
    "dc-c4764224cc": ["legal_result_promise", "legal_retainer_pressure"],
    "dc-e5b11f54a2": ["auto_policy_cancelled_unasked"],
    "dc-ef7c6edd91": ["aca_no_enrollment_consent"],
    "dc-f3855d7ed3": ["med_snp_ineligible"],
  });
});
