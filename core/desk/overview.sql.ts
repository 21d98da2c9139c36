import { z } from "zod";
import { query } from "../query.ts";

/** Whose calls: a cut of the figures and what it is narrowed to; a null narrows nothing. */
export type Cut = "all" | "campaign" | "publisher" | "both";
type Narrowed = [
  cut: Cut,
  fromUtc: Date,
  toUtc: Date,
  campaign: string | null,
  vertical: string | null,
  publisher: string | null,
];

/** A call without a campaign is judged by General's rules. */
const narrowed = `f.cut = $1 and f.half_hour_utc >= $2 and f.half_hour_utc < $3
    and ($4::uuid is null or f.campaign_id = $4)
    and ($5::text is null or f.campaign_id in (select g.id from core.campaigns g where coalesce(g.vertical, 'General') = $5)
      or ($5 = 'General' and f.campaign_id is null))
    and ($6::text is null or f.publisher = $6)`;

/** The period by bins, oldest first; a bin without calls has no row. */
export const callBins = query<[...Narrowed, binMinutes: number]>()(
  "overview_call_bins",
  z.object({
    bin_utc: z.date(),
    calls: z.int(),
    in_progress: z.int(),
    safe: z.int(),
    flagged: z.int(),
    confirmed_usd: z.string(),
  }),
  `select date_bin(make_interval(mins => $7), f.half_hour_utc, $2) as bin_utc, sum(f.calls)::int as calls,
    sum(f.in_progress)::int as in_progress, sum(f.safe)::int as safe, sum(f.flagged)::int as flagged,
    sum(f.confirmed_usd)::text as confirmed_usd
  from core.call_figures f where ${narrowed} group by 1 order by 1`,
);

/** What the period's calls came to. Judged: safe and flagged ones. */
export const callTotals = query<Narrowed>()(
  "overview_call_totals",
  z.object({
    calls: z.int(),
    judged: z.int(),
    flagged: z.int(),
    in_progress: z.int(),
    failed: z.int(),
    to_review: z.int(),
    confirmed: z.int(),
    marked_safe: z.int(),
    at_stake_usd: z.string(),
    confirmed_usd: z.string(),
    marked_safe_usd: z.string(),
    ai_usd: z.string(),
    per_call_usd: z.string().nullable(),
    unpriced: z.int(),
    flag_p50: z.number().nullable(),
    flag_p95: z.number().nullable(),
  }),
  `with chosen as (select * from core.call_figures f where ${narrowed}),
    latency as (
      select percentile_cont(0.5) within group (order by s) as p50, percentile_cont(0.95) within group (order by s) as p95
      from chosen cross join lateral unnest(flag_seconds) s)
  select coalesce(sum(calls), 0)::int as calls, coalesce(sum(safe + flagged), 0)::int as judged,
    coalesce(sum(flagged), 0)::int as flagged, coalesce(sum(in_progress), 0)::int as in_progress,
    coalesce(sum(failed), 0)::int as failed, coalesce(sum(to_review), 0)::int as to_review,
    coalesce(sum(confirmed), 0)::int as confirmed, coalesce(sum(marked_safe), 0)::int as marked_safe,
    coalesce(sum(at_stake_usd), 0)::text as at_stake_usd, coalesce(sum(confirmed_usd), 0)::text as confirmed_usd,
    coalesce(sum(marked_safe_usd), 0)::text as marked_safe_usd, coalesce(sum(ai_usd), 0)::text as ai_usd,
    round(sum(ai_usd) / nullif(sum(safe + flagged), 0), 8)::text as per_call_usd, coalesce(sum(unpriced), 0)::int as unpriced,
    (select p50 from latency) as flag_p50, (select p95 from latency) as flag_p95
  from chosen`,
);

/** Of the calls that were judged in the period. */
export const judgedTotals = query<Narrowed>()(
  "overview_judged_totals",
  z.object({ judged: z.int(), flagged: z.int() }),
  `select coalesce(sum(f.safe + f.flagged), 0)::int as judged, coalesce(sum(f.flagged), 0)::int as flagged
  from core.call_figures f where ${narrowed}`,
);

/** The rules that flagged most calls, each call once a rule. */
export const flagsByRule = query<Narrowed>()(
  "overview_flags_by_rule",
  z.object({
    code: z.string(),
    name: z.string(),
    severity: z.int(),
    calls: z.int(),
    confirmed: z.int(),
    marked_safe: z.int(),
    usd: z.string(),
  }),
  `select f.code, max(f.name) as name, max(f.severity)::int as severity, sum(f.calls)::int as calls,
    sum(f.confirmed)::int as confirmed, sum(f.marked_safe)::int as marked_safe, sum(f.usd)::text as usd
  from core.rule_figures f where ${narrowed} group by f.code order by 4 desc, 1 limit 7`,
);

const shares = `sum(f.calls)::int as calls, sum(f.safe + f.flagged)::int as judged, sum(f.flagged)::int as flagged
  from core.call_figures f`;
const Shared = z.object({
  id: z.string().nullable(),
  name: z.string().nullable(),
  calls: z.int(),
  judged: z.int(),
  flagged: z.int(),
});

/** Publishers with the most calls; null: calls that name none. */
export const publisherTotals = query<Narrowed>()(
  "overview_publishers",
  Shared,
  `select f.publisher as id, f.publisher as name, ${shares} where ${narrowed} group by f.publisher order by 3 desc, 1 limit 500`,
);

