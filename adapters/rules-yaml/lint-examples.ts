import type { Judge } from "@callscript/core/ports.ts";
import type { Rule } from "@callscript/core/rule.ts";
import { exampleTurns } from "./example-turns.ts";
import type { PatternNote } from "./lint-patterns.ts";

/** A rule shows at least so many calls that it flags, and so many that it does not. */
const leastExamples = 2;

/**
 * What is wrong with a rule's examples: too few, or judged otherwise by the rule's own phrases. A rule without phrases
 * (measured, or a model's alone) has nothing to judge them with.
 */
export async function lintExamples(rule: Rule, judge: Judge): Promise<PatternNote[]> {
  const notes: PatternNote[] = [];
  for (const side of ["flag", "pass"] as const) {
    const examples = rule.examples[side];
    const path = ["examples", side];
    if (examples.length < leastExamples)
      notes.push({ level: "fault", path, message: `needs at least ${leastExamples} examples` });
    if (rule.phrases.length === 0) continue;
    for (const [index, example] of examples.entries()) {
      const isFlagged = await flags(rule, example, judge);
      if (isFlagged === (side === "flag")) continue;
      const message = isFlagged
        ? "a phrase of the rule flags this example, which is to pass"
        : "no phrase of the rule flags this example (A: and C: before the words say who speaks)";
      notes.push({ level: "fault", path: [...path, index], message });
    }
  }
  return notes;
}

async function flags(rule: Rule, example: string, judge: Judge): Promise<boolean> {
  const { findings } = await judge.judge(
    {
      callId: "",
      purpose: "eval",
      vertical: rule.verticals[0] ?? "General",
      dateUtc: rule.effective_from,
      segments: exampleTurns(example),
      rules: { version: "", rules: [rule] },
    },
    new AbortController().signal,
  );
  return findings.some(({ answer }) => answer === "yes");
}
