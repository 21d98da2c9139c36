import { z } from "zod";
import { query } from "../query.ts";
import { type FilterParams as CallFilterParams, passesFilters } from "./call-filters.ts";
import { amongWorst, calls, key, ofTabs, severity, windowOf } from "./inbox.sql.ts";
import type { FilterParams } from "./inbox-filter.ts";
import { at, type CallSort } from "./list-calls.sql.ts";

/** What a call is ordered by in any list. */
export const callPlace = query<[id: string]>()(
  "call_place",
  z.object({
    severity: z.int(),
    start_key: z.string(),
    closes_key: z.string().nullable(),
    length_key: z.string(),
    revenue_key: z.string(),
  }),
  `select ${severity}::int as severity, ${key("c.start_time_utc")} as start_key, ${key(`c.start_time_utc + ${windowOf}`)} as closes_key,
    coalesce(c.recording_seconds, c.duration_seconds, -1)::text as length_key, coalesce(c.revenue, -1000000000)::text as revenue_key
  from ${calls} where c.id = $1`,
);

/** `before` stops at a thousand; `is_here`: the call itself is in the view. */
const Around = z.object({
  previous: z.uuid().nullable(),
  next: z.uuid().nullable(),
  before: z.int(),
  is_here: z.boolean(),
});

/** The call before and after the one at a place, in a descending order of columns, each a step along the index. */
function around(from: string, where: string, columns: readonly string[], place: string, id: string): string {
  const row = `(${columns.join(", ")})`;
  const up = columns.join(", ");
  const down = columns.map((column) => `${column} desc`).join(", ");
  return `select
    (select c.id from ${from} where ${where} and ${row} > ${place} order by ${up} limit 1) as previous,
    (select c.id from ${from} where ${where} and ${row} < ${place} order by ${down} limit 1) as next,
    (select count(*)::int from (select from ${from} where ${where} and ${row} > ${place} order by ${up} limit 1000) b) as before,
    exists (select from ${from} where ${where} and c.id = ${id}) as is_here`;
}

export const aroundWorst = ofTabs(
  (tab, where) =>
    query<[...FilterParams, severity: number, startUtc: string, id: string]>()(
      `inbox_${tab}_around_worst`,
      Around,
      around(
        calls,
        where,
        [severity, "c.start_time_utc", "c.id"],
        "($10::int, $11::timestamptz, $12::uuid)",
        "$12::uuid",
      ),
    ),
  amongWorst,
);

export const aroundNewest = ofTabs((tab, where) =>
  query<[...FilterParams, startUtc: string, id: string]>()(
    `inbox_${tab}_around_newest`,
    Around,
    around(calls, where, ["c.start_time_utc", "c.id"], "($10::timestamptz, $11::uuid)", "$11::uuid"),
  ),
);

/** The last of the windows that are open at $10 and close before the one of $11 and $12. */
export const closingBefore = ofTabs((tab, where) =>
  query<[...FilterParams, asOfUtc: string, closesUtc: string, id: string]>()(
    `inbox_${tab}_closing_before`,
    z.object({ id: z.uuid() }),
    `select k.id from core.campaigns g cross join lateral (
      select c.id, c.start_time_utc + ${windowOf} as closes from core.calls c
      where c.campaign_id = g.id and ${where} and c.start_time_utc > $10::timestamptz - ${windowOf}
        and (c.start_time_utc, c.id) < ($11::timestamptz - ${windowOf}, $12::uuid)
      order by c.start_time_utc desc, c.id desc limit 1) k
    where g.refund_window_days is not null
    order by k.closes desc, k.id desc limit 1`,
  ),
);

/** The last of the windows that are closed at $10, or that never were, before the call of $11 and $12. */
export const closedBefore = ofTabs((tab, where) => {
  const latest = (of: string, until: string) => `select c.id, c.start_time_utc as start from core.calls c
      where ${of} and ${where} and ${until} and (c.start_time_utc, c.id) > ($11::timestamptz, $12::uuid)
      order by c.start_time_utc, c.id limit 1`;
  const closed = `c.start_time_utc <= case when g.refund_window_days is null then 'infinity' else $10::timestamptz - ${windowOf} end`;
  return query<[...FilterParams, asOfUtc: string, startUtc: string, id: string]>()(
    `inbox_${tab}_closed_before`,
    z.object({ id: z.uuid() }),
    `select k.id from (select id, vertical, refund_window_days from core.campaigns union all select null, null, null) g
      cross join lateral (
        (${latest("g.id is not null and c.campaign_id = g.id", closed)})
        union all (${latest("g.id is null and c.campaign_id is null", "true")})) k
    order by k.start, k.id limit 1`,
  );
});

function aroundCalls(name: string, expression: string | null, type: string) {
  const columns = [...(expression === null ? [] : [expression]), "c.start_time_utc", "c.id"];
  const value = expression === null ? "" : `${at(3)}::${type}, `;
  const place = `(${value}${at(1)}::timestamptz, ${at(2)}::uuid)`;
  // A parameter that nothing uses has no type.
  const unused = expression === null ? ` where ${at(3)}::text is null or true` : "";
  return query<[...CallFilterParams, startUtc: string, id: string, key: string | null]>()(
    name,
    Around,
    `${around("core.calls c", passesFilters, columns, place, `${at(2)}::uuid`)}${unused}`,
  );
}

export const aroundInCalls: Record<CallSort, ReturnType<typeof aroundCalls>> = {
  newest: aroundCalls("calls_around_newest", null, "text"),
  longest: aroundCalls(
    "calls_around_longest",
    "coalesce(c.recording_seconds, c.duration_seconds, -1)",
    "float8",
  ),
  revenue: aroundCalls("calls_around_revenue", "coalesce(c.revenue, -1000000000)", "numeric"),
};
