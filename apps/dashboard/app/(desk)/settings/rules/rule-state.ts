import type { DiffPart } from "@callscript/core/desk/diff-text.ts";

/** A rule as the editor holds it; the pre-check is the text of it. */
export interface RuleForm {
  code: string;
  name: string;
  severity: "low" | "medium" | "high" | "critical";
  verticals: string[];
  effective_from: string;
  effective_to: string | null;
  applies_when: string;
  question: string;
  at_fault: "publisher" | "buyer" | "system";
  refundable: boolean;
  flag: string[];
  pass: string[];
  precheck: string;
}

/** What is wrong with a field, or worth knowing of it. */
export interface FieldNote {
  level: "fault" | "note";
  /** Such as "question", or "precheck"; "" where the rule as a whole is meant. */
  field: string;
  message: string;
}

export interface OpenRule {
  id: string;
  version: number;
  removed: boolean;
  isNew: boolean;
  form: RuleForm;
  changedBy: string | null;
  changedAt: string | null;
}

export type SaveAnswer =
  | { outcome: "saved"; version: number; notes: FieldNote[] }
  /** Somebody else was faster: what stands there now. */
  | { outcome: "stale"; by: string; at: string; theirs: OpenRule }
  | { outcome: "gone" };

/** What changed in a field, for people. */
export interface FieldChange {
  field: string;
  parts: DiffPart[];
}

export interface RuleChange {
  name: string;
  code: string;
  kind: "new" | "changed" | "removed";
  fields: FieldChange[];
}
