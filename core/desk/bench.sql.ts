import { z } from "zod";
import { query } from "../query.ts";

/** Asks for a run of the pack's draft; the database refuses who is no admin. */
export const requestBenchRun = query<
  [pack: string, callsOf: "recent" | "reviewed", size: number, usdAtMost: string, actor: string]
>()(
  "request_bench_run",
  z.object({
    outcome: z.enum(["queued", "busy", "none", "faults"]),
    run: z.uuid().nullable(),
    requested_by: z.string().nullable(),
  }),
  "select outcome, run, requested_by from core.request_bench_run($1, $2, $3, $4::numeric, $5)",
);

/** false: it was over already. */
export const cancelBenchRun = query<[run: string, actor: string]>()(
  "cancel_bench_run",
  z.object({ cancelled: z.boolean() }),
  "select core.cancel_bench_run($1, $2) as cancelled",
);

const Found = z.object({ calls: z.int(), usd: z.string() });
const Against = z.object({ calls: z.int(), flaggedBefore: z.int(), flaggedAfter: z.int() });

/** The figures of a run, as `lanes/judge/backtest-report.ts` counts them. */
export const BenchReport = z.object({
  judged: z.int(),
  comparedWithStored: z.int(),
  unjudged: z.object({ calls: z.int(), reasons: z.array(z.string()) }),
  flagged: z.object({ before: z.int(), after: z.int() }),
  newlyFlagged: Found,
  noLongerFlagged: Found,
  otherwiseFlagged: Found,
  people: z.object({ confirmedBad: Against, markedSafe: Against }),
});
export type BenchReport = z.infer<typeof BenchReport>;

export const BenchRun = z.object({
  id: z.uuid(),
  pack: z.string(),
  calls_of: z.enum(["recent", "reviewed"]),
  size: z.int(),
  revision: z.string(),
  requested_by: z.string(),
  state: z.enum(["queued", "running", "finished", "cancelled", "failed"]),
  cancel_asked: z.boolean(),
  total: z.int().nullable(),
  done: z.int(),
  judge_model: z.string().nullable(),
  cost_usd: z.string(),
  seconds: z.number().nullable(),
  report: BenchReport.nullable(),
  reason: z.string().nullable(),
  finished_at_utc: z.date().nullable(),
});
export type BenchRun = z.infer<typeof BenchRun>;

const runColumns = `b.id, b.pack, b.calls_of, b.size, b.revision::text as revision, b.requested_by, b.state, b.cancel_asked,
  b.total, b.done, b.judge_model, b.cost_usd::text as cost_usd,
  extract(epoch from coalesce(b.finished_at_utc, now()) - b.began_at_utc)::float8 as seconds, b.report, b.reason, b.finished_at_utc`;

/** A pack's latest run. */
export const latestBenchRun = query<[pack: string]>()(
  "latest_bench_run",
  BenchRun,
  `select ${runColumns} from core.bench_runs b where b.pack = $1 order by b.requested_at_utc desc limit 1`,
);

export const benchRunOf = query<[run: string]>()(
  "bench_run_of",
  BenchRun,
  `select ${runColumns} from core.bench_runs b where b.id = $1`,
);

const BenchRow = z.object({
  kind: z.enum(["newly", "no_longer", "otherwise"]),
  call_id: z.uuid(),
  publisher: z.string().nullable(),
  started_at_utc: z.date(),
  revenue: z.string(),
  /** As it stands now. */
  verdict: z.enum(["confirmed_bad", "marked_safe"]).nullable(),
  before: z.array(z.string()),
  after: z.array(z.string()),
  evidence: z.string().nullable(),
  at_seconds: z.number().nullable(),
});

/** The calls that a run judged otherwise; those that were forgotten since are left out. */
export const benchRows = query<[run: string]>()(
  "bench_rows",
  BenchRow,
  `select r.kind, r.call_id, c.publisher, c.start_time_utc as started_at_utc, coalesce(c.revenue, 0)::text as revenue, c.verdict,
    r.before, r.after, r.evidence, r.at_seconds
  from core.bench_results r join core.calls c on c.id = r.call_id where r.run = $1 order by r.kind, r.place`,
);

/** Who judges drafts, as the runner last said; and how many calls a second it judged in the last run that ended well. */
export const benchJudge = query<[]>()(
  "bench_judge",
  z.object({ judge_model: z.string(), is_there: z.boolean(), calls_a_second: z.number().nullable() }),
  `select j.judge_model, j.seen_at_utc > now() - interval '1 minute' as is_there,
    (select (b.done / greatest(extract(epoch from b.finished_at_utc - b.began_at_utc), 0.1))::float8 from core.bench_runs b
      where b.state = 'finished' and b.judge_model = j.judge_model and b.done > 0
      order by b.finished_at_utc desc limit 1) as calls_a_second
  from core.bench_judge j`,
);

/** What a judgement by a model costs in the mean of the last thousand, in dollars; null: it made none of them. */
export const meanCostOf = query<[judgeModel: string]>()(
  "mean_cost_of_model",
  z.object({ usd: z.string().nullable() }),
  `select round(avg(j.cost_usd), 8)::text as usd from (
    select judge_model, cost_usd from core.judgements order by judged_at_utc desc limit 1000) j where j.judge_model = $1`,
);

/** How many calls people decided that a pack's rules are asked of; it stops at 2,000. */
export const benchReviewed = query<[pack: string]>()(
  "bench_reviewed",
  z.object({ calls: z.int() }),
  `select count(*)::int as calls from (
    select from core.campaigns g cross join lateral (
      select from core.calls c
      where c.campaign_id = g.id and c.verdict in ('confirmed_bad', 'marked_safe') limit 2000) d
    where $1 = 'General' or g.vertical = $1 limit 2000) r`,
);
