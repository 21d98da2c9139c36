import "server-only";
import { nextVersion } from "@callscript/core/desk/plan-publication.ts";
import {
  draftRule,
  draftRuleHeads,
  flagsOfRules,
  publishedRule,
  publishedRuleHeads,
  type RuleHead,
  ruleDrafts,
} from "@callscript/core/desk/rule-drafts.sql.ts";
import { type RuleVersionRow, ruleVersions } from "@callscript/core/desk/rule-versions.sql.ts";
import { type Vertical, verticals } from "@callscript/core/vertical.ts";
import { cache } from "react";
import { database } from "../../../../lib/database.ts";
import type { Person } from "../../../../lib/session.ts";
import { openRuleOf } from "./open-rule.ts";
import type { FieldChange, OpenRule, RuleForm } from "./rule-state.ts";
import { changesOf, formOf, readDraftRule } from "./rule-texts.ts";
import type { RulesView } from "./rules-query.ts";

interface ChosenRule {
  head: RuleHead;
  isOfDraft: boolean;
}

export type Chosen = ChosenRule &
  (
    | { shows: "editor"; open: OpenRule }
    | { shows: "view"; form: RuleForm }
    | { shows: "changes"; changes: FieldChange[] }
  );

export interface RulesPage {
  view: RulesView & { pack: Vertical };
  me: string;
  isAdmin: boolean;
  /** The version in force; null: the pack has none yet. */
  current: RuleVersionRow | null;
  next: string;
  draft: Awaited<ReturnType<typeof ruleDrafts.run>>[number] | null;
  /** Of each pack: has it rules, and is a draft of it written? */
  packs: { pack: string; version: string | null; isDraft: boolean }[];
  rules: RuleHead[];
  flagsToday: ReadonlyMap<string, number>;
  chosen: Chosen | null;
  today: string;
}

const readVersions = cache(() => ruleVersions.run(database()));

/** What the page shows: the pack, its rules, and one of them whole. */
export async function readRulesPage(view: RulesPage["view"], person: Person): Promise<RulesPage> {
  const db = database();
  const today = new Date().toISOString().slice(0, 10);
  const [versions, drafts, flags, draftHeads, heads] = await Promise.all([
    readVersions(),
    ruleDrafts.run(db),
    flagsOfRules.run(db, new Date(`${today}T00:00:00Z`)),
    draftRuleHeads.run(db, view.pack),
    publishedRuleHeads.run(db, view.pack),
  ]);
  const isAdmin = person.role === "admin";
  const draft = drafts.find(({ pack }) => pack === view.pack) ?? null;
  const own = versions.filter(({ pack }) => pack === view.pack);
  const showsDraft = draft !== null && view.v !== "published";
  const rules = showsDraft ? draftHeads : heads;
  return {
    view,
    me: person.email,
    isAdmin,
    current: own.find(({ in_force }) => in_force) ?? null,
    next: nextVersion(own),
    draft,
    packs: verticals.map((pack) => ({
      pack,
      version: versions.find((one) => one.pack === pack && one.in_force)?.version ?? null,
      isDraft: drafts.some((one) => one.pack === pack),
    })),
    rules,
    flagsToday: new Map(flags.map(({ code, calls }) => [code, calls])),
    chosen: await readChosen(rules, view, isAdmin),
    today,
  };
}

async function readChosen(
  rules: readonly RuleHead[],
  { pack, rule, v }: RulesPage["view"],
  isAdmin: boolean,
): Promise<Chosen | null> {
  const db = database();
  const head = rules.find((one) => isCalled(one, rule)) ?? bySeverity(rules)[0];
  if (head === undefined) return null;
  if (head.id === null) {
    const [found] = await publishedRule.run(db, pack, head.code, head.effective_from);
    if (found === undefined) return null;
    return { head, isOfDraft: false, shows: "view", form: formOf(readDraftRule(found.definition)) };
  }
  const [found] = await draftRule.run(db, head.id);
  if (found === undefined) return null;
  if (v === "changes") {
    const base = found.base === null ? null : readDraftRule(found.base);
    const changes = changesOf(base, found.removed ? null : readDraftRule(found.definition));
    return { head, isOfDraft: true, shows: "changes", changes };
  }
  const open = openRuleOf(found);
  return isAdmin && !found.removed
    ? { head, isOfDraft: true, shows: "editor", open }
    : { head, isOfDraft: true, shows: "view", form: open.form };
}

function isCalled({ id, code, effective_from }: RuleHead, name: string | null): boolean {
  return name !== null && [id, code, `${code}@${effective_from}`].includes(name);
}

const order = ["critical", "high", "medium", "low"];

/** The worst first; among equals their own order. */
export function bySeverity(rules: readonly RuleHead[]): RuleHead[] {
  return rules.toSorted((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity));
}

/** What an address calls the rule: its code where that is enough. */
export function nameOf(rule: RuleHead, rules: readonly RuleHead[]): string {
  if (rule.code === "" || rule.change === "new") return rule.id ?? rule.code;
  const first = rules.find(({ code }) => code === rule.code);
  return first === rule ? rule.code : `${rule.code}@${rule.effective_from}`;
}
