import { z } from "zod";
import { query } from "../query.ts";

/** What models and machines took for one day, campaign or call. Dollars are exact; a request that is not settled counts with its bound. */
const CostRow = z.object({
  key: z.string(),
  label: z.string(),
  /** Calls that were judged for the first time. */
  calls: z.int(),
  requests: z.int(),
  unsettled: z.int(),
  unsettled_usd: z.string(),
  tokens_in: z.number(),
  tokens_cached: z.number(),
  tokens_out: z.number(),
  judge_usd: z.string(),
  /** Back-tests and evaluations: no call's cost, but the day's money. */
  trial_usd: z.string(),
  transcriptions: z.int(),
  compute_seconds: z.number(),
  speech_usd: z.string(),
  /** Transcriptions on a machine whose price was not set. */
  unpriced: z.int(),
});
export type CostRow = z.infer<typeof CostRow>;

interface Keys {
  /** The key of a request, of a judgement and of a transcription, each `a`. */
  asked: string;
  judged: string;
  heard: string;
  join?: string;
  where?: string;
  label: string;
  labelJoin?: string;
}

const since = "((now() at time zone 'UTC')::date - ($1::int - 1))";

function costsText(
  { asked, judged, heard, join = "", where = "true", label, labelJoin = "" }: Keys,
  tail: string,
): string {
  return `with asked as (
    select ${asked} as key, count(*)::int as requests,
      (count(*) filter (where a.settled_at_utc is null))::int as unsettled,
      coalesce(sum(a.usd_reserved) filter (where a.settled_at_utc is null), 0) as unsettled_usd,
      coalesce(sum(a.tokens_in), 0)::float8 as tokens_in, coalesce(sum(a.tokens_cached), 0)::float8 as tokens_cached,
      coalesce(sum(a.tokens_out), 0)::float8 as tokens_out,
      coalesce(sum(coalesce(a.cost_usd, a.usd_reserved)) filter (where a.purpose in ('judge', 'rejudge')), 0) as judge_usd,
      coalesce(sum(coalesce(a.cost_usd, a.usd_reserved)) filter (where a.purpose not in ('judge', 'rejudge')), 0) as trial_usd
    from core.model_requests a ${join} where ${where} and a.day >= ${since} group by 1
  ), judged as (
    select ${judged} as key, count(distinct a.call_id)::int as calls
    from core.judgements a ${join} where ${where} and a.purpose = 'judge' and a.judged_at_utc >= ${since}::timestamp at time zone 'UTC' group by 1
  ), heard as (
    select ${heard} as key, count(*)::int as transcriptions,
      coalesce(sum((a.detail ->> 'compute_seconds')::float8), 0) as compute_seconds,
      coalesce(sum(a.cost_usd), 0) as speech_usd,
      (count(*) filter (where (a.detail ->> 'priced') is distinct from 'true'))::int as unpriced
    from core.call_events a ${join}
    where ${where} and a.kind = 'finished' and a.lane = 'factory' and a.at_utc >= ${since}::timestamp at time zone 'UTC' group by 1
  )
  select coalesce(key::text, '') as key, coalesce(${label}, '') as label, coalesce(calls, 0) as calls,
    coalesce(requests, 0) as requests, coalesce(unsettled, 0) as unsettled,
    coalesce(unsettled_usd, 0)::text as unsettled_usd, coalesce(tokens_in, 0) as tokens_in,
    coalesce(tokens_cached, 0) as tokens_cached, coalesce(tokens_out, 0) as tokens_out,
    coalesce(judge_usd, 0)::text as judge_usd, coalesce(trial_usd, 0)::text as trial_usd,
    coalesce(transcriptions, 0) as transcriptions, coalesce(compute_seconds, 0) as compute_seconds,
    coalesce(speech_usd, 0)::text as speech_usd, coalesce(unpriced, 0) as unpriced
  from asked full join judged using (key) full join heard using (key) ${labelJoin}
  ${tail}`;
}

