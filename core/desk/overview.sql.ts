import { z } from "zod";
import { query } from "../query.ts";

/** Today's calls (UTC day), by what became of them, with the money of what people confirmed. */
export const today = query<[]>()(
  "overview_today",
  z.object({
    calls: z.int(),
    judged: z.int(),
    flagged: z.int(),
    to_review: z.int(),
    confirmed: z.int(),
    confirmed_usd: z.string(),
  }),
  `select count(*)::int as calls,
    (count(*) filter (where judge_model is not null))::int as judged,
    (count(*) filter (where judge_model is not null and severity is not null))::int as flagged,
    (count(*) filter (where status = 'flagged' and verdict is null))::int as to_review,
    (count(*) filter (where verdict = 'confirmed_bad'))::int as confirmed,
    coalesce(sum(revenue) filter (where verdict = 'confirmed_bad'), 0)::text as confirmed_usd
  from core.calls where start_time_utc >= date_trunc('day', now() at time zone 'UTC') at time zone 'UTC'`,
);

/** The last 24 hours by the hour, oldest first: what the judge passed and flagged, and what it has not seen yet. */
export const traffic = query<[]>()(
  "overview_traffic",
  z.object({ hour_utc: z.date(), safe: z.int(), flagged: z.int(), waiting: z.int() }),
  `select h as hour_utc,
    (count(c.id) filter (where c.status = 'safe' and c.severity is null))::int as safe,
    (count(c.id) filter (where c.severity is not null and c.status in ('flagged', 'safe')))::int as flagged,
    (count(c.id) filter (where c.status in ('pending', 'downloaded', 'processing', 'transcribed')))::int as waiting
  from generate_series(date_trunc('hour', now()) - interval '23 hours', date_trunc('hour', now()), interval '1 hour') h
    left join core.calls c on c.start_time_utc >= h and c.start_time_utc < h + interval '1 hour'
  group by h order by h`,
);

/** What the judges flagged most in the last 24 hours. */
export const flagsByRule = query<[]>()(
  "overview_flags_by_rule",
  z.object({ code: z.string(), name: z.string(), severity: z.int(), calls: z.int() }),
  `select f ->> 'code' as code, min(f ->> 'name') as name, max((f ->> 'severity')::int) as severity, count(distinct c.id)::int as calls
  from core.calls c cross join lateral jsonb_array_elements(c.qa_flags) f
  where c.status = 'flagged' and c.start_time_utc > now() - interval '24 hours'
  group by 1 order by 4 desc, 1 limit 7`,
);

/** Calls that wait for a lane, the oldest first seen at. */
export const waiting = query<[]>()(
  "overview_waiting",
  z.object({ status: z.string(), calls: z.int(), oldest_utc: z.date() }),
  `select status, count(*)::int as calls, min(start_time_utc) as oldest_utc from core.calls
  where status in ('pending', 'downloaded', 'processing', 'transcribed') group by status`,
);