/** Campaigns with the most calls; null: calls that came without one. */
export const campaignTotals = query<Narrowed>()(
  "overview_campaigns",
  Shared,
  `select f.campaign_id as id, max(k.name) as name, ${shares} left join core.campaigns k on k.id = f.campaign_id
  where ${narrowed} group by f.campaign_id order by 3 desc, 1 limit 500`,
);

/** What the lanes finished in the period, by bins; all campaigns'. */
export const laneBins = query<[fromUtc: Date, toUtc: Date, binMinutes: number]>()(
  "overview_lane_bins",
  z.object({ bin_utc: z.date(), lane: z.string(), finished: z.int() }),
  `select date_bin(make_interval(mins => $3), half_hour_utc, $1) as bin_utc, lane, sum(finished)::int as finished
  from core.lane_figures where half_hour_utc >= $1 and half_hour_utc < $2 group by 1, 2 order by 1, 2`,
);

/**
 * Calls to review whose refund window closes between now and the coming midnight (UTC), with their revenue: whole half
 * hours from the figures, the one under way from its calls.
 */
export const closingToday = query<
  [cut: "campaign" | "both", campaign: string | null, vertical: string | null, publisher: string | null]
>()(
  "overview_closing_today",
  z.object({ calls: z.int(), usd: z.string() }),
  `with bounds as (
    select w.days, now() - make_interval(days => w.days) as from_utc,
      date_bin('30 minutes', now(), 'epoch'::timestamptz) + interval '30 minutes' - make_interval(days => w.days) as whole_utc,
      (date_trunc('day', now() at time zone 'UTC') + interval '1 day') at time zone 'UTC' - make_interval(days => w.days) as to_utc
    from (select distinct refund_window_days as days from core.campaigns where refund_window_days is not null) w
  ), due as (
    select g.id, coalesce(g.vertical, 'General') as vertical, f.publisher, f.to_review as calls, f.at_stake_usd as usd
    from bounds b join core.call_figures f on f.cut = $1 and f.half_hour_utc >= b.whole_utc and f.half_hour_utc < b.to_utc
      join core.campaigns g on g.id = f.campaign_id and g.refund_window_days = b.days
    union all
    select g.id, coalesce(g.vertical, 'General'), left(c.publisher, 200), 1, coalesce(c.revenue, 0)
    from bounds b join core.calls c on c.start_time_utc >= b.from_utc and c.start_time_utc < b.whole_utc
      and c.status = 'flagged' and c.verdict is null
      join core.campaigns g on g.id = c.campaign_id and g.refund_window_days = b.days
  )
  select coalesce(sum(calls), 0)::int as calls, coalesce(sum(usd), 0)::text as usd from due
  where ($2::uuid is null or id = $2) and ($3::text is null or vertical = $3) and ($4::text is null or publisher = $4)`,
);

/** Of what people confirmed bad: the revenue whose refund window is open now, and that whose window is not known. */
export const confirmedWindows = query<Narrowed>()(
  "overview_confirmed_windows",
  z.object({ open_usd: z.string(), unknown_usd: z.string() }),
  `select coalesce(sum(f.confirmed_usd) filter (
      where f.half_hour_utc + make_interval(days => g.refund_window_days) > now()), 0)::text as open_usd,
    coalesce(sum(f.confirmed_usd) filter (where g.refund_window_days is null), 0)::text as unknown_usd
  from core.call_figures f left join core.campaigns g on g.id = f.campaign_id where ${narrowed}`,
);

/** Whether any call has been judged yet. */
export const anyJudgement = query<[]>()(
  "overview_any_judgement",
  z.object({ judged: z.boolean() }),
  "select exists (select from core.judgements) as judged",
);

/** What a view may be narrowed to. */
export const campaignNames = query<[]>()(
  "overview_campaign_names",
  z.object({ id: z.uuid(), name: z.string(), vertical: z.string() }),
  "select id, name, coalesce(vertical, 'General') as vertical from core.campaigns order by name, id",
);

/** Why calls that began since then failed, the most frequent reason first. */
export const failedReasons = query<[sinceUtc: Date]>()(
  "overview_failed_reasons",
  z.object({ reason: z.string(), calls: z.int() }),
  `select coalesce(processing_error, 'no reason was kept') as reason, count(*)::int as calls from core.calls
  where status = 'failed' and start_time_utc >= $1 group by 1 order by 2 desc, 1 limit 3`,
);

/** Calls that wait for a lane, the oldest first seen at. */
export const waiting = query<[]>()(
  "overview_waiting",
  z.object({ status: z.string(), calls: z.int(), oldest_utc: z.date() }),
  `select status, count(*)::int as calls, min(start_time_utc) as oldest_utc from core.calls
  where status in ('pending', 'downloaded', 'processing', 'transcribed') group by status`,
);

/** What this installation has done so far, when its last call began, what the judge spent today, how old the figures are. */
export const installationFacts = query<[]>()(
  "overview_installation",
  z.object({
    last_call_utc: z.date().nullable(),
    has_transcript: z.boolean(),
    has_judgement: z.boolean(),
    people: z.int(),
    judge_today_usd: z.string(),
    figures_seconds: z.int().nullable(),
  }),
  `select (select start_time_utc from core.calls order by start_time_utc desc limit 1) as last_call_utc,
    (select count(*) from (select from core.call_events
      where kind = 'finished' and lane = 'factory' order by at_utc limit 1) t) > 0 as has_transcript,
    exists (select from core.judgements) as has_judgement,
    (select count(*)::int from app_auth."user") as people,
    coalesce((select spent_usd from core.model_days where day = (now() at time zone 'UTC')::date), 0)::text as judge_today_usd,
    (select extract(epoch from now() - refreshed_at_utc)::int from core.figures) as figures_seconds`,
);
