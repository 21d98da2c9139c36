import { query } from "@callscript/core/query.ts";
import { z } from "zod";

/**
 * What ingest found that people should know: calls that only the re-read of 8 days brought, seconds of the call log that
 * could not be read whole for over an hour, records of the last day that could not be read, hours of the last three days in which the provider still counts more calls than
 * we have after they were read again.
 */
export const ingestFindings = query<[]>()(
  "ingest_findings",
  z.object({
    late_calls: z.int(),
    week_opened_at_utc: z.date().nullable(),
    open_gaps: z.int(),
    short_hours: z.int(),
    missing_calls: z.int(),
    unreadable: z.int(),
  }),
  `select coalesce(w.inserted, 0) as late_calls, w.opened_at_utc as week_opened_at_utc,
    (select count(*)::int from core.ingest_passes g
      where g.tier = 'gap' and g.finished_at_utc is null and g.opened_at_utc < now() - interval '1 hour') as open_gaps,
    h.short_hours, h.missing_calls,
    (select count(*)::int from core.unreadable_records where last_seen_at_utc > now() - interval '1 day') as unreadable
  from (select count(*)::int as short_hours, coalesce(sum(provider_calls - our_calls), 0)::int as missing_calls
      from core.ingest_hours where provider_calls > our_calls and hour_utc > now() - interval '3 days'
        and compared_at_utc >= hour_utc + interval '26 hours') h
    left join core.ingest_passes w on w.key = 'week'`,
);
