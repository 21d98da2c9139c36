"use server";

import { newDraftRule } from "@callscript/core/desk/draft-rule.ts";
import { draftRule } from "@callscript/core/desk/rule-drafts.sql.ts";
import {
  addDraftRule,
  discardRuleDraft,
  markEditing,
  rebaseRuleDraft,
  saveDraftRule,
  startRuleDraft,
} from "@callscript/core/desk/write-draft.sql.ts";
import { Vertical } from "@callscript/core/vertical.ts";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { database } from "../../../../lib/database.ts";
import { requireActor } from "../../../../lib/session.ts";
import { lintDraftRule } from "./lint-draft-rule.ts";
import { openRuleOf } from "./open-rule.ts";
import { readRuleForm } from "./read-rule-form.ts";
import type { SaveAnswer } from "./rule-state.ts";
import { readDraftRule } from "./rule-texts.ts";

const Id = z.uuid();
const Version = z.int().min(1);
const Revision = z.string().regex(/^\d{1,18}$/);

/** Begins the pack's draft, which all admins share. */
export async function startDraft(pack: string): Promise<void> {
  const person = await requireActor("admin");
  await startRuleDraft.run(database(), Vertical.parse(pack), person.email);
  revalidatePath("/settings/rules");
}

/** Writes a rule over the version that its writer has seen, and says what is wrong with it. */
export async function saveRule(id: string, version: number, form: unknown): Promise<SaveAnswer> {
  const person = await requireActor("admin");
  const db = database();
  const [stored] = await draftRule.run(db, Id.parse(id));
  if (stored === undefined) return { outcome: "gone" };
  const pack = Vertical.parse(stored.pack);
  const { rule, unread, fault } = readRuleForm(form, readDraftRule(stored.definition));
  const notes = [
    ...(fault === null ? [] : [{ level: "fault" as const, field: "precheck", message: fault }]),
    ...(await lintDraftRule(rule, pack)),
  ];
  const [saved] = await saveDraftRule.run(
    db,
    stored.id,
    Version.parse(version),
    JSON.stringify(rule),
    unread,
    stored.removed,
    notes.filter(({ level }) => level === "fault").length,
    person.email,
  );
  if (saved?.outcome === "saved") {
    revalidatePath("/settings/rules");
    return { outcome: "saved", version: saved.version ?? version, notes };
  }
  if (saved?.outcome !== "stale") return { outcome: "gone" };
  const [theirs] = await draftRule.run(db, stored.id);
  if (theirs === undefined) return { outcome: "gone" };
  return {
    outcome: "stale",
    by: saved.changed_by ?? "Somebody",
    at: (saved.changed_at_utc ?? new Date()).toISOString(),
    theirs: openRuleOf(theirs),
  };
}

/** What is wrong with a rule as it stands in the draft, without writing it. */
export async function lintStored(id: string) {
  await requireActor("admin");
  const [stored] = await draftRule.run(database(), Id.parse(id));
  if (stored === undefined) return [];
  return lintDraftRule(readDraftRule(stored.definition), Vertical.parse(stored.pack));
}

/** How many faults a rule has as it is stored. */
async function faultsOf(definition: unknown, unread: string | null, pack: string): Promise<number> {
  const notes = await lintDraftRule(readDraftRule(definition), Vertical.parse(pack));
  return notes.filter(({ level }) => level === "fault").length + (unread === null ? 0 : 1);
}

/** Takes a rule out of the draft, or puts it back; false: somebody wrote it meanwhile. */
export async function setRemoved(id: string, version: number, isRemoved: boolean): Promise<boolean> {
  const person = await requireActor("admin");
  const [stored] = await draftRule.run(database(), Id.parse(id));
  if (stored === undefined) return false;
  const { definition, unread } = stored;
  const faults = await faultsOf(definition, unread, stored.pack);
  const [saved] = await saveDraftRule.run(
    database(),
    stored.id,
    Version.parse(version),
    JSON.stringify(definition),
    unread,
    isRemoved,
    faults,
    person.email,
  );
  revalidatePath("/settings/rules");
  return saved?.outcome === "saved";
}

/** Puts a rule back that the draft takes out; false: it is no longer there. */
export async function putBack(id: string): Promise<boolean> {
  await requireActor("admin");
  const [stored] = await draftRule.run(database(), Id.parse(id));
  return stored === undefined ? false : setRemoved(id, stored.version, false);
}

/** Puts a rule back to what the version in force says; false: somebody wrote it meanwhile, or it is new. */
export async function undoRule(id: string, version: number): Promise<boolean> {
  const person = await requireActor("admin");
  const [stored] = await draftRule.run(database(), Id.parse(id));
  if (stored === undefined || stored.base === null) return false;
  const base = JSON.stringify(stored.base);
  const faults = await faultsOf(stored.base, null, stored.pack);
  const [saved] = await saveDraftRule.run(
    database(),
    stored.id,
    Version.parse(version),
    base,
    null,
    false,
    faults,
    person.email,
  );
  revalidatePath("/settings/rules");
  return saved?.outcome === "saved";
}

/** Adds an empty rule to the pack's draft; null: there is no draft any more. */
export async function addRule(pack: string): Promise<string | null> {
  const person = await requireActor("admin");
  const vertical = Vertical.parse(pack);
  const rule = newDraftRule(vertical, new Date().toISOString().slice(0, 10));
  const notes = await lintDraftRule(rule, vertical);
  const [added] = await addDraftRule.run(
    database(),
    vertical,
    JSON.stringify(rule),
    notes.length,
    person.email,
  );
  revalidatePath("/settings/rules");
  return added?.id ?? null;
}

/** Says that this person writes in a rule; answers who else does, or null. */
export async function nowEditing(id: string): Promise<string | null> {
  const person = await requireActor("admin");
  const [marked] = await markEditing.run(database(), Id.parse(id), person.email);
  return marked?.other ?? null;
}

/** Throws the draft away as it was looked at; false: it was changed meanwhile. */
export async function discardDraft(pack: string, revision: string): Promise<boolean> {
  const person = await requireActor("admin");
  const [done] = await discardRuleDraft.run(
    database(),
    Vertical.parse(pack),
    Revision.parse(revision),
    person.email,
  );
  revalidatePath("/settings/rules");
  return done?.discarded ?? false;
}

/** Puts the draft on the version that was published meanwhile; false: the draft was changed meanwhile. */
export async function rebaseDraft(pack: string, revision: string): Promise<boolean> {
  const person = await requireActor("admin");
  const [done] = await rebaseRuleDraft.run(
    database(),
    Vertical.parse(pack),
    Revision.parse(revision),
    person.email,
  );
  revalidatePath("/settings/rules");
  return done?.rebased ?? false;
}
