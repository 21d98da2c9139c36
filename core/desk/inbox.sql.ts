import { z } from "zod";
import { Flag, ReviewReason } from "../flag.ts";
import { query } from "../query.ts";

const inboxTabs = ["review", "unsure", "confirmed", "safe"] as const;
export const InboxTab = z.enum(inboxTabs);
export type InboxTab = z.infer<typeof InboxTab>;

/** One call of the inbox. Times are UTC; `sort_key` carries the database's microseconds for the next page. */
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
  stand_in: z.boolean(),
  sort_key: z.string(),
});
export type InboxCall = z.infer<typeof InboxCall>;

/** Where the next page begins: after this severity, start and id. */
export type InboxCursor = { severity: number; startUtc: string; id: string };

const columns = `c.id, c.severity::int as severity, coalesce(c.qa_flags, '[]'::jsonb) as flags, g.vertical, c.publisher, c.revenue::text as revenue,
    coalesce(c.ended_at_utc, c.start_time_utc + make_interval(secs => coalesce(c.duration_seconds, 0))) as ended_at_utc,
    c.start_time_utc + make_interval(days => g.refund_window_days) as window_closes_at_utc,
    c.review_reason, c.verdict, c.verdict_version, c.speech_stand_in as stand_in, c.start_time_utc::text as sort_key`;

function page(name: string, where: string) {
  return query<[severity: number, startUtc: string, id: string, size: number]>()(
    name,
    InboxCall,
    `select ${columns}
  from core.calls c left join core.campaigns g on g.id = c.campaign_id
  where ${where} and (coalesce(c.severity, 0), c.start_time_utc, c.id) < ($1::int, $2::timestamptz, $3::uuid)
  order by coalesce(c.severity, 0) desc, c.start_time_utc desc, c.id desc
  limit $4`,
  );
}

/** The four tabs: what is to be reviewed, what the judge was unsure of or found otherwise than a person did, and what people decided. */
export const inboxPages: Record<InboxTab, ReturnType<typeof page>> = {
  review: page("inbox_review", "c.status = 'flagged' and c.verdict is null"),
  unsure: page(
    "inbox_unsure",
    "c.needs_review and (c.verdict is null or c.review_reason = 'rejudge_differs') and c.status in ('flagged', 'safe')",
  ),
  confirmed: page("inbox_confirmed", "c.verdict = 'confirmed_bad'"),
  safe: page("inbox_safe", "c.verdict = 'marked_safe'"),
};

/** Counts stop at a thousand: past it a reviewer needs no more digits. */
export const inboxCounts = query<[]>()(
  "inbox_counts",
  z.object({ review: z.int(), unsure: z.int(), at_stake: z.string() }),
  `select (select count(*)::int from (select from core.calls where status = 'flagged' and verdict is null limit 1001) r) as review,
    (select count(*)::int from (select from core.calls
      where needs_review and (verdict is null or review_reason = 'rejudge_differs') and status in ('flagged', 'safe') limit 1001) u) as unsure,
    (select coalesce(sum(revenue), 0)::text from (
      select revenue from core.calls where status = 'flagged' and verdict is null order by start_time_utc desc limit 1001) s) as at_stake`,
);
