-- Importing calls that a file describes, and importing again what broke off or failed.

-- As before, and: the lease is as long as a lane's (the importer renews it), so that an import that was killed can be
-- started again after 90 s; `held` says that another importer has the call in hand. A recording that failed and that no
-- link leads to is brought anew, since its file may have been replaced: the lanes have no way to it.
create or replace function core.import_call(
  p_ringba_call_id text, p_campaign uuid, p_start_time_utc timestamptz, p_start_time_source text,
  p_duration_seconds integer, p_caller_number text, p_record jsonb, p_segments jsonb, p_text text, p_worker text,
  p_id uuid default gen_random_uuid())
returns table (call_id uuid, outcome text, attempt integer)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare
  v_brings constant boolean := p_segments is null;
  v_status constant text := case when v_brings then 'pending' else 'transcribed' end;
  v_id uuid;
begin
  insert into core.calls (id, ringba_call_id, campaign_id, start_time_utc, start_time_source, duration_seconds,
    caller_number, provider_record, source, status, transcript_segments, transcript_text, revenue,
    retry_count, locked_by, lease_expires_at, claimed_at)
  values (p_id, p_ringba_call_id, p_campaign, p_start_time_utc, p_start_time_source, p_duration_seconds,
    p_caller_number, p_record, 'import', v_status, p_segments, p_text, null,
    case when v_brings then 1 else 0 end, case when v_brings then p_worker end,
    case when v_brings then now() + interval '90 seconds' end, case when v_brings then now() end)
  on conflict (ringba_call_id) do nothing
  returning id into v_id;
  if v_id is not null then
    insert into core.call_events (call_id, kind, to_status, lane, actor)
    values (v_id, 'created', v_status, 'ingest', p_worker);
    return query select v_id, 'created', case when v_brings then 1 end;
    return;
  end if;
  if v_brings then
    with failed as (
      update core.calls c set status = 'pending', retry_count = 0, processing_error = null, next_attempt_at = null,
        outage_at = null
      where c.ringba_call_id = p_ringba_call_id and c.status = 'failed' and c.source = 'import'
        and c.storage_path is null and c.transcript_segments is null and c.audio_url is null and c.locked_by is null
      returning c.id
    )
    insert into core.call_events (call_id, kind, from_status, to_status, actor)
    select f.id, 'requeued', 'failed', 'pending', p_worker from failed f;
    update core.calls c set retry_count = least(c.retry_count + 1, 3), locked_by = p_worker,
      lease_expires_at = now() + interval '90 seconds', claimed_at = now()
    where c.ringba_call_id = p_ringba_call_id and c.status = 'pending' and c.source = 'import'
      and c.storage_path is null and (c.locked_by is null or c.lease_expires_at < now())
    returning c.id into v_id;
    if v_id is not null then
      return query select c.id, 'resumed', c.retry_count from core.calls c where c.id = v_id;
      return;
    end if;
  end if;
  return query select c.id,
      case when v_brings and c.status = 'pending' and c.source = 'import' and c.locked_by is not null
        then 'held' else 'exists' end, null::integer
    from core.calls c where c.ringba_call_id = p_ringba_call_id;
end
$$;

-- Creates the call that a row of a table describes, with whatever the row knows of it. With a transcript it is
-- `transcribed`, with a link it is `pending` and the vault's, with neither it is leased to the importer, which brings the
-- recording. An existing call is left as it is, except that a recording whose import broke off or failed is leased
-- again.
create function core.import_described_call(p_call jsonb, p_campaign uuid, p_worker text)
returns table (call_id uuid, outcome text, attempt integer)
language plpgsql set search_path = '' as $$
#variable_conflict use_column
declare
  f record;
  v_id uuid;
  v_status text;
  v_brings boolean;
begin
  select r.* into f from jsonb_to_record(p_call) as r(
    id uuid, ringba_call_id text, start_time_utc timestamptz, start_time_source text, duration_seconds integer,
    connected_seconds integer, caller_number text, revenue numeric, payout numeric, publisher text, buyer text,
    target text, end_call_source text, is_duplicate boolean, audio_url text, record jsonb, segments jsonb, text text);
  v_brings := f.segments is null and f.audio_url is null;
  v_status := case when f.segments is null then 'pending' else 'transcribed' end;
  insert into core.calls (id, ringba_call_id, campaign_id, start_time_utc, start_time_source, duration_seconds,
    connected_seconds, caller_number, revenue, payout, publisher, buyer, target, end_call_source, is_duplicate,
    audio_url, provider_record, source, status, transcript_segments, transcript_text,
    retry_count, locked_by, lease_expires_at, claimed_at)
  values (f.id, f.ringba_call_id, p_campaign, f.start_time_utc, f.start_time_source, f.duration_seconds,
    f.connected_seconds, f.caller_number, f.revenue, f.payout, f.publisher, f.buyer, f.target, f.end_call_source,
    f.is_duplicate, f.audio_url, f.record, 'import', v_status, f.segments, f.text,
    case when v_brings then 1 else 0 end, case when v_brings then p_worker end,
    case when v_brings then now() + interval '90 seconds' end, case when v_brings then now() end)
  on conflict (ringba_call_id) do nothing
  returning id into v_id;
  if v_id is not null then
    insert into core.call_events (call_id, kind, to_status, lane, actor)
    values (v_id, 'created', v_status, 'ingest', p_worker);
    return query select v_id, 'created', case when v_brings then 1 end;
  elsif v_brings then
    return query select i.call_id, i.outcome, i.attempt from core.import_call(
      f.ringba_call_id, p_campaign, f.start_time_utc, f.start_time_source, f.duration_seconds, f.caller_number,
      f.record, null, null, p_worker) i;
  else
    return query select c.id, 'exists', null::integer from core.calls c where c.ringba_call_id = f.ringba_call_id;
  end if;
end
$$;

revoke execute on function core.import_described_call(jsonb, uuid, text) from public;
