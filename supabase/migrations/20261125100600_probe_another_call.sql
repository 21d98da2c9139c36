-- As before, and: the probe of a paused lane takes the newest call that has met no outage, else the one that met it
-- longest ago. A newest call whose own host is down was else tried at every probe, and none behind it ever was. While
-- there is nothing to try the probe is kept, so that the next call that comes in is tried at once.
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
    order by c.outage_at nulls first, c.start_time_utc desc
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
