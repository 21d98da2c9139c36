import { z } from "zod";
import { Flag, ReviewReason } from "../flag.ts";
import { Segment } from "../transcript.ts";

/** What is shown of a call wherever it is judged. */
export const callFacts = {
  id: z.uuid(),
  campaign: z.string().nullable(),
  vertical: z.string().nullable(),
  publisher: z.string().nullable(),
  buyer: z.string().nullable(),
  caller_number: z.string().nullable(),
  revenue: z.string().nullable(),
  start_time_utc: z.date(),
  ended_at_utc: z.date(),
  window_closes_at_utc: z.date().nullable(),
  has_recording: z.boolean(),
  recording_seconds: z.number().nullable(),
  segments: z.array(Segment).nullable(),
  flags: z.array(Flag),
  severity: z.int().nullable(),
  qa_version: z.string().nullable(),
  review_reason: ReviewReason.nullable(),
};

/** Its columns, of a call `c` and its campaign `g`. */
export const callFactColumns = `c.id, g.name as campaign, g.vertical, c.publisher, c.buyer, c.caller_number, c.revenue::text as revenue, c.start_time_utc,
    coalesce(c.ended_at_utc, c.start_time_utc + make_interval(secs => coalesce(c.duration_seconds, 0))) as ended_at_utc,
    c.start_time_utc + make_interval(hours => 24 * g.refund_window_days) as window_closes_at_utc,
    c.storage_path is not null as has_recording, c.recording_seconds, c.transcript_segments as segments,
    coalesce(c.qa_flags, '[]'::jsonb) as flags, c.severity::int as severity, c.qa_version, c.review_reason`;
