import { z } from "zod";
import { CallStatus } from "../call-state.ts";
import { query } from "../query.ts";

export const recentCalls = query<[size: number]>()(
  "recent_calls",
  z.object({
    id: z.uuid(),
    ringba_call_id: z.string(),
    caller_number: z.string().nullable(),
    campaign: z.string().nullable(),
    publisher: z.string().nullable(),
    revenue: z.string().nullable(),
    ended_at_utc: z.date(),
    seconds: z.number().nullable(),
    status: CallStatus,
    skip_reason: z.string().nullable(),
    processing_error: z.string().nullable(),
  }),
  `select c.id, c.ringba_call_id, c.caller_number, g.name as campaign, c.publisher, c.revenue::text as revenue,
    coalesce(c.ended_at_utc, c.start_time_utc + make_interval(secs => coalesce(c.duration_seconds, 0))) as ended_at_utc,
    coalesce(c.recording_seconds, c.duration_seconds)::float8 as seconds, c.status, c.skip_reason, c.processing_error
  from core.calls c left join core.campaigns g on g.id = c.campaign_id
  order by c.start_time_utc desc, c.id desc limit $1`,
);
