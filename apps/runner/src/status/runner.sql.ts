import { query } from "@callscript/core/query.ts";
import { z } from "zod";

export const seeLanes = query<[lanes: readonly string[]]>()(
  "see_lanes",
  z.object({}),
  "select core.see_lanes($1)",
);

/** Calls first flagged after the given moment, oldest first, for the terminal. */
export const newlyFlagged = query<[afterUtc: string]>()(
  "newly_flagged",
  z.object({
    judged_at_utc: z.string(),
    ringba_call_id: z.string(),
    vertical: z.string().nullable(),
    flags: z.unknown(),
  }),
  `select j.judged_at_utc::text, c.ringba_call_id, g.vertical, j.flags
  from core.judgements j join core.calls c on c.id = j.call_id left join core.campaigns g on g.id = c.campaign_id
  where j.finding = 'flagged' and j.judged_at_utc > $1::timestamptz
  order by j.judged_at_utc limit 20`,
);

export const failedOrSkipped = query<[status: string, limit: number]>()(
  "failed_or_skipped",
  z.object({ id: z.uuid() }),
  "select id from core.calls where status = $1 order by start_time_utc desc limit $2",
);

export const callsNamed = query<[names: readonly string[]]>()(
  "calls_named",
  z.object({ id: z.uuid(), name: z.string(), status: z.string() }),
  "select id, ringba_call_id as name, status from core.calls where ringba_call_id = any ($1) or id::text = any ($1)",
);

export const requeueCalls = query<[calls: readonly string[], actor: string]>()(
  "requeue_calls",
  z.object({ moved: z.int() }),
  "select core.requeue_calls($1::uuid[], $2) as moved",
);
