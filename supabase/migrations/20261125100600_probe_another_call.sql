-- As before, and: the probe of a paused lane takes the newest call that has met no outage, else the one that met it
-- longest ago. A newest call whose own host is down was else tried at every probe, and none behind it ever was. Where a
-- store or a disk is the trouble, calls that ended a quarter of an hour ago come before those whose recording is hardly
-- there yet: a 404 would find nothing out. While there is nothing to try the probe is kept, so that the next call that
-- comes in is tried at once.
create or replace function core.claim_calls(p_lane text, p_worker text, p_batch integer, p_lease interval default '90 seconds')
returns table (
  id uuid, ringba_call_id text, start_time_utc timestamptz, attempt integer, audio_url text, storage_path text,
  vertical text, recording_seconds double precision, transcript_segments jsonb)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare
  v_from text := case p_lane when 'vault' then 'pending' when 'factory' then 'downloaded' when 'judge' then 'transcribed' end;
  v_batch integer;
  v_probe uuid;
begin
  if v_from is null then
    raise exception 'lane % claims no calls', p_lane using errcode = 'invalid_parameter_value';
  end if;
  if p_lane <> 'factory' and session_user = 'callscript_worker' then
    raise exception 'callscript_worker claims for the factory only' using errcode = 'insufficient_privilege';
  end if;
  if exists (select from core.lanes l where l.lane = p_lane and l.paused) then
    if not exists (select from core.lanes l where l.lane = p_lane and l.next_probe_at <= now()) then
      return;
    end if;
    select c.id into v_probe from core.calls c
    where c.status = v_from and c.locked_by is null and c.retry_count < 3
      and (c.next_attempt_at is null or c.next_attempt_at <= now())
      and (v_from <> 'pending' or c.audio_url is not null)
    order by exists (select from core.lanes l where l.lane = p_lane and l.pause_kind = 'trouble')
        and coalesce(c.ended_at_utc, c.start_time_utc) > now() - interval '15 minutes',
      c.outage_at nulls first, c.start_time_utc desc
    limit 1;
    if not found then
      return;
    end if;
  end if;
  v_batch := core.lane_permits(p_lane, p_batch);
  if v_batch = 0 then
    return;
  end if;
  return query
  with next as (
    select c.id from core.calls c
    where c.status = v_from and c.locked_by is null and c.retry_count < 3
      and (c.next_attempt_at is null or c.next_attempt_at <= now())
      and (v_from <> 'pending' or c.audio_url is not null)
      and (v_probe is null or c.id = v_probe)
    order by c.start_time_utc desc
    limit v_batch
    for no key update skip locked
  ), claimed as (
    update core.calls c set
      status = case when p_lane = 'factory' then 'processing' else c.status end,
      retry_count = c.retry_count + 1,
      locked_by = p_worker, lease_expires_at = now() + p_lease, claimed_at = now(), next_attempt_at = null
    from next where c.id = next.id
    returning c.id, c.ringba_call_id, c.start_time_utc, c.retry_count, c.audio_url, c.storage_path, c.campaign_id,
      c.recording_seconds, c.transcript_segments, c.status
  ), logged as (
    insert into core.call_events (call_id, kind, from_status, to_status, lane, actor, attempt)
    select k.id, 'claimed', v_from, k.status, p_lane, p_worker, k.retry_count from claimed k
    where k.status <> v_from
  )
  select k.id, k.ringba_call_id, k.start_time_utc, k.retry_count,
    case when p_lane = 'vault' then k.audio_url end, k.storage_path, coalesce(g.vertical, 'General'),
    k.recording_seconds, case when p_lane = 'judge' then k.transcript_segments end
  from claimed k left join core.campaigns g on g.id = k.campaign_id
  order by k.start_time_utc desc;
end
$$;

-- The vault is broken: a store that refuses its keys, a disk without room. The lane pauses, the call keeps its attempt
-- and stands back while the next probe tries another one. Where others went through since this call's last such
-- trouble, it is this call's own: its attempt counts, and it does not stop the lane again and again.
create function core.report_vault_trouble(p_call uuid, p_worker text, p_attempt integer, p_reason text)
returns text language plpgsql security definer set search_path = '' as $$
declare
  v_outage timestamptz;
begin
  select c.outage_at into v_outage from core.calls c
  where c.id = p_call and c.locked_by = p_worker and c.retry_count = p_attempt and c.status = 'pending'
  for no key update;
  if not found then
    return null;
  end if;
  if v_outage < (select l.last_success_at from core.lanes l where l.lane = 'vault') then
    update core.calls set outage_at = clock_timestamp() where id = p_call;
    return core.fail_call(p_call, p_worker, p_attempt, p_reason,
      case p_attempt when 1 then interval '30 minutes' else interval '6 hours' end);
  end if;
  perform core.give_back(p_call, p_worker, p_attempt, p_reason);
  update core.calls set outage_at = clock_timestamp(), next_attempt_at = now() + interval '1 minute',
    processing_error = p_reason
  where id = p_call;
  perform core.pause_lane('vault', 'trouble', p_reason, null);
  return 'pending';
end
$$;

-- The outside answered, if only that it has nothing: an outage is over. It says nothing of a store or a disk, and nothing
-- went through: where those are the trouble, the probe found nothing out and the next call is tried at once.
create function core.note_lane_answer(p_lane text)
returns void language sql set search_path = '' as $$
  update core.lanes set next_probe_at = now() where lane = p_lane and paused and pause_kind = 'trouble';
  update core.lanes set paused = false, pause_kind = null, reason = null, paused_at_utc = null,
    next_probe_at = null, probe_seconds = null
  where lane = p_lane and paused and pause_kind = 'outage'
$$;
revoke execute on function core.report_vault_trouble(uuid, text, integer, text), core.note_lane_answer(text) from public;
