import { Rule } from "@callscript/core/rule.ts";
import { parseDocument } from "yaml";
import { unknownFields } from "./unknown-fields.ts";
import { writeRuleFields } from "./write-pack-text.ts";

/** What of a rule is code's to look for: its precondition, its phrases and its measures. */
const Precheck = Rule.pick({ applies_if: true, phrases: true, facts: true });
export type Precheck = Pick<Rule, "applies_if" | "phrases" | "facts">;

export type ReadPrecheck = { ok: true; precheck: Precheck } | { ok: false; fault: string };

/** Some rule around a pre-check: the rest of the one that is written may not be one yet. */
const around = {
  code: "any",
  name: "any",
  severity: "low",
  verticals: ["General"],
  effective_from: "2026-01-01",
  question: "any question",
  at_fault: "system",
  refundable: false,
  examples: { flag: [], pass: [] },
};

/** A rule's pre-check as its file has it; "" where it has none. */
export function writePrecheckText({ applies_if, phrases, facts }: Precheck): string {
  const rule = Rule.parse({ ...around, applies_if, phrases, facts });
  return writeRuleFields(rule, Object.keys(Precheck.shape));
}

/** Reads it again; a fault says where it is: a line of YAML, or a field. */
export function readPrecheckText(text: string): ReadPrecheck {
  const document = parseDocument(text, { merge: true });
  const [error] = document.errors;
  if (error) return { ok: false, fault: `is no YAML: ${error.message.split("\n")[0]}` };
  let value: unknown;
  try {
    value = document.toJS() ?? {};
  } catch (thrown) {
    if (!(thrown instanceof ReferenceError)) throw thrown;
    return { ok: false, fault: `is no YAML: ${thrown.message}` };
  }
  const unknown = unknownFields({ rules: [value] })[0];
  const parsed = Precheck.strict().safeParse(value);
  if (parsed.success && unknown === undefined) return { ok: true, precheck: parsed.data };
  const issue = parsed.success ? unknown : parsed.error.issues[0];
  const path = (issue?.path ?? []).filter((part) => parsed.success === false || part !== "rules").join(".");
  return { ok: false, fault: `${path === "" ? "" : `${path} `}${issue?.message ?? "cannot be read"}` };
}
