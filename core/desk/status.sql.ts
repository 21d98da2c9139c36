import { z } from "zod";
import { LaneName } from "../call-state.ts";
import { query } from "../query.ts";

export const installationMode = query<[]>()(
  "installation_mode",
  z.object({ mode: z.enum(["demo", "live"]) }),
  "select mode from core.installation",
);

export const callsByStatus = query<[]>()(
  "calls_by_status",
  z.object({ status: z.string(), calls: z.int() }),
  "select status, count(*)::int as calls from core.calls group by status",
);

/** A lane nobody has served for a minute is stopped, whatever else it says; a running one may have a note of its last run. */
export const laneStates = query<[]>()(
  "lane_states",
  z.object({
    lane: LaneName,
    state: z.enum(["running", "paused", "stopped"]),
    reason: z.string().nullable(),
    last_run_at: z.date().nullable(),
  }),
  `select lane, case when last_seen_at is null or last_seen_at < now() - interval '60 seconds' then 'stopped'
      when paused then 'paused' else 'running' end as state,
    coalesce(reason, last_report ->> 'note') as reason, last_run_at
  from core.lanes order by array_position(array['ingest', 'vault', 'factory', 'judge', 'upkeep'], lane)`,
);

/** Hang-up to first flag, over calls that hung up in the last 24 h and after this installation began. */
export const flagLatency = query<[]>()(
  "flag_latency",
  z.object({ p50: z.number().nullable(), p95: z.number().nullable(), under5: z.number().nullable() }),
  `with flagged as (
    select extract(epoch from min(j.judged_at_utc)
      - coalesce(c.ended_at_utc, c.start_time_utc + make_interval(secs => coalesce(c.duration_seconds, 0))))::float8 as seconds
    from core.judgements j join core.calls c on c.id = j.call_id
    where j.judged_at_utc > now() - interval '24 hours' and j.finding = 'flagged' and c.source = 'ringba'
      and coalesce(c.ended_at_utc, c.start_time_utc) > (select stamped_at_utc from core.installation)
    group by c.id)
  select percentile_cont(0.5) within group (order by seconds) as p50,
    percentile_cont(0.95) within group (order by seconds) as p95,
    avg((seconds < 300)::int)::float8 as under5
  from flagged`,
);

/**
 * What models and machines cost: per judged call over the last 24 h, and in all since 00:00 UTC, trials among it. Dollars,
 * exact; a request that is not settled counts with its bound, a machine without a price with nothing.
 */
export const machineCost = query<[]>()(
  "machine_cost",
  z.object({ per_call: z.string().nullable(), today: z.string(), unpriced: z.int() }),
  `with spent as (
    select at_utc, coalesce(cost_usd, usd_reserved) as usd, purpose in ('judge', 'rejudge') as of_calls, false as unpriced
    from core.model_requests
    where at_utc > now() - interval '24 hours' and day >= ((now() - interval '24 hours') at time zone 'UTC')::date
    union all
    select at_utc, coalesce(cost_usd, 0), true, (detail ->> 'priced') is distinct from 'true' from core.call_events
    where kind = 'finished' and lane = 'factory' and at_utc > now() - interval '24 hours')
  select round(coalesce(sum(usd) filter (where of_calls), 0) / nullif((
      select count(distinct call_id) from core.judgements where judged_at_utc > now() - interval '24 hours'), 0), 8)::text as per_call,
    coalesce(sum(usd) filter (where at_utc >= date_trunc('day', now() at time zone 'UTC') at time zone 'UTC'), 0)::text as today,
    (count(*) filter (where unpriced))::int as unpriced
  from spent`,
);
