import { query } from "@callscript/core/query.ts";
import { z } from "zod";

export const backfillPass = query<[key: string]>()(
  "backfill_pass",
  z.object({
    from_utc: z.date(),
    to_utc: z.date(),
    position_utc: z.date(),
    finished_at_utc: z.date().nullable(),
    inserted: z.int(),
    failures: z.int(),
  }),
  `select from_utc, to_utc, position_utc, finished_at_utc, inserted, failures
  from core.ingest_passes where key = $1 and tier = 'backfill'`,
);

/** A stretch whose end was ahead when it was begun reaches as far as it does now. */
export const extendPass = query<[key: string, toUtc: Date]>()(
  "extend_pass",
  z.object({}),
  "update core.ingest_passes set to_utc = greatest(to_utc, $2) where key = $1",
);

/** The newest calls that began before the moment: how many have something to transcribe, and how long that is. */
export const storedSample = query<[beforeUtc: Date, limit: number]>()(
  "stored_sample",
  z.object({ calls: z.int(), recorded: z.int(), mean_seconds: z.number().nullable() }),
  `select count(*)::int as calls, count(*) filter (where c.recorded)::int as recorded,
    avg(c.seconds) filter (where c.recorded)::float8 as mean_seconds
  from (
    select has_connected is not false and (audio_url is not null or storage_path is not null) as recorded,
      coalesce(recording_seconds, connected_seconds, duration_seconds, 0) as seconds
    from core.calls where ringba_call_id not like 'import:%' and start_time_utc < $1
    order by start_time_utc desc, id desc limit $2
  ) c`,
);

/** Seconds of computing a second of audio, of the calls that were transcribed last; null where none was. */
export const speechPace = query<[calls: number]>()(
  "speech_pace",
  z.object({ pace: z.number().nullable() }),
  `select sum((e.detail ->> 'compute_seconds')::float8) / nullif(sum(c.recording_seconds), 0) as pace
  from (
    select id, recording_seconds from core.calls
    where status in ('transcribed', 'flagged', 'safe') and recording_seconds > 0 and not speech_stand_in
    order by start_time_utc desc limit $1
  ) c
  join core.call_events e on e.call_id = c.id and e.kind = 'finished' and e.lane = 'factory'
    and e.detail ? 'compute_seconds'`,
);

/** What a stretch has brought, by what can be done with it. */
export const callsOfStretch = query<[fromUtc: Date, toUtc: Date]>()(
  "calls_of_stretch",
  z.object({ calls: z.int(), linked: z.int() }),
  `select count(*)::int as calls, count(*) filter (where audio_url is not null or storage_path is not null)::int as linked
  from core.calls
  where start_time_utc >= $1 and start_time_utc < $2 and ringba_call_id not like 'import:%'`,
);
