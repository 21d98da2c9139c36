import { z } from "zod";
import { query } from "../query.ts";

export const Campaign = z.object({
  id: z.uuid(),
  ringba_campaign_id: z.string(),
  name: z.string(),
  vertical: z.string(),
  inference_source: z.enum(["regex", "manual", "unknown"]).nullable(),
  is_verified: z.boolean(),
  /** Who set or verified the vertical, by name; null: nobody, or before this was kept. */
  mapped_by: z.string().nullable(),
  minimum_connected_seconds: z.int(),
  /** The buyer takes a call back within so many days; null: not known. */
  refund_window_days: z.int().nullable(),
  /** Within so many days a buyer pays for a caller once; null: 30, 0: it pays for repeats. */
  duplicate_window_days: z.int().nullable(),
  calls_7d: z.int(),
  judged_7d: z.int(),
  flagged_7d: z.int(),
});
export type Campaign = z.infer<typeof Campaign>;

/** Every campaign by name, with the figures of its last seven days. */
export const listCampaigns = query<[]>()(
  "list_campaigns",
  Campaign,
  `select g.id, g.ringba_campaign_id, g.name, coalesce(g.vertical, 'General') as vertical, g.inference_source,
    coalesce(g.is_verified, false) as is_verified, coalesce(u.name, g.mapped_by) as mapped_by, g.minimum_connected_seconds,
    g.refund_window_days, g.duplicate_window_days, coalesce(n.calls, 0) as calls_7d, coalesce(n.judged, 0) as judged_7d,
    coalesce(n.flagged, 0) as flagged_7d
  from core.campaigns g
    left join app_auth."user" u on u.email = g.mapped_by
    left join (select f.campaign_id, sum(f.calls)::int as calls, sum(f.safe + f.flagged)::int as judged, sum(f.flagged)::int as flagged
      from core.call_figures f where f.cut = 'campaign' and f.half_hour_utc > now() - interval '7 days'
      group by f.campaign_id) n on n.campaign_id = g.id
  order by lower(g.name), g.id`,
);

/** Changes what is named of many campaigns; the event is what undo takes back. The database refuses who is no admin. */
export const changeCampaigns = query<[campaigns: readonly string[], change: string, actor: string]>()(
  "change_campaigns",
  z.object({ event: z.string().nullable(), changed: z.int() }),
  "select event::text as event, changed from core.change_campaigns($1::uuid[], $2::jsonb, $3)",
);

/** Takes a change back where nobody changed it since; answers of how many campaigns. */
export const undoCampaigns = query<[event: string, actor: string]>()(
  "undo_campaigns",
  z.object({ restored: z.int() }),
  "select core.undo_campaigns($1::bigint, $2) as restored",
);
