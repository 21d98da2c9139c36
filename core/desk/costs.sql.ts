import { z } from "zod";
import { query } from "../query.ts";

/** What models and machines took for one day, campaign or call. Dollars are exact; a request that is not settled counts with its bound. */
const CostRow = z.object({
  key: z.string(),
  label: z.string(),
  /** Judgements of calls that came through the queue: a call has one, as a rule. */
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

const since = "((now() at time zone 'UTC')::date - ($1::int - 1))";
const sinceUtc = `${since}::timestamp at time zone 'UTC'`;

/** Each request, first judgement and transcription of the last days as one row, so that they are added up in one pass. */
const steps = `steps as (
    select call_id, day, 0 as calls, 1 as requests, (settled_at_utc is null)::int as unsettled,
      case when settled_at_utc is null then usd_reserved else 0 end as unsettled_usd,
      coalesce(tokens_in, 0) as tokens_in, coalesce(tokens_cached, 0) as tokens_cached, coalesce(tokens_out, 0) as tokens_out,
      case when purpose in ('judge', 'rejudge') then coalesce(cost_usd, usd_reserved) else 0 end as judge_usd,
      case when purpose in ('judge', 'rejudge') then 0 else coalesce(cost_usd, usd_reserved) end as trial_usd,
      0 as transcriptions, 0::float8 as compute_seconds, 0::numeric as speech_usd, 0 as unpriced
    from core.model_requests where day >= ${since}
    union all
    select call_id, (judged_at_utc at time zone 'UTC')::date, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
    from core.judgements where purpose = 'judge' and judged_at_utc >= ${sinceUtc}
    union all
    select call_id, (at_utc at time zone 'UTC')::date, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1,
      coalesce((detail ->> 'compute_seconds')::float8, 0), coalesce(cost_usd, 0),
      ((detail ->> 'priced') is distinct from 'true')::int
    from core.call_events where kind = 'finished' and lane = 'factory' and at_utc >= ${sinceUtc}
  )`;

const counted = ["calls", "requests", "unsettled", "transcriptions", "unpriced"];
const measured = ["tokens_in", "tokens_cached", "tokens_out", "compute_seconds"];
const paid = ["unsettled_usd", "judge_usd", "trial_usd", "speech_usd"];
const sums = [...counted, ...measured, ...paid].map((column) => `sum(${column}) as ${column}`).join(", ");
const asRow = [
  ...counted.map((column) => `${column}::int as ${column}`),
  ...measured.map((column) => `${column}::float8 as ${column}`),
  ...paid.map((column) => `${column}::text as ${column}`),
].join(", ");

/** The last days (UTC, today among them), newest first; a day without anything has no row. */
export const costsByDay = query<[days: number]>()(
  "costs_by_day",
  CostRow,
  `with ${steps}, sums as (select day as key, ${sums} from steps group by 1)
  select s.key::text as key, s.key::text as label, ${asRow} from sums s order by s.key desc`,
);

/**
 * The campaigns whose calls were worked on in the last days, dearest first; the empty key: calls without a campaign.
 * Evaluations of labelled files are of no call and left out.
 */
export const costsByCampaign = query<[days: number]>()(
  "costs_by_campaign",
  CostRow,
  `with ${steps}, sums as (
    select c.campaign_id as key, ${sums} from steps join core.calls c on c.id = call_id group by 1
  )
  select coalesce(s.key::text, '') as key, coalesce(g.name, '') as label, ${asRow}
  from sums s left join core.campaigns g on g.id = s.key
  order by s.judge_usd + s.speech_usd desc, s.compute_seconds desc, s.key`,
);

/** The calls that the last days' models and machines took most for. */
export const costsByCall = query<[days: number, limit: number]>()(
  "costs_by_call",
  CostRow,
  `with ${steps}, sums as (
    select call_id as key, ${sums} from steps where call_id is not null group by 1
  ), dearest as (
    select * from sums order by judge_usd + speech_usd desc, compute_seconds desc, key limit $2
  )
  select s.key::text as key, c.ringba_call_id as label, ${asRow}
  from dearest s join core.calls c on c.id = s.key
  order by s.judge_usd + s.speech_usd desc, s.compute_seconds desc, s.key`,
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
