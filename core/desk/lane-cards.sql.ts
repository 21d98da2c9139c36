import { z } from "zod";
import { LaneName } from "../call-state.ts";
import { query } from "../query.ts";

export const LaneCard = z.object({
  lane: LaneName,
  state: z.enum(["running", "paused", "stopped"]),
  pause_kind: z.enum(["person", "trouble", "outage", "budget"]).nullable(),
  reason: z.string().nullable(),
  paused_at_utc: z.date().nullable(),
  next_probe_at: z.date().nullable(),
  last_seen_at: z.date().nullable(),
  last_run_at: z.date().nullable(),
  last_report: z
    .object({ claimed: z.int(), done: z.int(), failed: z.int(), note: z.string().optional() })
    .nullable()
    .catch(null),
  /** In the last hour that is whole, and since 00:00 UTC. */
  finished_hour: z.int(),
  finished_today: z.int(),
  failed_today: z.int(),
});
export type LaneCard = z.infer<typeof LaneCard>;

/** Each lane as its card shows it. A lane that nobody has served for a minute is stopped, and may be paused beside. */
export const laneCards = query<[]>()(
  "lane_cards",
  LaneCard,
  `select l.lane, case when l.last_seen_at is null or l.last_seen_at < now() - interval '60 seconds' then 'stopped'
      when l.paused then 'paused' else 'running' end as state,
    case when l.paused then l.pause_kind end as pause_kind, l.reason, l.paused_at_utc, l.next_probe_at, l.last_seen_at, l.last_run_at,
    l.last_report, coalesce(f.hour, 0)::int as finished_hour, coalesce(f.today, 0)::int as finished_today,
    coalesce(f.failed, 0)::int as failed_today
  from core.lanes l left join (
    select g.lane, sum(g.finished) filter (where g.half_hour_utc >= b.half_hour - interval '1 hour' and g.half_hour_utc < b.half_hour) as hour,
      sum(g.finished) filter (where g.half_hour_utc >= b.today) as today,
      sum(g.failed) filter (where g.half_hour_utc >= b.today) as failed
    from core.lane_figures g cross join (select date_bin('30 minutes', now(), 'epoch'::timestamptz) as half_hour,
      date_trunc('day', now() at time zone 'UTC') at time zone 'UTC' as today) b
    where g.half_hour_utc >= least(b.today, b.half_hour - interval '1 hour') group by g.lane) f on f.lane = l.lane
  order by array_position(array['ingest', 'vault', 'factory', 'judge', 'upkeep'], l.lane)`,
);

/** What the lanes have used today (UTC) and may use. Speech without a price is in no dollars: `unpriced` transcriptions. */
export const laneBudgets = query<[]>()(
  "lane_budgets",
  z.object({
    judge_today_usd: z.string(),
    speech_today_usd: z.string(),
    unpriced: z.int(),
    in_work: z.int(),
    workers: z.int(),
    ringba_per_minute: z.number().nullable(),
    ringba_blocked_until: z.date().nullable(),
  }),
  `with today as (select date_trunc('day', now() at time zone 'UTC') at time zone 'UTC' as start),
    speech as (
      select coalesce(sum(e.cost_usd), 0) as usd, count(*) filter (where (e.detail ->> 'priced') is distinct from 'true') as unpriced
      from core.call_events e, today where e.kind = 'finished' and e.lane = 'factory' and e.at_utc >= today.start),
    held as (
      select count(*) as calls, count(distinct c.locked_by) as workers from core.calls c
      where c.status = 'processing' and c.lease_expires_at > now())
  select coalesce((select spent_usd from core.model_days where day = (now() at time zone 'UTC')::date), 0)::text as judge_today_usd,
    (select usd from speech)::text as speech_today_usd, (select unpriced from speech)::int as unpriced,
    (select calls from held)::int as in_work, (select workers from held)::int as workers,
    (select least(per_minute, coalesce(learnt_per_minute, per_minute)) from core.rate_budgets where name = 'ringba') as ringba_per_minute,
    (select blocked_until from core.rate_budgets where name = 'ringba' and blocked_until > now()) as ringba_blocked_until`,
);
