import { z } from "zod";
import { query } from "../query.ts";

/** Takes the version in force over as the pack's draft; false: there is one. The database refuses who is no admin, here and below. */
export const startRuleDraft = query<[pack: string, actor: string]>()(
  "start_rule_draft",
  z.object({ started: z.boolean() }),
  "select core.start_rule_draft($1, $2) as started",
);

/** Writes one rule over the version that the writer has seen. */
export const saveDraftRule = query<
  [
    id: string,
    version: number,
    definition: string,
    unread: string | null,
    removed: boolean,
    faults: number,
    actor: string,
  ]
>()(
  "save_draft_rule",
  z.object({
    /** stale: somebody else wrote it meanwhile; gone: the rule or its draft is no more. Nothing was written then. */
    outcome: z.enum(["saved", "stale", "gone"]),
    version: z.int().nullable(),
    changed_by: z.string().nullable(),
    changed_at_utc: z.date().nullable(),
  }),
  `select outcome, version, changed_by, changed_at_utc
  from core.save_draft_rule($1, $2, $3::jsonb, $4, $5, $6, $7)`,
);

/** Adds a rule; null: the pack has no draft. */
export const addDraftRule = query<[pack: string, definition: string, faults: number, actor: string]>()(
  "add_draft_rule",
  z.object({ id: z.uuid().nullable() }),
  "select core.add_draft_rule($1, $2::jsonb, $3, $4) as id",
);

/** Says for half a minute that somebody writes in a rule; answers who else does. */
export const markEditing = query<[id: string, actor: string]>()(
  "mark_editing",
  z.object({ other: z.string().nullable() }),
  "select core.mark_editing($1, $2) as other",
);

/** false: the draft is not the one that was looked at. */
export const discardRuleDraft = query<[pack: string, revision: string, actor: string]>()(
  "discard_rule_draft",
  z.object({ discarded: z.boolean() }),
  "select core.discard_rule_draft($1, $2, $3) as discarded",
);

/** Puts the draft on the version in force; what was written in it stays. false: it is not the one that was looked at. */
export const rebaseRuleDraft = query<[pack: string, revision: string, actor: string]>()(
  "rebase_rule_draft",
  z.object({ rebased: z.boolean() }),
  "select core.rebase_rule_draft($1, $2, $3) as rebased",
);

export const publishFromDesk = query<
  [
    pack: string,
    version: string,
    basedOn: string | null,
    revision: string | null,
    actor: string,
    reason: string,
    rules: string,
  ]
>()(
  "publish_from_desk",
  z.object({
    outcome: z.enum(["published", "conflict", "taken", "moved"]),
    version: z.string().nullable(),
    published_by: z.string().nullable(),
    published_at_utc: z.date().nullable(),
  }),
  `select outcome, version, published_by, published_at_utc
  from core.publish_from_desk($1, $2, $3, $4::bigint, $5, $6, $7::jsonb)`,
);

/** The judged calls since then that the pack's rules are asked of: how many. */
export const rejudgeableSince = query<[pack: string, sinceUtc: Date]>()(
  "rejudgeable_since",
  z.object({ calls: z.int() }),
  "select count(*)::int as calls from core.rejudgeable_since($1, $2)",
);

/** Asks for these to be judged again, the newest 20,000 at most. */
export const requestRejudgeSince = query<[pack: string, sinceUtc: Date, actor: string]>()(
  "request_rejudge_since",
  z.object({ requested: z.int() }),
  `select requested from core.request_rejudge_of(
    array(select r.call_id from core.rejudgeable_since($1, $2) r order by r.start_time_utc desc limit 20000), $3)`,
);
