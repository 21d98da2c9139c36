import { query } from "@callscript/core/query.ts";
import { z } from "zod";

/** A run of the rules' test bench: `attempt` with the worker's name is the fence of every write. */
export const ClaimedBenchRun = z.object({
  run: z.uuid(),
  attempt: z.int(),
  pack: z.string(),
  calls_of: z.enum(["recent", "reviewed"]),
  size: z.int(),
  /** What earlier attempts left of the dollars agreed to. */
  usd_at_most: z.string(),
  rules: z.unknown(),
});
export type ClaimedBenchRun = z.infer<typeof ClaimedBenchRun>;

/** Says by whom drafts are judged, and takes up the run that waits. */
export const claimBenchRun = query<[worker: string, judgeModel: string]>()(
  "claim_bench_run",
  ClaimedBenchRun,
  "select * from core.claim_bench_run($1, $2)",
);

export const progressBenchRun = query<
  [run: string, worker: string, attempt: number, total: number | null, done: number, costUsd: string]
>()(
  "progress_bench_run",
  z.object({ goes_on: z.boolean() }),
  "select core.progress_bench_run($1, $2, $3, $4, $5, $6::numeric) as goes_on",
);

export const giveBackBenchRun = query<[run: string, worker: string, attempt: number]>()(
  "give_back_bench_run",
  z.object({ given: z.boolean() }),
  "select core.give_back_bench_run($1, $2, $3) as given",
);

export const finishBenchRun = query<
  [
    run: string,
    worker: string,
    attempt: number,
    state: "finished" | "cancelled" | "failed",
    done: number,
    costUsd: string,
    report: string | null,
    reason: string | null,
    results: string,
  ]
>()(
  "finish_bench_run",
  z.object({ written: z.boolean() }),
  "select core.finish_bench_run($1, $2, $3, $4, $5, $6::numeric, $7::jsonb, $8, $9::jsonb) as written",
);

/** Since when the newest so many calls with a transcript began that a pack's rules are asked of. */
export const benchSince = query<[pack: string, isReviewed: boolean, size: number]>()(
  "bench_since",
  z.object({ since: z.date().nullable() }),
  `select min(r.start_time_utc) as since from (
    (select c.start_time_utc from core.calls c
      where $1 = 'General' and c.transcript_segments is not null and (not $2::boolean or c.verdict is not null)
      order by c.start_time_utc desc limit $3)
    union all
    (select n.start_time_utc from core.campaigns g cross join lateral (
        select c.start_time_utc from core.calls c
        where c.campaign_id = g.id and c.transcript_segments is not null and (not $2::boolean or c.verdict is not null)
        order by c.start_time_utc desc limit $3) n
      where $1 <> 'General' and g.vertical = $1 order by n.start_time_utc desc limit $3)) r`,
);
