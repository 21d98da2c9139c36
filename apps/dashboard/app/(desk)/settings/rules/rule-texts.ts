import { writePrecheckText } from "@callscript/adapters/rules-yaml/precheck-text.ts";
import { diffRules } from "@callscript/core/desk/diff-rules.ts";
import { type DiffPart, diffLines, diffWords } from "@callscript/core/desk/diff-text.ts";
import { DraftRule } from "@callscript/core/desk/draft-rule.ts";
import type { Rule } from "@callscript/core/rule.ts";
import { calendarDate } from "../../../../lib/format.ts";
import type { FieldChange, RuleChange, RuleForm } from "./rule-state.ts";
import { faultWords } from "./rule-words.ts";

/** A rule as the editor holds it. `unread`: the pre-check as it was typed, where that cannot be read. */
export function formOf(rule: DraftRule, unread: string | null = null): RuleForm {
  const { code, name, severity, verticals, effective_from, effective_to, applies_when, question } = rule;
  const { at_fault, refundable, examples } = rule;
  const precheck = unread ?? writePrecheckText(rule);
  const { flag, pass } = examples;
  return {
    ...{ code, name, severity, verticals, effective_from, effective_to, applies_when, question, at_fault },
    ...{ refundable, flag, pass, precheck },
  };
}

/** The fields of a rule as texts, in the order in which they are shown. */
function fieldTexts(rule: DraftRule): [field: string, text: string][] {
  const form = formOf(rule);
  return [
    ["Name", form.name],
    ["Code", form.code],
    ["Question for the judge", form.question],
    ["Severity", form.severity],
    ["In force from", dayWords(form.effective_from)],
    ["In force until", form.effective_to === null ? "no end" : dayWords(form.effective_to)],
    ["Applies", form.applies_when],
    ["Asked of calls of", form.verticals.join(", ")],
    ["Flag", form.flag.join("\n")],
    ["Do not flag", form.pass.join("\n")],
    ["At fault", faultWords[form.at_fault]],
    ["Refund", form.refundable ? "can be asked for" : "cannot be asked for"],
    ["Pre-check", form.precheck],
  ];
}

function dayWords(day: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(day) ? calendarDate(day) : day;
}

/** What changed from one rule to the other; of a long pre-check only the lines around what did. */
export function changesOf(before: DraftRule | null, after: DraftRule | null): FieldChange[] {
  const [old, now] = [before, after].map((rule) => new Map(rule === null ? [] : fieldTexts(rule)));
  return [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].flatMap((field) => {
    const [was, is] = [old?.get(field) ?? "", now?.get(field) ?? ""];
    if (was === is) return [];
    return [{ field, parts: field === "Pre-check" ? aroundChanges(diffLines(was, is)) : diffWords(was, is) }];
  });
}

const contextLines = 2;

function aroundChanges(parts: readonly DiffPart[]): DiffPart[] {
  return parts.map((part, index) => {
    if (part.kind !== "same") return part;
    const lines = part.text.split(/(?<=\n)/);
    const before = index === 0 ? [] : lines.slice(0, contextLines);
    const after = index === parts.length - 1 ? [] : lines.slice(-contextLines);
    if (before.length + after.length >= lines.length) return part;
    return { kind: "same", text: [...before, "…\n", ...after].join("") };
  });
}

/** What one version of a pack changes in another, rule by rule. */
export function packChanges(before: readonly Rule[], after: readonly Rule[]): RuleChange[] {
  const { added, removed, changed } = diffRules(before, after);
  const find = (rules: readonly Rule[], { code, effective_from }: { code: string; effective_from: string }) =>
    rules.find((rule) => rule.code === code && rule.effective_from === effective_from) ??
    rules.find((rule) => rule.code === code);
  const changeOf = (kind: RuleChange["kind"], old: Rule | undefined, now: Rule | undefined) => ({
    kind,
    name: (now ?? old)?.name ?? "",
    code: (now ?? old)?.code ?? "",
    fields: changesOf(old ?? null, now ?? null),
  });
  return [
    ...changed.map((one) => changeOf("changed", find(before, one), find(after, one))),
    ...added.map((one) => changeOf("new", undefined, find(after, one))),
    ...removed.map((one) => changeOf("removed", find(before, one), undefined)),
  ];
}

/** What the database keeps of a draft's rule. @throws where it is none, which only our own writing could make. */
export function readDraftRule(definition: unknown): DraftRule {
  return DraftRule.parse(definition);
}
