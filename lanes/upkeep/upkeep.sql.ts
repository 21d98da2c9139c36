import { query } from "@callscript/core/query.ts";
import { z } from "zod";

export const rescueZombies = query<[limit: number]>()(
  "rescue_zombies",
  z.object({ call_id: z.uuid(), to_status: z.string() }),
  "select call_id, to_status from core.rescue_zombies($1)",
);

/** Counts marked half hours again; fewer than the limit: none is left. */
export const refreshFigures = query<[limit: number]>()(
  "refresh_figures",
  z.object({ half_hours: z.int() }),
  "select core.refresh_figures($1) as half_hours",
);

/**
 * Calls that a lane could work on now, by status: how many hung up more than an hour ago (counted to 1000 at most),
 * and how old the oldest is, in minutes. Left out: calls that wait for a recording or for their next attempt, which
 * no lane is to blame for. An imported call waits since it was imported.
 */
export const waitingCalls = query<[]>()(
  "waiting_calls",
  z.object({ status: z.string(), over_an_hour: z.int(), oldest_minutes: z.int() }),
  `select w.status, count(*) filter (where w.since < now() - interval '1 hour')::int as over_an_hour,
    floor(extract(epoch from now() - min(w.since)) / 60)::int as oldest_minutes
  from (values ('pending'), ('downloaded'), ('processing'), ('transcribed')) as s (status)
  cross join lateral (
    select c.status, case when c.source = 'import' then c.updated_at else coalesce(c.ended_at_utc,
      c.start_time_utc + make_interval(secs => coalesce(c.duration_seconds, 0))) end as since
    from core.calls c
    where c.status = s.status and (c.status <> 'pending' or c.audio_url is not null)
      and (c.next_attempt_at is null or c.next_attempt_at <= now())
    order by c.start_time_utc limit 1000
  ) w
  group by w.status`,
);

export const pausedLanes = query<[]>()(
  "paused_lanes",
  z.object({
    lane: z.string(),
    kind: z.string(),
    reason: z.string().nullable(),
    paused_minutes: z.int(),
  }),
  `select lane, coalesce(pause_kind, 'person') as kind, reason,
    floor(extract(epoch from now() - coalesce(paused_at_utc, now())) / 60)::int as paused_minutes
  from core.lanes where paused order by lane`,
);

/** Hints of the pixel that came over an hour ago and are not resolved, counted to 1000 at most. */
export const openHints = query<[]>()(
  "open_hints",
  z.object({ over_an_hour: z.int() }),
  `select count(*)::int as over_an_hour from (
    select from core.pixel_hints
    where resolved_at_utc is null and hinted_at_utc < now() - interval '1 hour' limit 1000) h`,
);

/** How many people came to a limit of what one may take in an hour, by what it was, within the last hour. */
export const reachedLimits = query<[]>()(
  "reached_limits",
  z.object({ act: z.string(), limit: z.int().nullable(), people: z.int(), last_utc: z.date() }),
  `select detail ->> 'of' as act, core.desk_limit(detail ->> 'of') as limit, count(distinct actor)::int as people,
    max(at_utc) as last_utc
  from core.desk_events where kind = 'limit_reached' and at_utc > now() - interval '1 hour'
  group by detail ->> 'of' order by act`,
);

/** Test messages that an admin asked for and nobody has sent yet. */
export const openAlertTests = query<[]>()(
  "open_alert_tests",
  z.object({ id: z.uuid(), asked_by: z.string() }),
  "select id, asked_by from core.open_alert_tests()",
);

export const answerAlertTest = query<[test: string, isSent: boolean, detail: string]>()(
  "answer_alert_test",
  z.object({}),
  "select core.answer_alert_test($1, $2, $3)",
);
