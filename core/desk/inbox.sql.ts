import { z } from "zod";
import { Flag, ReviewReason } from "../flag.ts";
import { query } from "../query.ts";
import type { FilterParams, InboxTab } from "./inbox-filter.ts";

/** One call of the inbox. Times are UTC; the two keys carry the database's microseconds, for the order and the next page. */
export const InboxCall = z.object({
  id: z.uuid(),
  severity: z.int().nullable(),
  flags: z.array(Flag),
  vertical: z.string().nullable(),
  publisher: z.string().nullable(),
  revenue: z.string().nullable(),
  ended_at_utc: z.date(),
  window_closes_at_utc: z.date().nullable(),
  review_reason: ReviewReason.nullable(),
  verdict: z.enum(["confirmed_bad", "marked_safe"]).nullable(),
  verdict_version: z.int(),
  decided_by: z.string().nullable(),
  decided_at_utc: z.date().nullable(),
  stand_in: z.boolean(),
  start_key: z.string(),
  closes_key: z.string().nullable(),
});
export type InboxCall = z.infer<typeof InboxCall>;

/** Days of 24 hours: what is added here is taken away again to find a start by its window's end. */
export const windowOf = "make_interval(hours => 24 * g.refund_window_days)";
export const key = (moment: string) =>
  `to_char((${moment}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
export const severity = "coalesce(c.severity, 0)";

const columns = `c.id, c.severity::int as severity, coalesce(c.qa_flags, '[]'::jsonb) as flags, g.vertical, c.publisher, c.revenue::text as revenue,
    coalesce(c.ended_at_utc, c.start_time_utc + make_interval(secs => coalesce(c.duration_seconds, 0))) as ended_at_utc,
    c.start_time_utc + ${windowOf} as window_closes_at_utc, c.review_reason, c.verdict, c.verdict_version,
    coalesce(u.name, r.reviewer) as decided_by, r.reviewed_at_utc as decided_at_utc, c.speech_stand_in as stand_in,
    ${key("c.start_time_utc")} as start_key, ${key(`c.start_time_utc + ${windowOf}`)} as closes_key`;

const lastReview = `left join lateral (select reviewer, reviewed_at_utc from core.reviews
      where call_id = c.id and version = c.verdict_version order by reviewed_at_utc desc limit 1) r on c.verdict is not null
    left join app_auth."user" u on u.email = r.reviewer`;

/** The four tabs: what is to be reviewed, what the judge was unsure of or found otherwise than a person did, and what people decided. */
const tabs: Record<InboxTab, string> = {
  review: "c.status = 'flagged' and c.verdict is null",
  unsure:
    "c.needs_review and (c.verdict is null or c.review_reason = 'rejudge_differs') and c.status in ('flagged', 'safe')",
  confirmed: "c.verdict = 'confirmed_bad'",
  safe: "c.verdict = 'marked_safe'",
};

/** True of many: the planner takes what it cannot see through for true of half the rows, and walks the list in its order. */
const metOnTheWay = (condition: string) => `case when ${condition} then true else false end`;

/** The parameters of `narrowInbox`: one that is null is gone before the statement is planned. */
const filtered = `($2::text is null or g.vertical = $2)
    and ($3::uuid is null or c.campaign_id = $3) and ($4::text is null or c.publisher = $4)
    and ($5::text is null or ${metOnTheWay("c.qa_flags @> jsonb_build_array(jsonb_build_object('code', $5))")})
    and ($6::timestamptz is null or (c.start_time_utc > now() - (select make_interval(hours => 24 * max(refund_window_days)) from core.campaigns)
      and c.start_time_utc + ${windowOf} > now() and c.start_time_utc + ${windowOf} < $6))
    and ($7::text is null or ${metOnTheWay("core.flag_words(c.qa_flags) @@ to_tsquery('pg_catalog.simple', $7)")})
    and ($8::text is null or exists (select from core.reviews o
      where o.call_id = c.id and o.version = c.verdict_version and o.reviewer = $8))
    and ($9::uuid[] is null or c.id = any ($9))`;

/** By the index that is ordered by severity; where another order is read, that index must not be chosen. */
export const amongWorst = `($1::int[] is null or ${severity} = any ($1))`;
const amongAll = "($1::int[] is null or c.severity = any ($1))";

export const calls = "core.calls c left join core.campaigns g on g.id = c.campaign_id";
const worstFirst = `${severity} desc, c.start_time_utc desc, c.id desc`;
const newestFirst = "c.start_time_utc desc, c.id desc";

export function ofTabs<T>(
  make: (tab: InboxTab, where: string) => T,
  severities = amongAll,
): Record<InboxTab, T> {
  const of = (tab: InboxTab) => make(tab, `${tabs[tab]} and ${severities} and ${filtered}`);
  return { review: of("review"), unsure: of("unsure"), confirmed: of("confirmed"), safe: of("safe") };
}

/** Calls of a tab that a rule flagged, or that have words in a quote or a rule's name, in no order. */
export const flaggedBy = {
  review: foundByFlag("review"),
  unsure: foundByFlag("unsure"),
  confirmed: foundByFlag("confirmed"),
  safe: foundByFlag("safe"),
};
function foundByFlag(tab: InboxTab) {
  return query<[rule: string | null, words: string | null, most: number]>()(
    `inbox_${tab}_found`,
    z.object({ id: z.uuid() }),
    `select c.id from core.calls c where ${tabs[tab]} and ($1::text is null or core.flag_codes(c.qa_flags) && array[$1])
  and ($2::text is null or core.flag_words(c.qa_flags) @@ to_tsquery('pg_catalog.simple', $2)) limit $3`,
  );
}

export const worstPages = ofTabs(
  (tab, where) =>
    query<[...FilterParams, severity: number, startUtc: string, id: string, size: number]>()(
      `inbox_${tab}_worst`,
      InboxCall,
      `select ${columns} from ${calls} ${lastReview}
  where ${where} and (${severity}, c.start_time_utc, c.id) < ($10::int, $11::timestamptz, $12::uuid)
  order by ${worstFirst} limit $13`,
    ),
  amongWorst,
);

export const newestPages = ofTabs((tab, where) =>
  query<[...FilterParams, startUtc: string, id: string, size: number]>()(
    `inbox_${tab}_newest`,
    InboxCall,
    `select ${columns} from ${calls} ${lastReview}
  where ${where} and (c.start_time_utc, c.id) < ($10::timestamptz, $11::uuid)
  order by ${newestFirst} limit $12`,
  ),
);

/** Windows that are open at $10, the next to close first: the first calls of each campaign, and of those the first. */
export const closingPages = ofTabs((tab, where) =>
  query<[...FilterParams, asOfUtc: string, closesUtc: string, id: string, size: number]>()(
    `inbox_${tab}_closing`,
    InboxCall,
    `select ${columns} from (
    select k.id, k.closes from core.campaigns g cross join lateral (
      select c.id, c.start_time_utc + ${windowOf} as closes from core.calls c
      where c.campaign_id = g.id and ${where} and c.start_time_utc > $10::timestamptz - ${windowOf}
        and (c.start_time_utc, c.id) > ($11::timestamptz - ${windowOf}, $12::uuid)
      order by c.start_time_utc, c.id limit $13) k
    where g.refund_window_days is not null
    order by k.closes, k.id limit $13) first
    join core.calls c on c.id = first.id left join core.campaigns g on g.id = c.campaign_id ${lastReview}
  order by first.closes, first.id`,
  ),
);

/** What comes after them: windows that have closed, and calls that have none; the newest first. */
export const closedPages = ofTabs((tab, where) => {
  const latest = (of: string, until: string) => `select c.id, c.start_time_utc as start from core.calls c
      where ${of} and ${where} and ${until} and (c.start_time_utc, c.id) < ($11::timestamptz, $12::uuid)
      order by ${newestFirst} limit $13`;
  const closed = `c.start_time_utc <= case when g.refund_window_days is null then 'infinity' else $10::timestamptz - ${windowOf} end`;
  return query<[...FilterParams, asOfUtc: string, startUtc: string, id: string, size: number]>()(
    `inbox_${tab}_closed`,
    InboxCall,
    `select ${columns} from (
    select k.id, k.start from (select id, vertical, refund_window_days from core.campaigns union all select null, null, null) g
      cross join lateral (
        (${latest("g.id is not null and c.campaign_id = g.id", closed)})
        union all (${latest("g.id is null and c.campaign_id is null", "true")})) k
    order by k.start desc, k.id desc limit $13) first
    join core.calls c on c.id = first.id left join core.campaigns g on g.id = c.campaign_id ${lastReview}
  order by first.start desc, first.id desc`,
  );
});

/** By severity: how many calls, and their money. It stops at a thousand: past it a reviewer needs no more digits. */
export const inboxGroups = ofTabs(
  (tab, where) =>
    query<FilterParams>()(
      `inbox_${tab}_groups`,
      z.object({ severity: z.int(), calls: z.int(), revenue: z.string() }),
      `select severity, count(*)::int as calls, coalesce(sum(revenue), 0)::text as revenue from (
    select ${severity} as severity, c.revenue from ${calls} where ${where} order by ${worstFirst} limit 1001) first
  group by severity order by severity desc`,
    ),
  amongWorst,
);

export const inboxTabCount = ofTabs((tab, where) =>
  query<FilterParams>()(
    `inbox_${tab}_count`,
    z.object({ calls: z.int() }),
    `select count(*)::int as calls from (select from ${calls} where ${where} limit 1001) first`,
  ),
);

/** Every call of a view that a decision over all of it is about, the newest first, and the money of those. */
export const inboxMatches = ofTabs((tab, where) =>
  query<[...FilterParams, most: number]>()(
    `inbox_${tab}_matches`,
    z.object({ id: z.uuid(), version: z.int(), revenue: z.string() }),
    `select id, version, (coalesce(sum(revenue) over (), 0))::text as revenue from (
    select c.id, c.verdict_version as version, c.revenue from ${calls} where ${where}
    order by ${newestFirst} limit $10) matching`,
  ),
);

/** Counts stop at a thousand. */
export const inboxCounts = query<[]>()(
  "inbox_counts",
  z.object({ review: z.int(), unsure: z.int() }),
  `select (select count(*)::int from (select from core.calls c where ${tabs.review} limit 1001) r) as review,
    (select count(*)::int from (select from core.calls c where ${tabs.unsure} limit 1001) u) as unsure`,
);
