-- A person asks for the recordings of certain calls once more (`callscript vault-retry`). The lane's breaker is not
-- asked and not told: what is behind a proxy says nothing of the way that the lane takes.

-- Claims those of the calls that have no recording and that nobody holds: failed ones, and pending ones whatever they
-- wait for. A failed call is held on its last attempt, so that a worker that dies leaves it failed.
create function core.claim_for_retry(p_calls uuid[], p_worker text, p_lease interval default '90 seconds')
returns table (
  id uuid, ringba_call_id text, start_time_utc timestamptz, attempt integer, audio_url text, storage_path text,
  vertical text, recording_seconds double precision, transcript_segments jsonb, was text, next_attempt_at timestamptz)
language sql set search_path = '' as $$
  with chosen as (
    select c.id, c.status as was, c.next_attempt_at from core.calls c
    where c.id = any (p_calls) and c.locked_by is null and c.storage_path is null
      and (c.source = 'ringba' or c.audio_url is not null)
      and (c.status = 'failed' or (c.status = 'pending' and c.retry_count < 3))
    for no key update skip locked
  ), claimed as (
    update core.calls c set status = 'pending',
      retry_count = case when k.was = 'failed' then 3 else c.retry_count + 1 end,
      locked_by = p_worker, lease_expires_at = now() + p_lease, claimed_at = now(), next_attempt_at = null
    from chosen k where c.id = k.id
    returning c.id, c.ringba_call_id, c.start_time_utc, c.retry_count, c.audio_url, c.storage_path, c.campaign_id,
      c.recording_seconds, c.transcript_segments, k.was, k.next_attempt_at
  ), logged as (
    insert into core.call_events (call_id, kind, from_status, to_status, lane, actor, attempt)
    select k.id, 'requeued', 'failed', 'pending', 'vault', p_worker, k.retry_count from claimed k where k.was = 'failed'
  )
  select k.id, k.ringba_call_id, k.start_time_utc, k.retry_count, k.audio_url, k.storage_path,
    coalesce(g.vertical, 'General'), k.recording_seconds, k.transcript_segments, k.was, k.next_attempt_at
  from claimed k left join core.campaigns g on g.id = k.campaign_id
$$;

-- Puts a call back where claim_for_retry found it: failed with the new reason (null: the old one stands), or pending
-- until the time it waited for. false: the lease was lost, nothing was written.
create function core.end_retry(
  p_call uuid, p_worker text, p_attempt integer, p_was text, p_next_attempt_at timestamptz, p_reason text)
returns boolean language plpgsql set search_path = '' as $$
begin
  if p_was not in ('failed', 'pending') then
    raise exception 'a retried call was failed or pending, not %', p_was using errcode = 'invalid_parameter_value';
  end if;
  update core.calls c set status = p_was, next_attempt_at = p_next_attempt_at,
    retry_count = case when p_was = 'failed' then c.retry_count else c.retry_count - 1 end,
    processing_error = case when p_was = 'failed' then coalesce(p_reason, c.processing_error) else c.processing_error end,
    locked_by = null, lease_expires_at = null, claimed_at = null
  where c.id = p_call and c.locked_by = p_worker and c.retry_count = p_attempt and c.status = 'pending';
  if not found then
    return false;
  end if;
  insert into core.call_events (call_id, kind, from_status, to_status, lane, actor, attempt, detail)
  values (p_call, case when p_was = 'failed' then 'failed' else 'given_back' end, 'pending', p_was, 'vault', p_worker,
    p_attempt, jsonb_build_object('reason', p_reason));
  return true;
end
$$;

revoke execute on function core.claim_for_retry(uuid[], text, interval),
  core.end_retry(uuid, text, integer, text, timestamptz, text) from public;
