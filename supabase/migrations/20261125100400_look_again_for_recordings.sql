-- A recording that could not be had is looked for once more each day while its call is younger than 8 days: providers
-- come back, and links that led nowhere for hours have been seen to work again. What can never work (no audio, a refused
-- link, too large) is not. Until it is found the call stays `failed`, where people see it.
create or replace function core.fail_call(
  p_call uuid, p_worker text, p_attempt integer, p_reason text, p_retry_after interval default null,
  p_final boolean default false)
returns text language plpgsql security definer set search_path = '' as $$
declare
  c core.calls;
  v_to text;
begin
  select * into c from core.calls
  where id = p_call and locked_by = p_worker and retry_count = p_attempt for no key update;
  if not found then
    return null;
  end if;
  v_to := case when p_final or p_attempt >= 3 then 'failed' else core.resting_status(c.status) end;
  update core.calls set status = v_to, processing_error = p_reason,
    next_attempt_at = case when v_to <> 'failed'
        then now() + coalesce(p_retry_after, make_interval(secs => 30 * power(2, p_attempt - 1)::integer))
      when c.status = 'pending' and c.audio_url is not null and not p_final
        and c.start_time_utc > now() - interval '8 days'
        then now() + interval '1 day' end,
    locked_by = null, lease_expires_at = null, claimed_at = null
  where id = p_call;
  insert into core.call_events (call_id, kind, from_status, to_status, lane, actor, attempt, milliseconds, detail)
  values (p_call, case when v_to = 'failed' then 'failed' else 'attempt_failed' end, c.status, v_to,
    core.lane_of(c.status), p_worker, p_attempt, extract(epoch from clock_timestamp() - c.claimed_at) * 1000,
    jsonb_build_object('reason', p_reason));
  -- The outside answered, if only about this call: the breaker closes.
  update core.lanes l set paused = false, pause_kind = null, reason = null, paused_at_utc = null,
    next_probe_at = null, probe_seconds = null
  where l.lane = core.lane_of(c.status) and l.paused and l.pause_kind = 'outage';
  return v_to;
end
$$;

create index calls_to_look_for_again on core.calls (next_attempt_at)
  where status = 'failed' and next_attempt_at is not null;

-- It comes with its last attempt: a call that fails again is failed at once.
create function core.look_again(p_limit integer default 500)
returns integer language sql set search_path = '' as $$
  with due as (
    select c.id from core.calls c
    where c.status = 'failed' and c.next_attempt_at <= now() and c.storage_path is null
    order by c.start_time_utc desc limit p_limit for no key update skip locked
  ), moved as (
    update core.calls c set status = 'pending', retry_count = 2, outage_at = null, next_attempt_at = null
    from due where c.id = due.id returning c.id
  ), logged as (
    insert into core.call_events (call_id, kind, from_status, to_status, lane, actor, detail)
    select m.id, 'requeued', 'failed', 'pending', 'vault', 'vault', '{"reason": "looked for again after a day"}' from moved m
  )
  select count(*)::integer from moved
$$;
revoke execute on function core.look_again(integer) from public;

-- As before, and: a call that dies with its worker on its last attempt at a recording is looked for again each day as
-- one that failed by itself is.
create or replace function core.rescue_zombies(p_limit integer default 500)
returns table (call_id uuid, to_status text) language sql set search_path = '' as $$
  with leased as (
    select c.id from core.calls c where c.lease_expires_at < now()
    limit p_limit for no key update skip locked
  ), foreign_rows as (
    select c.id from core.calls c
    where c.status = 'processing' and c.locked_by is null and c.lease_expires_at is null
      and c.updated_at < now() - interval '30 minutes'
    limit p_limit for no key update skip locked
  ), stuck as (
    select c.id, c.status as from_status, c.locked_by as lost_by, c.retry_count as lost_attempt,
      case when c.locked_by is null then least(c.retry_count + 1, 3) else c.retry_count end as attempts
    from core.calls c where c.id in (select l.id from leased l union all select f.id from foreign_rows f)
  ), rescued as (
    update core.calls c set
      status = case when s.attempts >= 3 then 'failed' else core.resting_status(s.from_status) end,
      retry_count = s.attempts,
      next_attempt_at = case when s.attempts < 3 then c.next_attempt_at
        when s.from_status = 'pending' and c.audio_url is not null and c.start_time_utc > now() - interval '8 days'
        then now() + interval '1 day' end,
      processing_error = 'lost by ' || coalesce(s.lost_by, 'unknown') || ' on attempt ' || s.attempts,
      locked_by = null, lease_expires_at = null, claimed_at = null
    from stuck s where c.id = s.id
    returning c.id, c.status, s.from_status, s.lost_by, s.lost_attempt
  ), logged as (
    insert into core.call_events (call_id, kind, from_status, to_status, lane, actor, attempt, detail)
    select r.id, case when r.status = 'failed' then 'failed' else 'lease_lost' end, r.from_status, r.status,
      core.lane_of(r.from_status), 'zombie killer', r.lost_attempt, jsonb_build_object('lost_by', r.lost_by)
    from rescued r
  )
  select r.id, r.status from rescued r
$$;

-- As before, and: a lane through which another call went in the last two minutes is not broken. One recording's host that
-- is gone or busy then keeps its own call waiting, two minutes at no cost, then half an hour and six hours, and no other.
create or replace function core.report_outage(
  p_call uuid, p_worker text, p_attempt integer, p_reason text, p_retry_after interval default null)
returns text language plpgsql security definer set search_path = '' as $$
declare
  c core.calls;
  v_lane text;
  v_success timestamptz;
  v_alone boolean;
begin
  select * into c from core.calls
  where id = p_call and locked_by = p_worker and retry_count = p_attempt for no key update;
  if not found then
    return null;
  end if;
  v_lane := core.lane_of(c.status);
  select l.last_success_at into v_success from core.lanes l where l.lane = v_lane;
  if c.outage_at is not null and v_success > c.outage_at then
    update core.calls set outage_at = clock_timestamp() where id = p_call;
    return core.fail_call(p_call, p_worker, p_attempt, p_reason, coalesce(p_retry_after,
      case when v_lane = 'vault' then case p_attempt when 1 then interval '30 minutes' else interval '6 hours' end end));
  end if;
  -- A host that names a wait is obeyed by all.
  v_alone := v_lane = 'vault' and p_retry_after is null
    and coalesce(v_success > clock_timestamp() - interval '2 minutes', false);
  update core.calls set status = core.resting_status(c.status), retry_count = retry_count - 1,
    processing_error = p_reason, outage_at = clock_timestamp(),
    -- Later than the lane's next probe, so that the probe tries another call where there is one.
    next_attempt_at = now() + case when v_alone then interval '2 minutes'
      else greatest(p_retry_after, interval '30 seconds') + interval '15 seconds' end,
    locked_by = null, lease_expires_at = null, claimed_at = null
  where id = p_call;
  insert into core.call_events (call_id, kind, from_status, to_status, lane, actor, attempt, detail)
  values (p_call, 'outage', c.status, core.resting_status(c.status), v_lane, p_worker, p_attempt,
    jsonb_build_object('reason', p_reason));
  if not v_alone then
    perform core.pause_lane(v_lane, 'outage', p_reason, p_retry_after);
  end if;
  return core.resting_status(c.status);
end
$$;
