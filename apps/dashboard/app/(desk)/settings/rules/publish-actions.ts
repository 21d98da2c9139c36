"use server";

import { lintTogether } from "@callscript/adapters/rules-yaml/lint-together.ts";
import { nextVersion } from "@callscript/core/desk/plan-publication.ts";
import { publishDraft, readDraftPack, rollBack } from "@callscript/core/desk/publish-draft.ts";
import { PublishConflictError } from "@callscript/core/desk/publish-rules.ts";
import { readPackVersions, readPublishedPacks } from "@callscript/core/desk/read-published-packs.ts";
import { meanJudgementCost } from "@callscript/core/desk/rejudge.sql.ts";
import { ruleDrafts } from "@callscript/core/desk/rule-drafts.sql.ts";
import { rejudgeableSince, requestRejudgeSince } from "@callscript/core/desk/write-draft.sql.ts";
import { Vertical } from "@callscript/core/vertical.ts";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { database } from "../../../../lib/database.ts";
import { requireActor } from "../../../../lib/session.ts";
import { lintDraftRule } from "./lint-draft-rule.ts";
import { againWords } from "./publish-words.ts";
import type { RuleChange } from "./rule-state.ts";
import { packChanges } from "./rule-texts.ts";

const Reason = z
  .string()
  .trim()
  .min(1, "Say what changed and why.")
  .max(500)
  .refine((text) => !/\p{Cc}/u.test(text), "One line, please.");
const Name = z.string().min(1).max(40);

export interface DraftReview {
  next: string;
  /** Of the draft that was looked at; null: it is over. */
  revision: string | null;
  changes: RuleChange[];
  /** Why it is not to be published: one a rule. */
  faults: string[];
}

/** What publishing the draft would change, and what stands against it. */
export async function reviewDraft(pack: string): Promise<DraftReview> {
  await requireActor("admin");
  const vertical = Vertical.parse(pack);
  const db = database();
  // Before its rules: what is written between the two is a conflict at publishing.
  const revision = (await ruleDrafts.run(db)).find((one) => one.pack === vertical)?.revision ?? null;
  const [{ read, unread }, versions, packs] = await Promise.all([
    readDraftPack(db, vertical),
    readPackVersions(db, vertical),
    readPublishedPacks(db),
  ]);
  const next = nextVersion(versions);
  const before = versions[0]?.rules ?? [];
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => `${path.slice(1).join(".")}: ${message}`);
    return { next, revision, changes: [], faults: [...new Set(faults)].slice(0, 10) };
  }
  const faults = unread > 0 ? ["The pre-check of a rule cannot be read."] : [];
  const touched = packChanges(before, read.data.rules);
  for (const rule of read.data.rules) {
    if (!touched.some(({ code, kind }) => code === rule.code && kind !== "removed")) continue;
    const [first] = (await lintDraftRule(rule, vertical)).filter(({ level }) => level === "fault");
    if (first) faults.push(`${rule.name}: ${first.message}`);
  }
  const file = { file: vertical, pack: read.data, lineOf: () => null };
  faults.push(...lintTogether([file], packs).map(({ rule, message }) => `${rule}: ${message}`));
  return { next, revision, changes: touched, faults };
}

export type PublishAnswer =
  | { outcome: "published"; version: string; again: { text: string; since: string } | null }
  | { outcome: "conflict" | "refused"; why: string };

/** Publishes the draft as it was looked at; what was judged before keeps its judgement. */
export async function publish(pack: string, revision: string, reason: string): Promise<PublishAnswer> {
  const person = await requireActor("admin");
  const vertical = Vertical.parse(pack);
  const said = Reason.safeParse(reason);
  if (!said.success) return { outcome: "refused", why: said.error.issues[0]?.message ?? "Say why." };
  const { faults } = await reviewDraft(vertical);
  if (faults.length > 0) return { outcome: "refused", why: faults.join(" ") };
  return answered(vertical, () =>
    publishDraft(database(), { pack: vertical, revision, by: person.email, reason: said.data }),
  );
}

/** Publishes the rules of an earlier version again, as a new one. */
export async function goBack(
  pack: string,
  earlier: string,
  basedOn: string,
  reason: string,
): Promise<PublishAnswer> {
  const person = await requireActor("admin");
  const vertical = Vertical.parse(pack);
  const said = Reason.safeParse(reason);
  if (!said.success) return { outcome: "refused", why: said.error.issues[0]?.message ?? "Say why." };
  return answered(vertical, () =>
    rollBack(database(), {
      pack: vertical,
      earlier: Name.parse(earlier),
      basedOn: Name.parse(basedOn),
      by: person.email,
      reason: said.data,
    }),
  );
}

const weekMs = 7 * 86_400_000;

async function answered(pack: Vertical, work: () => Promise<string>): Promise<PublishAnswer> {
  try {
    const version = await work();
    revalidatePath("/settings/rules");
    // It is published, whether or not that can be counted.
    return { outcome: "published", version, again: await judgedBefore(pack).catch(() => null) };
  } catch (error) {
    if (!(error instanceof PublishConflictError)) throw error;
    return { outcome: "conflict", why: error.message };
  }
}

/** The pack's calls of the last week that can be judged again; null: there are none. */
async function judgedBefore(pack: Vertical): Promise<{ text: string; since: string } | null> {
  const since = new Date(Date.now() - weekMs);
  const [[found], [mean]] = await Promise.all([
    rejudgeableSince.run(database(), pack, since),
    meanJudgementCost.run(database()),
  ]);
  const calls = found?.calls ?? 0;
  return calls === 0 ? null : { text: againWords(calls, mean?.usd ?? "0"), since: since.toISOString() };
}

/** Asks for the pack's calls since then to be judged again; answers how many. */
export async function judgeSinceAgain(pack: string, since: string): Promise<number> {
  const person = await requireActor("admin");
  const from = new Date(
    Math.max(z.iso.datetime().parse(since) ? Date.parse(since) : 0, Date.now() - 2 * weekMs),
  );
  const [asked] = await requestRejudgeSince.run(database(), Vertical.parse(pack), from, person.email);
  revalidatePath("/settings/campaigns");
  return asked?.requested ?? 0;
}
