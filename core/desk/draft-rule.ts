import { z } from "zod";
import { SeverityWord } from "../flag.ts";
import { Rule } from "../rule.ts";
import { Vertical } from "../vertical.ts";

const Line = z.string().max(500);
const Text = z.string().max(4_000);

/** A rule while it is written: of the shape of one, but it may lack what a rule needs. */
export const DraftRule = Rule.extend({
  code: Line,
  name: Line,
  severity: SeverityWord,
  verticals: z.array(Vertical),
  effective_from: Line,
  effective_to: Line.nullable().default(null),
  applies_when: Text.default("always"),
  question: Text,
  examples: z.object({ flag: z.array(Text).max(50), pass: z.array(Text).max(50) }),
});
export type DraftRule = z.infer<typeof DraftRule>;

/** What a new rule of a pack begins as; `today` as `YYYY-MM-DD`. */
export function newDraftRule(pack: Vertical, today: string): DraftRule {
  return {
    code: "",
    name: "",
    severity: "medium",
    verticals: [pack],
    effective_from: today,
    effective_to: null,
    applies_when: "always",
    applies_if: null,
    question: "",
    at_fault: "publisher",
    refundable: true,
    phrases: [],
    facts: [],
    examples: { flag: [], pass: [] },
  };
}
