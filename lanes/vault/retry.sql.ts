import { ClaimedCall } from "@callscript/core/call-verbs.sql.ts";
import { query } from "@callscript/core/query.ts";
import { z } from "zod";

/** A call claimed by its id, and where it stood before: what it goes back to without a recording. */
export const RetriedCall = ClaimedCall.extend({
  was: z.enum(["failed", "pending"]),
  next_attempt_at: z.date().nullable(),
});
export type RetriedCall = z.infer<typeof RetriedCall>;

export const claimForRetry = query<[calls: readonly string[], worker: string]>()(
  "claim_for_retry",
  RetriedCall,
  "select * from core.claim_for_retry($1::uuid[], $2)",
);

export const endRetry = query<
  [
    call: string,
    worker: string,
    attempt: number,
    was: "failed" | "pending",
    nextAttemptAt: Date | null,
    reason: string | null,
  ]
>()(
  "end_retry",
  z.object({ written: z.boolean() }),
  "select core.end_retry($1, $2, $3, $4, $5::timestamptz, $6) as written",
);

/** Failed calls whose recording never came, newest first. */
export const failedWithoutRecording = query<[limit: number]>()(
  "failed_without_recording",
  z.object({ id: z.uuid(), name: z.string() }),
  `select id, ringba_call_id as name from core.calls
  where status = 'failed' and storage_path is null and (source = 'ringba' or audio_url is not null)
  order by start_time_utc desc limit $1`,
);
