import { Flag } from "@callscript/core/flag.ts";
import { query } from "@callscript/core/query.ts";
import { Segment } from "@callscript/core/transcript.ts";
import { z } from "zod";

/** What there is to judge, by what decides which rules are asked and whether the stored judgement can be compared with. */
export const pastCalls = query<[fromUtc: Date, decidedOnly: boolean, vertical: string | null]>()(
  "backtest_past_calls",
  z.object({
    vertical: z.string(),
    day: z.string(),
    qa_version: z.string().nullable(),
    judge_model: z.string().nullable(),
    calls: z.int(),
    /** Of the plain transcripts. */
    characters: z.string(),
  }),
  `select coalesce(g.vertical, 'General') as vertical, (c.start_time_utc at time zone 'UTC')::date::text as day,
    c.qa_version, c.judge_model, count(*)::int as calls, sum(length(c.transcript_text))::bigint as characters
  from core.calls c left join core.campaigns g on g.id = c.campaign_id
  where c.start_time_utc >= $1 and c.transcript_segments is not null and (not $2::boolean or c.verdict is not null)
    and ($3::text is null or coalesce(g.vertical, 'General') = $3::text)
  group by 1, 2, 3, 4`,
);

/**
 * The bound below which the hashes of a seeded random sample lie: of the calls of the strata that began in the time, so
 * many are at or below it. A stratum is a day (UTC) and a vertical, such as "2026-11-20 Solar". null: there are none.
 */
export const sampleBound = query<
  [fromUtc: Date, toUtc: Date, strata: readonly string[], seed: string, size: number, decidedOnly: boolean]
>()(
  "backtest_sample_bound",
  z.object({ bound: z.string().nullable() }),
  `select max(s.hash) as bound from (
    select md5($4::text || c.id::text) collate "C" as hash
    from core.calls c left join core.campaigns g on g.id = c.campaign_id
    where c.start_time_utc >= $1 and c.start_time_utc < $2 and c.transcript_segments is not null
      and (c.start_time_utc at time zone 'UTC')::date::text || ' ' || coalesce(g.vertical, 'General') = any ($3)
      and (not $6::boolean or c.verdict is not null)
    order by hash limit $5) s`,
);

export const PastCall = z.object({
  id: z.uuid(),
  name: z.string(),
  /** The start with its microseconds, which a Date would lose: where the next page begins. */
  start_key: z.string(),
  start_time_utc: z.date(),
  vertical: z.string(),
  campaign: z.string().nullable(),
  revenue: z.string(),
  verdict: z.enum(["confirmed_bad", "marked_safe"]).nullable(),
  qa_version: z.string().nullable(),
  judge_model: z.string().nullable(),
  qa_flags: z.array(Flag).nullable(),
  recording_seconds: z.number().nullable(),
  transcript_segments: z.array(Segment),
});
export type PastCall = z.infer<typeof PastCall>;

/** A page of past calls, newest first, after the one that `startKey` and `id` name; of a sample where `bound` is given. */
export const pastCallsPage = query<
  [
    fromUtc: Date,
    toUtc: Date,
    strata: readonly string[],
    seed: string,
    bound: string | null,
    startKey: string | null,
    id: string | null,
    size: number,
    decidedOnly: boolean,
  ]
>()(
  "backtest_past_calls_page",
  PastCall,
  `select c.id, c.ringba_call_id as name, c.start_time_utc::text as start_key, c.start_time_utc,
    coalesce(g.vertical, 'General') as vertical, g.name as campaign, coalesce(c.revenue, 0)::text as revenue, c.verdict,
    c.qa_version, c.judge_model, c.qa_flags, c.recording_seconds, c.transcript_segments
  from core.calls c left join core.campaigns g on g.id = c.campaign_id
  where c.start_time_utc >= $1 and c.start_time_utc < $2 and c.transcript_segments is not null
    and (c.start_time_utc at time zone 'UTC')::date::text || ' ' || coalesce(g.vertical, 'General') = any ($3)
    and (not $9::boolean or c.verdict is not null)
    and ($5::text is null or md5($4::text || c.id::text) collate "C" <= $5::text)
    and ($6::text is null or (c.start_time_utc, c.id) < ($6::timestamptz, $7::uuid))
  order by c.start_time_utc desc, c.id desc limit $8`,
);

/** What the day (UTC) has taken of its budget, with what is set aside for requests under way. */
export const modelSpendToday = query<[]>()(
  "backtest_model_spend_today",
  z.object({ usd: z.string() }),
  `select coalesce(sum(d.spent_usd + d.reserved_usd), 0)::text as usd
  from core.model_days d where d.day = (now() at time zone 'UTC')::date`,
);
