import { query } from "@callscript/core/query.ts";
import { z } from "zod";

export const knownCalls = query<[providerCallIds: readonly string[]]>()(
  "known_calls",
  z.object({ ringba_call_id: z.string() }),
  "select ringba_call_id from core.calls where ringba_call_id = any ($1::text[])",
);

/** Fills in what is not known yet; lengths only grow, and who has connected stays so. */
export const completeCalls = query<
  [
    providerCallIds: readonly string[],
    endTimesUtc: readonly (string | null)[],
    durations: readonly (number | null)[],
    connected: readonly (number | null)[],
    hasConnected: readonly (boolean | null)[],
    audioUrls: readonly (string | null)[],
    worker: string,
  ]
>()(
  "complete_calls",
  z.object({ updated: z.int() }),
  `with told as (
    select c.id, coalesce(c.ended_at_utc, g.ended_at_utc) as ended_at_utc,
      greatest(c.duration_seconds, g.duration_seconds) as duration_seconds,
      greatest(c.connected_seconds, g.connected_seconds) as connected_seconds,
      case when g.has_connected then true else coalesce(c.has_connected, g.has_connected) end as has_connected,
      case when c.storage_path is null then coalesce(g.audio_url, c.audio_url) else c.audio_url end as audio_url
    from unnest($1::text[], $2::timestamptz[], $3::integer[], $4::integer[], $5::boolean[], $6::text[])
      as g (ringba_call_id, ended_at_utc, duration_seconds, connected_seconds, has_connected, audio_url)
      join core.calls c using (ringba_call_id)
    order by c.ringba_call_id for no key update of c
  ), completed as (
    update core.calls c set ended_at_utc = t.ended_at_utc, duration_seconds = t.duration_seconds,
      connected_seconds = t.connected_seconds, has_connected = t.has_connected, audio_url = t.audio_url
    from told t
    where c.id = t.id and (c.ended_at_utc, c.duration_seconds, c.connected_seconds, c.has_connected, c.audio_url)
      is distinct from (t.ended_at_utc, t.duration_seconds, t.connected_seconds, t.has_connected, t.audio_url)
    returning c.id
  ), logged as (
    insert into core.call_events (call_id, kind, lane, actor) select d.id, 'updated', 'ingest', $7 from completed d
  )
  select count(*)::int as updated from completed`,
);
