import { query } from "@callscript/core/query.ts";
import { z } from "zod";

/**
 * What of an import is not finished, by status: `ready` could be taken now, `held` is in some process's hands. Of a set are
 * the calls that its name begins, and, `named` by Ringba's own ids, those of any table.
 */
export const importWaits = query<[set: string, named: boolean]>()(
  "import_waits",
  z.object({
    status: z.enum(["pending", "downloaded", "processing", "transcribed"]),
    calls: z.int(),
    ready: z.int(),
    held: z.int(),
    next_attempt_at: z.date().nullable(),
  }),
  `select c.status, count(*)::int as calls,
    (count(*) filter (where c.locked_by is null and coalesce(c.next_attempt_at, now()) <= now()))::int as ready,
    (count(*) filter (where c.locked_by is not null))::int as held,
    min(c.next_attempt_at) filter (where c.next_attempt_at > now()) as next_attempt_at
  from core.calls c
  where c.status in ('pending', 'downloaded', 'processing', 'transcribed') and c.source = 'import'
    and (c.status <> 'pending' or c.audio_url is not null)
    and (starts_with(c.ringba_call_id, 'import:' || $1 || ':')
      or ($2 and not starts_with(c.ringba_call_id, 'import:')))
  group by c.status
  order by array_position(array['pending', 'downloaded', 'processing', 'transcribed'], c.status)`,
);

/** Why the lane's last call that failed did. */
export const lastFailure = query<[lane: string]>()(
  "last_failure",
  z.object({ reason: z.string().nullable() }),
  `select e.detail ->> 'reason' as reason from core.call_events e
  where e.lane = $1 and e.kind in ('attempt_failed', 'failed', 'outage', 'given_back') and e.detail ? 'reason'
  order by e.id desc limit 1`,
);
