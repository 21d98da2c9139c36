import { z } from "zod";
import { query } from "../query.ts";

export const Campaign = z.object({
  id: z.uuid(),
  ringba_campaign_id: z.string(),
  name: z.string(),
  vertical: z.string(),
  inference_source: z.enum(["regex", "manual", "unknown"]).nullable(),
  is_verified: z.boolean(),
  /** Within so many days a buyer pays for a caller once; null: 30, 0: it pays for repeats. */
  duplicate_window_days: z.int().nullable(),
  calls_7d: z.int(),
  flagged_7d: z.int(),
});
export type Campaign = z.infer<typeof Campaign>;

export const listCampaigns = query<[]>()(
  "list_campaigns",
  Campaign,
  `select g.id, g.ringba_campaign_id, g.name, coalesce(g.vertical, 'General') as vertical, g.inference_source,
    coalesce(g.is_verified, false) as is_verified, g.duplicate_window_days, coalesce(n.calls, 0) as calls_7d, coalesce(n.flagged, 0) as flagged_7d
  from core.campaigns g
    left join (select campaign_id, count(*)::int as calls, (count(*) filter (where severity is not null))::int as flagged
      from core.calls where start_time_utc > now() - interval '7 days' group by campaign_id) n on n.campaign_id = g.id
  order by coalesce(g.is_verified, false), g.name`,
);

export const mapCampaigns = query<[campaigns: readonly string[], vertical: string]>()(
  "map_campaigns",
  z.object({ mapped: z.int() }),
  "select core.map_campaigns($1::uuid[], $2) as mapped",
);

/** The buyer's window of these campaigns, in days; 0: the buyer pays for repeats. */
export const setDuplicateWindow = query<[campaigns: readonly string[], days: number]>()(
  "set_duplicate_window",
  z.object({ mapped: z.int() }),
  "select core.map_campaigns($1::uuid[], null, null, null, $2) as mapped",
);
