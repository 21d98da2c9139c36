import { z } from "zod";
import { query } from "../query.ts";

/** Publishes a version of a pack over the version that it is based on (null: there is none yet); in one step. */
export const publishVersion = query<
  [
    pack: string,
    version: string,
    basedOn: string | null,
    by: string,
    reason: string,
    rules: string,
    shipped: string | null,
  ]
>()(
  "publish_rule_version",
  z.object({
    /** conflict: another version is the newest; taken: the version is there already. Both name that version. */
    outcome: z.enum(["published", "conflict", "taken"]),
    version: z.string().nullable(),
    published_by: z.string().nullable(),
    published_at_utc: z.date().nullable(),
  }),
  `select outcome, version, published_by, published_at_utc
  from core.publish_rules($1, $2, $3, $4, $5, $6::jsonb, $7)`,
);

const RuleVersionRow = z.object({
  pack: z.string(),
  version: z.string(),
  published_at_utc: z.date(),
  published_by: z.string(),
  reason: z.string(),
  shipped: z.string().nullable(),
  rules: z.int(),
  in_force: z.boolean(),
});
export type RuleVersionRow = z.infer<typeof RuleVersionRow>;

/** Every version of every pack, newest first; the newest of a pack is the one in force. */
export const ruleVersions = query<[]>()(
  "rule_versions",
  RuleVersionRow,
  `select v.pack, v.version, v.published_at_utc, v.published_by, v.reason,
    coalesce(v.shipped, case when v.published_by = 'callscript' then v.version end) as shipped,
    (select count(*)::int from core.rules r where r.rule_version_id = v.id) as rules,
    v.published_at_utc = max(v.published_at_utc) over (partition by v.pack) as in_force
  from core.rule_versions v order by v.pack <> 'General', v.pack, v.published_at_utc desc`,
);

/** Whether a pack's version in force has rules. */
export const packHasRules = query<[pack: string]>()(
  "pack_has_rules",
  z.object({ has_rules: z.boolean() }),
  `select exists (select from core.rules r where r.rule_version_id = (
    select id from core.rule_versions where pack = $1 order by published_at_utc desc limit 1)) as has_rules`,
);

/** The rules of every version of a pack, the version in force first. */
export const rulesOfPack = query<[pack: string]>()(
  "rules_of_pack",
  z.object({ version: z.string(), definition: z.unknown() }),
  `select v.version, r.definition from core.rules r join core.rule_versions v on v.id = r.rule_version_id
  where v.pack = $1 order by v.published_at_utc desc, r.position`,
);

/** The rules of each pack's newest version, General first. */
export const publishedRules = query<[]>()(
  "published_rules",
  z.object({ pack: z.string(), version: z.string(), definition: z.unknown() }),
  `with newest as (
    select distinct on (pack) id, pack, version from core.rule_versions order by pack, published_at_utc desc)
  select n.pack, n.version, r.definition from newest n join core.rules r on r.rule_version_id = n.id
  order by n.pack <> 'General', n.pack, r.position`,
);