/** The last days (UTC, today among them), newest first; a day without anything has no row. */
export const costsByDay = query<[days: number]>()(
  "costs_by_day",
  CostRow,
  costsText(
    {
      asked: "a.day",
      judged: "(a.judged_at_utc at time zone 'UTC')::date",
      heard: "(a.at_utc at time zone 'UTC')::date",
      label: "key::text",
    },
    "order by key desc",
  ),
);

const dearest =
  "order by coalesce(judge_usd, 0) + coalesce(speech_usd, 0) desc, coalesce(compute_seconds, 0) desc";
/** What nothing has a key for is left out: evaluations of labelled files are of no campaign. */
const ofCalls = "join core.calls c on c.id = a.call_id";

/** The campaigns whose calls were worked on in the last days, dearest first; the empty key: calls without a campaign. */
export const costsByCampaign = query<[days: number]>()(
  "costs_by_campaign",
  CostRow,
  costsText(
    {
      asked: "coalesce(c.campaign_id::text, '')",
      judged: "coalesce(c.campaign_id::text, '')",
      heard: "coalesce(c.campaign_id::text, '')",
      join: ofCalls,
      label: "g.name",
      labelJoin: "left join core.campaigns g on g.id::text = key",
    },
    dearest,
  ),
);

/** The calls that the last days' models and machines took most for. */
export const costsByCall = query<[days: number, limit: number]>()(
  "costs_by_call",
  CostRow,
  costsText(
    {
      asked: "a.call_id",
      judged: "a.call_id",
      heard: "a.call_id",
      where: "a.call_id is not null",
      label: "c.ringba_call_id",
      labelJoin: "join core.calls c on c.id = key",
    },
    `${dearest} limit $2`,
  ),
);

/** Each request to a model for one call, oldest first. */
export const callRequests = query<[call: string]>()(
  "call_requests",
  z.object({
    at_utc: z.date(),
    purpose: z.enum(["judge", "rejudge", "backtest", "eval"]),
    model: z.string(),
    outcome: z.enum(["settled", "released", "unsettled"]),
    tokens_in: z.int(),
    tokens_cached: z.int(),
    tokens_out: z.int(),
    usd: z.string(),
  }),
  `select at_utc, purpose, model,
    case when settled_at_utc is null then 'unsettled' when released then 'released' else 'settled' end as outcome,
    coalesce(tokens_in, 0) as tokens_in, coalesce(tokens_cached, 0) as tokens_cached, coalesce(tokens_out, 0) as tokens_out,
    coalesce(cost_usd, usd_reserved)::text as usd
  from core.model_requests where call_id = $1 order by at_utc, id`,
);

/** Each judgement of one call, oldest first: what its answer took. */
export const callJudgements = query<[call: string]>()(
  "call_judgements",
  z.object({
    at_utc: z.date(),
    purpose: z.enum(["judge", "rejudge"]),
    qa_version: z.string(),
    model: z.string(),
    finding: z.enum(["flagged", "safe"]),
    tokens_in: z.int(),
    tokens_cached: z.int(),
    tokens_out: z.int(),
    usd: z.string(),
  }),
  `select judged_at_utc as at_utc, purpose, qa_version, judge_model as model, finding, tokens_in, tokens_cached, tokens_out,
    cost_usd::text as usd
  from core.judgements where call_id = $1 order by judged_at_utc`,
);

/** Each transcription of one call, oldest first; `usd` is null where the machine's price was not set. */
export const callTranscriptions = query<[call: string]>()(
  "call_transcriptions",
  z.object({
    at_utc: z.date(),
    model: z.string().nullable(),
    compute_seconds: z.number().nullable(),
    usd: z.string().nullable(),
  }),
  `select at_utc, detail ->> 'model' as model, (detail ->> 'compute_seconds')::float8 as compute_seconds,
    case when (detail ->> 'priced') = 'true' then cost_usd::text end as usd
  from core.call_events where call_id = $1 and kind = 'finished' and lane = 'factory' order by at_utc`,
);
