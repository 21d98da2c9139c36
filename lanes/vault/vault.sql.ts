import { query } from "@callscript/core/query.ts";
import { z } from "zod";

/** A fresh link, written by the call's owner only and never over a stored recording. */
export const refreshLink = query<[call: string, worker: string, attempt: number, audioUrl: string]>()(
  "refresh_link",
  z.object({ id: z.uuid() }),
  `update core.calls set audio_url = $4
  where id = $1 and locked_by = $2 and retry_count = $3 and storage_path is null
  returning id`,
);

/** Failed calls whose recording is looked for again today; answers with how many. */
export const lookAgain = query<[limit: number]>()(
  "look_again",
  z.object({ moved: z.int() }),
  "select core.look_again($1) as moved",
);

/** Whether the call was given back for want of its recording before, since it was last requeued. */
export const missedBefore = query<[call: string]>()(
  "missed_before",
  z.object({ missed: z.boolean() }),
  `select exists (
    select from core.call_events e
    where e.call_id = $1 and e.lane = 'vault' and e.kind = 'given_back'
      and e.detail ->> 'reason' like 'waiting for the recording: %'
      and e.id > coalesce(
        (select max(r.id) from core.call_events r where r.call_id = $1 and r.kind = 'requeued'), 0)
  ) as missed`,
);

/**
 * When a call that was just given back is taken again: after `seconds` and up to `spread` more, by chance. Run in the
 * transaction that gave it back.
 */
export const postpone = query<[call: string, seconds: number, reason: string, spread: number]>()(
  "postpone",
  z.object({}),
  `update core.calls set next_attempt_at = now() + make_interval(secs => $2 + random() * $4), processing_error = $3
  where id = $1 and status = 'pending' and locked_by is null`,
);

/** A store that refuses its keys, a disk without room: the lane pauses, unless others went through since it last did so for this call. */
export const reportVaultTrouble = query<[call: string, worker: string, attempt: number, reason: string]>()(
  "report_vault_trouble",
  z.object({ status: z.string().nullable() }),
  "select core.report_vault_trouble($1, $2, $3, $4) as status",
);

/** Whether the worker's attempt at a call goes on; renews its lease where it does. */
export const confirmAttempt = query<[call: string, worker: string, attempt: number]>()(
  "confirm_attempt",
  z.object({ id: z.uuid() }),
  `update core.calls set lease_expires_at = now() + interval '90 seconds'
  where id = $1 and locked_by = $2 and retry_count = $3 returning id`,
);
