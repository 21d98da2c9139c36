import { query } from "@callscript/core/query.ts";
import { Segment } from "@callscript/core/transcript.ts";
import { z } from "zod";

/** A judged call that is to be judged again: `attempt` with the worker's name is the fence of every write-back. */
const ClaimedRejudge = z.object({
  request: z.uuid(),
  attempt: z.int(),
  id: z.uuid(),
  start_time_utc: z.date(),
  vertical: z.string(),
  recording_seconds: z.number().nullable(),
  transcript_segments: z.array(Segment),
});
export type ClaimedRejudge = z.infer<typeof ClaimedRejudge>;

export const claimRejudges = query<[worker: string, batch: number]>()(
  "claim_rejudges",
  ClaimedRejudge,
  "select * from core.claim_rejudges($1, $2, '90 seconds')",
);

export const renewRejudge = query<[request: string, worker: string, attempt: number]>()(
  "renew_rejudge",
  z.object({ renewed: z.boolean() }),
  "select core.renew_rejudge($1, $2, $3) as renewed",
);

export const finishRejudge = query<
  [
    request: string,
    worker: string,
    attempt: number,
    finding: string,
    flags: string,
    severity: number,
    reviewReason: string | null,
    qaVersion: string,
    judgeModel: string,
    asked: readonly string[],
    tokensIn: number,
    tokensCached: number,
    tokensOut: number,
    costUsd: string,
    notApplicable: readonly string[],
    doubts: string,
  ]
>()(
  "finish_rejudge",
  z.object({ outcome: z.enum(["same", "changed", "differs", "obsolete"]).nullable() }),
  "select core.finish_rejudge($1, $2, $3, $4, $5::jsonb, $6, $7, $8, $9, $10::text[], $11, $12, $13, $14::numeric, $15::text[], $16::jsonb) as outcome",
);

export const failRejudge = query<
  [
    request: string,
    worker: string,
    attempt: number,
    reason: string,
    retryAfterSeconds: number | null,
    final: boolean,
  ]
>()(
  "fail_rejudge",
  z.object({ over: z.boolean().nullable() }),
  "select core.fail_rejudge($1, $2, $3, $4, make_interval(secs => $5), $6) as over",
);

export const giveBackRejudge = query<[request: string, worker: string, attempt: number, reason: string]>()(
  "give_back_rejudge",
  z.object({ written: z.boolean() }),
  "select core.give_back_rejudge($1, $2, $3, $4) as written",
);

export const reportRejudgeOutage = query<
  [request: string, worker: string, attempt: number, reason: string, retryAfterSeconds: number | null]
>()(
  "report_rejudge_outage",
  z.object({}),
  "select core.report_rejudge_outage($1, $2, $3, $4, make_interval(secs => $5))",
);

/** Whether a fresh call could be claimed now: the probe of a paused lane is a fresh call's where there is one. */
export const freshCallWaits = query<[]>()(
  "fresh_call_waits",
  z.object({ waits: z.boolean() }),
  `select exists (
    select from core.calls where status = 'transcribed' and locked_by is null and retry_count < 3
      and (next_attempt_at is null or next_attempt_at <= now())) as waits`,
);
