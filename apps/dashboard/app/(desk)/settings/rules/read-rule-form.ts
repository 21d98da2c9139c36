import "server-only";
import { readPrecheckText } from "@callscript/adapters/rules-yaml/precheck-text.ts";
import { DraftRule } from "@callscript/core/desk/draft-rule.ts";
import { z } from "zod";

const Form = DraftRule.omit({ applies_if: true, phrases: true, facts: true, examples: true }).extend({
  flag: DraftRule.shape.examples.shape.flag,
  pass: DraftRule.shape.examples.shape.pass,
  precheck: z.string().max(200_000),
});

/** What the editor sent, with the pre-check that its text says; of a text that cannot be read the last one stays. */
export function readRuleForm(
  sent: unknown,
  kept: Pick<DraftRule, "applies_if" | "phrases" | "facts">,
): { rule: DraftRule; unread: string | null; fault: string | null } {
  const { flag, pass, precheck: text, ...fields } = Form.parse(sent);
  const read = readPrecheckText(text);
  const { applies_if, phrases, facts } = read.ok ? read.precheck : kept;
  const rule = { ...fields, applies_if, phrases, facts, examples: { flag, pass } };
  return read.ok ? { rule, unread: null, fault: null } : { rule, unread: text, fault: read.fault };
}
