import { z } from "zod";
import { query } from "../query.ts";

/** The judged calls of campaigns that other rules were asked of than their present verticals', by the old vertical. */
export const rejudgeableCalls = query<[campaigns: readonly string[]]>()(
  "rejudgeable_calls",
  z.object({ judged_as: z.string(), calls: z.int() }),
  `select judged_as, count(*)::int as calls from core.rejudgeable_calls($1::uuid[])
  group by judged_as order by calls desc, judged_as`,
);

/** Asks for their judgement anew, the newest 20,000 at once at most; a call asked for already is not asked for twice. The database refuses who is no admin. */
export const requestRejudge = query<[campaigns: readonly string[], actor: string]>()(
  "request_rejudge",
  z.object({ batch: z.uuid(), requested: z.int() }),
  "select batch, requested from core.request_rejudge($1::uuid[], $2)",
);

export const RejudgeBatch = z.object({
  batch: z.uuid(),
  requested_at_utc: z.date(),
  requested_by: z.string(),
  calls: z.int(),
  /** Over, whatever the outcome. */
  done: z.int(),
  changed: z.int(),
  /** Contradict what a person decided; these wait under Unsure. */
  differs: z.int(),
  failed: z.int(),
  reason: z.string().nullable(),
});
export type RejudgeBatch = z.infer<typeof RejudgeBatch>;

/** What was asked for in the last 30 days and is not over, and what was asked for in the last hour. */
export const rejudgeBatches = query<[]>()(
  "rejudge_batches",
  RejudgeBatch,
  `select batch, min(requested_at_utc) as requested_at_utc, min(requested_by) as requested_by, count(*)::int as calls,
    count(finished_at_utc)::int as done, (count(*) filter (where outcome in ('changed', 'differs')))::int as changed,
    (count(*) filter (where outcome = 'differs'))::int as differs,
    (count(*) filter (where outcome = 'failed'))::int as failed,
    (array_agg(reason order by finished_at_utc desc) filter (where outcome = 'failed'))[1] as reason
  from core.rejudge_requests where requested_at_utc > now() - interval '30 days'
  group by batch
  having count(*) > count(finished_at_utc) or max(requested_at_utc) > now() - interval '1 hour'
  order by min(requested_at_utc) desc`,
);

/** What a judgement costs in the mean over the last thousand, in dollars. */
export const meanJudgementCost = query<[]>()(
  "mean_judgement_cost",
  z.object({ usd: z.string() }),
  `select coalesce(round(avg(cost_usd), 8), 0)::text as usd
  from (select cost_usd from core.judgements order by judged_at_utc desc limit 1000) j`,
);
