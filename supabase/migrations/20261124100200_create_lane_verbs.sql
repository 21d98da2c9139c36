-- A lane that is broken pauses; it does not burn calls (architecture, law 8).
-- Kinds: person (until resumed), trouble (probes every 5 min), outage (breaker: 30 s to 5 min), budget (00:00 UTC).
create function core.pause_lane(p_lane text, p_kind text, p_reason text, p_retry_after interval default null)
returns void language sql set search_path = '' as $$
  update core.lanes l set
    paused = true, pause_kind = p_kind, reason = p_reason,
    paused_at_utc = case when l.paused then l.paused_at_utc else now() end,
    -- A wait that runs already is kept: calls that fail side by side are one outage, and lane_permits lengthens it.
    probe_seconds = case p_kind
      when 'outage' then coalesce(case when l.pause_kind = 'outage' then l.probe_seconds end, 30)
      when 'trouble' then 300 end,
    next_probe_at = case p_kind
      when 'outage' then greatest(
        now() + coalesce(p_retry_after, interval '0'),
        coalesce(case when l.pause_kind = 'outage' then l.next_probe_at end, now() + interval '30 seconds'))
      when 'trouble' then now() + interval '5 minutes'
      when 'budget' then (date_trunc('day', now() at time zone 'UTC') + interval '1 day') at time zone 'UTC' end
  where l.lane = p_lane and (l.pause_kind is distinct from 'person' or p_kind = 'person')
$$;

create function core.resume_lane(p_lane text)
returns void language sql set search_path = '' as $$
  update core.lanes set paused = false, pause_kind = null, reason = null, paused_at_utc = null,
    next_probe_at = null, probe_seconds = null
  where lane = p_lane and paused
$$;

-- How many calls the lane may claim now: all it asks for, one when a paused lane's probe is due, none while paused.
-- Each probe doubles the wait for the next one, up to five minutes.
create function core.lane_permits(p_lane text, p_batch integer)
returns integer language plpgsql set search_path = '' as $$
declare
  v_paused boolean;
begin
  select l.paused into strict v_paused from core.lanes l where l.lane = p_lane;
  if not v_paused then
    return p_batch;
  end if;
  update core.lanes l set
    probe_seconds = least(l.probe_seconds * 2, 300),
    next_probe_at = now() + make_interval(secs => coalesce(least(l.probe_seconds * 2, 300), 300))
  where l.lane = p_lane and l.paused and l.next_probe_at <= now();
  return case when found then least(1, p_batch) else 0 end;
end
$$;

-- The settings may have changed: paused lanes (not those that a person paused) may try one call at once.
create function core.probe_now(p_lanes text[])
returns void language sql set search_path = '' as $$
  update core.lanes set next_probe_at = now() where lane = any (p_lanes) and paused and pause_kind <> 'person'
$$;

-- The lane's port has just worked: closes the breaker. Written at most every 5 s, so that one row stays cool.
create function core.note_lane_success(p_lane text)
returns void language sql set search_path = '' as $$
  update core.lanes set last_success_at = clock_timestamp(),
    paused = case when pause_kind = 'person' then paused else false end,
    reason = case when pause_kind = 'person' then reason end,
    paused_at_utc = case when pause_kind = 'person' then paused_at_utc end,
    next_probe_at = null, probe_seconds = null,
    pause_kind = case when pause_kind = 'person' then pause_kind end
  where lane = p_lane
    and (last_success_at is null or last_success_at < clock_timestamp() - interval '5 seconds'
      or (paused and pause_kind <> 'person'))
$$;

create function core.record_lane_run(p_lane text, p_report jsonb)
returns void language sql set search_path = '' as $$
  update core.lanes set last_run_at = now(), last_seen_at = now(), last_report = p_report where lane = p_lane
$$;

-- The runner that serves these lanes is alive; a lane not seen for a minute shows as stopped.
create function core.see_lanes(p_lanes text[])
returns void language sql set search_path = '' as $$
  update core.lanes set last_seen_at = now() where lane = any (p_lanes)
$$;

-- Stamps the database `demo` or `live` on first use and answers with the mode in force.
create function core.stamp_installation(p_mode text)
returns text language plpgsql set search_path = '' as $$
declare
  v_mode text;
begin
  insert into core.installation (mode) values (p_mode) on conflict (only_row) do nothing;
  select i.mode into strict v_mode from core.installation i;
  return v_mode;
end
$$;
