import { z } from "zod";
import { CallStatus } from "../call-state.ts";
import { query } from "../query.ts";
import { Segment } from "../transcript.ts";
import { type FilterParams, filterCount, passesFilters } from "./call-filters.ts";

export const CallSort = z.enum(["newest", "longest", "revenue"]);
export type CallSort = z.infer<typeof CallSort>;

/** One call of the list. Times are UTC; the two keys carry what the database sorts by, exactly, for the next page. */
export const ListedCall = z.object({
  id: z.uuid(),
  ringba_call_id: z.string(),
  start_time_utc: z.date(),
  ended_at_utc: z.date(),
  caller_number: z.string().nullable(),
  campaign: z.string().nullable(),
  vertical: z.string().nullable(),
  publisher: z.string().nullable(),
  buyer: z.string().nullable(),
  seconds: z.number().nullable(),
  revenue: z.string().nullable(),
  status: CallStatus,
  skip_reason: z.string().nullable(),
  minimum_seconds: z.int(),
  processing_error: z.string().nullable(),
  tries: z.int(),
  severity: z.int().nullable(),
  flags: z.array(z.object({ name: z.string(), severity: z.int() })),
  verdict: z.enum(["confirmed_bad", "marked_safe"]).nullable(),
  /** From hang-up to the first judgement that flagged it. */
  flagged_after_seconds: z.number().nullable(),
  /** What its models and machines took; null where none was asked. */
  cost_usd: z.string().nullable(),
  start_key: z.string(),
  sort_key: z.string().nullable(),
});
export type ListedCall = z.infer<typeof ListedCall>;

/** Where the next page begins: after the call that has these. `key` is what is sorted by beside the time. */
export interface CallCursor {
  key: string | null;
  startUtc: string;
  id: string;
}

const columns = `c.id, c.ringba_call_id, c.start_time_utc,
    coalesce(c.ended_at_utc, c.start_time_utc + make_interval(secs => coalesce(c.duration_seconds, 0))) as ended_at_utc,
    c.caller_number, g.name as campaign, g.vertical, c.publisher, c.buyer,
    coalesce(c.recording_seconds, c.duration_seconds)::float8 as seconds, c.revenue::text as revenue, c.status, c.skip_reason,
    coalesce(g.minimum_connected_seconds, 0) as minimum_seconds, c.processing_error, coalesce(c.retry_count, 0) as tries,
    c.severity::int as severity, coalesce((
      select jsonb_agg(jsonb_build_object('name', f ->> 'name', 'severity', f -> 'severity'))
      from jsonb_array_elements(c.qa_flags) f), '[]') as flags,
    c.verdict, (
      select extract(epoch from min(j.judged_at_utc)
        - coalesce(c.ended_at_utc, c.start_time_utc + make_interval(secs => coalesce(c.duration_seconds, 0))))::float8
      from core.judgements j where j.call_id = c.id and j.finding = 'flagged') as flagged_after_seconds,
    (select sum(p.usd)::text from (
      select coalesce(m.cost_usd, m.usd_reserved) as usd from core.model_requests m
      where m.call_id = c.id and m.purpose in ('judge', 'rejudge')
      union all
      select e.cost_usd from core.call_events e
      where e.call_id = c.id and e.kind = 'finished' and e.lane = 'factory' and e.detail ->> 'priced' = 'true') p) as cost_usd,
    to_char(c.start_time_utc at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as start_key`;

export const at = (place: number) => `$${filterCount + place}`;

/** Pages by one order: `expression` is indexed with the time and the id. */
function page(name: string, expression: string | null, type: string) {
  const ordered = expression === null ? "" : `${expression} desc, `;
  const after = expression === null ? "" : `${expression}, `;
  const value = expression === null ? "" : `${at(4)}::${type}, `;
  return query<[...FilterParams, startUtc: string, id: string, size: number, key: string | null]>()(
    name,
    ListedCall,
    `select ${columns}, ${expression === null ? `${at(4)}::text` : `(${expression})::text`} as sort_key
  from (
    select c.* from core.calls c
    where ${passesFilters}
      and (${after}c.start_time_utc, c.id) < (${value}${at(1)}::timestamptz, ${at(2)}::uuid)
    order by ${ordered}c.start_time_utc desc, c.id desc limit ${at(3)}
  ) c left join core.campaigns g on g.id = c.campaign_id
  order by ${ordered}c.start_time_utc desc, c.id desc`,
  );
}

export const callPages: Record<CallSort, ReturnType<typeof page>> = {
  newest: page("calls_newest", null, "text"),
  longest: page("calls_longest", "coalesce(c.recording_seconds, c.duration_seconds, -1)", "float8"),
  revenue: page("calls_by_revenue", "coalesce(c.revenue, -1000000000)", "numeric"),
};

/** Above every value that is sorted by. */
export const topKeys: Record<CallSort, string | null> = {
  newest: null,
  longest: "Infinity",
  revenue: "Infinity",
};

/** Counts stop at a thousand. */
export const countCalls = query<FilterParams>()(
  "count_calls",
  z.object({ calls: z.int() }),
  `select count(*)::int as calls from (select from core.calls c where ${passesFilters} limit 1001) c`,
);

/** The days between which there are calls. */
export const callDays = query<[]>()(
  "call_days",
  z.object({ oldest: z.date().nullable(), newest: z.date().nullable() }),
  "select min(start_time_utc) as oldest, max(start_time_utc) as newest from core.calls",
);

/** The calls of some days in which words were said, newest first; `days` is a tsquery of the days' own words. */
export const searchPage = query<
  [...FilterParams, startUtc: string, id: string, size: number, words: string, days: string]
>()(
  "calls_search",
  ListedCall,
  `select ${columns}, null::text as sort_key
  from (
    select c.* from (
      select t.call_id, t.start_time_utc from core.call_texts t
      where t.words @@ (websearch_to_tsquery('simple', ${at(4)}) && ${at(5)}::tsquery)
        and (t.start_time_utc, t.call_id) < (${at(1)}::timestamptz, ${at(2)}::uuid)
      order by t.start_time_utc desc, t.call_id desc
    ) t join core.calls c on c.id = t.call_id
    where ${passesFilters}
    order by t.start_time_utc desc, t.call_id desc limit ${at(3)}
  ) c left join core.campaigns g on g.id = c.campaign_id
  order by c.start_time_utc desc, c.id desc`,
);

/** How many there are of some days, up to a limit. */
export const countHits = query<[...FilterParams, limit: number, words: string, days: string]>()(
  "count_hits",
  z.object({ calls: z.int() }),
  `select count(*)::int as calls from (
    select from core.call_texts t join core.calls c on c.id = t.call_id
    where t.words @@ (websearch_to_tsquery('simple', ${at(2)}) && ${at(3)}::tsquery) and ${passesFilters}
    limit ${at(1)}
  ) c`,
);

export const callSegments = query<[calls: readonly string[]]>()(
  "call_segments",
  z.object({ id: z.uuid(), segments: z.array(Segment) }),
  `select id, transcript_segments as segments from core.calls
  where id = any ($1::uuid[]) and transcript_segments is not null`,
);
