import { z } from "zod";
import { query } from "../query.ts";

/** Campaigns by name, with their verticals: what the inbox can be narrowed to. */
export const inboxCampaigns = query<[]>()(
  "inbox_campaigns",
  z.object({ id: z.uuid(), name: z.string(), vertical: z.string().nullable() }),
  "select id, name, vertical from core.campaigns order by name, id",
);

/** The publishers of flagged calls, one step of the index each: their calls are not read. */
export const inboxPublishers = query<[]>()(
  "inbox_publishers",
  z.object({ publisher: z.string() }),
  `with recursive step as (
    (select publisher from core.calls where severity is not null order by publisher limit 1)
    union all
    select (select c.publisher from core.calls c where c.severity is not null and c.publisher > step.publisher order by c.publisher limit 1)
    from step where step.publisher is not null)
  select publisher from step where publisher is not null order by publisher limit 500`,
);

/** The rules of every version that was published, each by its newest name. */
export const inboxRules = query<[]>()(
  "inbox_rules",
  z.object({ code: z.string(), name: z.string() }),
  `select code, name from (
    select distinct on (r.code) r.code, r.name from core.rules r join core.rule_versions v on v.id = r.rule_version_id
    order by r.code, v.published_at_utc desc) newest order by name, code`,
);
