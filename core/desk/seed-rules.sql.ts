import { z } from "zod";
import { query } from "../query.ts";

/** Publishes a version of a pack with all its rules, unless it is there already; answers with its id when it is new. */
export const publishVersion = query<
  [pack: string, version: string, by: string, reason: string, rules: string]
>()(
  "publish_rule_version",
  z.object({ id: z.uuid() }),
  `with published as (
    insert into core.rule_versions (pack, version, published_by, reason) values ($1, $2, $3, $4)
    on conflict (pack, version) do nothing returning id
  ), filled as (
    insert into core.rules (rule_version_id, position, code, name, severity, effective_from, effective_to, definition)
    select p.id, r.position, r.rule ->> 'code', r.rule ->> 'name',
      array_position(array['low', 'medium', 'high', 'critical'], r.rule ->> 'severity'),
      (r.rule ->> 'effective_from')::date, (r.rule ->> 'effective_to')::date, r.rule
    from published p, jsonb_array_elements($5::jsonb) with ordinality as r (rule, position)
  )
  select id from published`,
);
