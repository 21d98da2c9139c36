import { z } from "zod";
import { query } from "../query.ts";

/** The drafts that are written at the moment, one a pack. */
export const ruleDrafts = query<[]>()(
  "rule_drafts",
  z.object({
    pack: z.string(),
    based_on: z.string().nullable(),
    /** int8: a string. */
    revision: z.string(),
    started_by: z.string(),
    changed: z.int(),
    /** Rules that are not to be published as they are. */
    faulty: z.int(),
  }),
  `select d.pack, d.based_on, d.revision::text as revision, d.started_by,
    (count(r.id) filter (where r.removed or r.base is distinct from r.definition or r.unread is not null))::int as changed,
    (count(r.id) filter (where not r.removed and (r.faults > 0 or r.unread is not null)))::int as faulty
  from core.rule_drafts d left join core.rule_draft_rules r on r.pack = d.pack group by d.pack order by d.pack`,
);

/** A rule of a list: of a draft, or of the version in force, which has no id. */
export const RuleHead = z.object({
  id: z.uuid().nullable(),
  code: z.string(),
  name: z.string(),
  severity: z.string(),
  effective_from: z.string(),
  effective_to: z.string().nullable(),
  change: z.enum(["none", "new", "changed", "removed"]),
  faults: z.int(),
  editing_by: z.string().nullable(),
});
export type RuleHead = z.infer<typeof RuleHead>;

/** The rules of a pack's draft in its order, without what they say. */
export const draftRuleHeads = query<[pack: string]>()(
  "draft_rule_heads",
  RuleHead,
  `select r.id, r.definition ->> 'code' as code, r.definition ->> 'name' as name, r.definition ->> 'severity' as severity,
    r.definition ->> 'effective_from' as effective_from, r.definition ->> 'effective_to' as effective_to,
    case when r.removed then 'removed' when r.base is null then 'new'
      when r.base <> r.definition or r.unread is not null then 'changed' else 'none' end as change,
    r.faults, case when r.editing_until > now() then r.editing_by end as editing_by
  from core.rule_draft_rules r where r.pack = $1 order by r.position`,
);

/** The rules of the version of a pack that is in force, without what they say. */
export const publishedRuleHeads = query<[pack: string]>()(
  "published_rule_heads",
  RuleHead,
  `select null::uuid as id, r.code, r.name, r.definition ->> 'severity' as severity, r.effective_from::text as effective_from,
    r.effective_to::text as effective_to, 'none' as change, 0 as faults, null::text as editing_by
  from core.rules r
  where r.rule_version_id = (
    select v.id from core.rule_versions v where v.pack = $1 order by v.published_at_utc desc limit 1)
  order by r.position`,
);

/** One rule of a draft with what it says, and what the version in force said. */
export const draftRule = query<[id: string]>()(
  "draft_rule",
  z.object({
    id: z.uuid(),
    pack: z.string(),
    base: z.unknown(),
    definition: z.unknown(),
    unread: z.string().nullable(),
    removed: z.boolean(),
    version: z.int(),
    changed_by: z.string().nullable(),
    changed_at_utc: z.date().nullable(),
  }),
  `select r.id, r.pack, r.base, r.definition, r.unread, r.removed, r.version, r.changed_by, r.changed_at_utc
  from core.rule_draft_rules r where r.id = $1`,
);

/** What one rule of the version in force says. */
export const publishedRule = query<[pack: string, code: string, effectiveFrom: string]>()(
  "published_rule",
  z.object({ definition: z.unknown() }),
  `select r.definition from core.rules r
  where r.rule_version_id = (
      select v.id from core.rule_versions v where v.pack = $1 order by v.published_at_utc desc limit 1)
    and r.code = $2 and r.effective_from = $3::text::date`,
);

/** All rules of a draft that are to be published, in its order, and whether any text of them cannot be read. */
export const draftDefinitions = query<[pack: string]>()(
  "draft_definitions",
  z.object({ definition: z.unknown(), unread: z.string().nullable() }),
  "select r.definition, r.unread from core.rule_draft_rules r where r.pack = $1 and not r.removed order by r.position",
);

/** How many calls each rule flagged since then. */
export const flagsOfRules = query<[fromUtc: Date]>()(
  "flags_of_rules",
  z.object({ code: z.string(), calls: z.int() }),
  `select f.code, sum(f.calls)::int as calls from core.rule_figures f
  where f.cut = 'all' and f.half_hour_utc >= $1 group by f.code`,
);

/** How many calls are flagged by their present judgement, by the versions of the rules that it was asked. */
export const flaggedByVersions = query<[]>()(
  "flagged_by_versions",
  z.object({ qa_version: z.string(), calls: z.int() }),
  `select c.qa_version, count(*)::int as calls from core.calls c
  where c.severity is not null and c.qa_version is not null group by c.qa_version`,
);
