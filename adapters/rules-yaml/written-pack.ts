import { PackVersion, Rule, RulePack } from "@callscript/core/rule.ts";
import { z } from "zod";

/** Each is several times what the longest built-in rule has: a model is asked all of it on every call. */
const most = { name: 200, question: 2_000, applies_when: 2_000, example: 5_000 };

function tooLong(characters: number): string {
  return `has more than ${characters} characters`;
}

const Example = z.string().max(most.example, tooLong(most.example));

/** A rule as a file may have it. */
export const WrittenRule = Rule.extend({
  name: Rule.shape.name.max(most.name, tooLong(most.name)),
  question: Rule.shape.question.max(most.question, tooLong(most.question)),
  applies_when: Rule.shape.applies_when.refine(
    (text) => text.length <= most.applies_when,
    tooLong(most.applies_when),
  ),
  examples: z.object({ flag: z.array(Example), pass: z.array(Example) }),
});

/** A pack as a file may have it: what was published under wider limits stays readable, and is not written again. */
export const WrittenPack = RulePack.safeExtend({ version: PackVersion, rules: z.array(WrittenRule).min(1) });
