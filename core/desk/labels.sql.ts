import { z } from "zod";
import { Flag } from "../flag.ts";
import { query } from "../query.ts";
import { Segment } from "../transcript.ts";

/** How many calls of since then a person has decided. */
export const countDecided = query<[since: Date]>()(
  "count_decided",
  z.object({ calls: z.int() }),
  "select count(*)::int as calls from core.calls where verdict is not null and start_time_utc >= $1",
);

export const DecidedCall = z.object({
  id: z.uuid(),
  /** Its start as the database writes it, to the microsecond: where the next page begins. */
  start_time: z.string(),
  day: z.string(),
  vertical: z.string(),
  verdict: z.enum(["confirmed_bad", "marked_safe"]),
  segments: z.array(Segment),
  /** Of the judgement that the person had before them when they decided. */
  flags: z.array(Flag),
  /** Of those flags, the codes of which a person said last that they are wrong. */
  wrong: z.array(z.string()),
});
export type DecidedCall = z.infer<typeof DecidedCall>;

/** The next decided calls after the one given, the oldest first. */
export const decidedCalls = query<[since: Date, afterStart: string, afterId: string, size: number]>()(
  "decided_calls",
  DecidedCall,
  `select c.id, c.start_time_utc::text as start_time, to_char(c.start_time_utc at time zone 'UTC', 'YYYY-MM-DD') as day,
    coalesce(g.vertical, 'General') as vertical, c.verdict, coalesce(c.transcript_segments, '[]') as segments,
    coalesce(seen.flags, c.qa_flags, '[]') as flags, array(
      select f.code from (select distinct on (code) code, opinion from core.flag_reviews
        where call_id = c.id order by code, id desc) f
      where f.opinion = 'wrong' order by f.code) as wrong
  from core.calls c
    left join core.campaigns g on g.id = c.campaign_id
    left join lateral (
      select j.flags from core.judgements j
      where j.call_id = c.id and j.judged_at_utc <= (
        select max(r.reviewed_at_utc) from core.reviews r where r.call_id = c.id)
      order by j.judged_at_utc desc limit 1) seen on true
  where c.verdict is not null and c.start_time_utc >= $1 and (c.start_time_utc, c.id) > ($2::timestamptz, $3::uuid)
  order by c.start_time_utc, c.id limit $4`,
);
