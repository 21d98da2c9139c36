-- The verbs of the state machine. Every write-back is fenced by owner and attempt: who lost the lease writes nothing.
-- Rows are taken `for no key update skip locked`: a plain `for update` skips the newest call while one of its child
-- rows is being inserted.

-- Newest first, one atomic statement, the attempt is counted here. The claim sits in a CTE so that no plan can run
-- the limit twice.
create function core.claim_calls(p_lane text, p_worker text, p_batch integer, p_lease interval default '90 seconds')
returns table (
  id uuid, ringba_call_id text, start_time_utc timestamptz, attempt integer, audio_url text, storage_path text,
  vertical text, recording_seconds double precision, transcript_segments jsonb)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare
  v_from text := case p_lane when 'vault' then 'pending' when 'factory' then 'downloaded' when 'judge' then 'transcribed' end;
  v_batch integer;
begin
  if v_from is null then
    raise exception 'lane % claims no calls', p_lane using errcode = 'invalid_parameter_value';
  end if;
  if p_lane <> 'factory' and session_user = 'callscript_worker' then
    raise exception 'callscript_worker claims for the factory only' using errcode = 'insufficient_privilege';
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

-- Renews the leases that this worker still owns and names them; a call not named was lost.
create function core.heartbeat(p_worker text, p_calls uuid[], p_lease interval default '90 seconds')
returns setof uuid language sql security definer set search_path = '' as $$
  update core.calls set lease_expires_at = now() + p_lease
  where id = any (p_calls) and locked_by = p_worker
  returning id
$$;

-- Where a call stands when the attempt in hand ends without success.
create function core.resting_status(p_status text) returns text
language sql immutable set search_path = '' as $$
  select case when p_status = 'processing' then 'downloaded' else p_status end
$$;

create function core.lane_of(p_status text) returns text
language sql immutable set search_path = '' as $$
  select case p_status when 'pending' then 'vault' when 'processing' then 'factory' when 'transcribed' then 'judge' end
$$;

-- A worker that stops returns the call with its attempt.
create function core.give_back(p_call uuid, p_worker text, p_attempt integer, p_reason text)
returns boolean language plpgsql security definer set search_path = '' as $$
declare
  v_status text;
begin
  select c.status into v_status from core.calls c
  where c.id = p_call and c.locked_by = p_worker and c.retry_count = p_attempt for no key update;
  if not found then
    return false;
  end if;
  update core.calls set status = core.resting_status(v_status), retry_count = retry_count - 1,
    locked_by = null, lease_expires_at = null, claimed_at = null
  where id = p_call;
  insert into core.call_events (call_id, kind, from_status, to_status, lane, actor, attempt, detail)
  values (p_call, 'given_back', v_status, core.resting_status(v_status), core.lane_of(v_status), p_worker, p_attempt,
    jsonb_build_object('reason', p_reason));
  return true;
end
$$;

create function core.finish_vault(
  p_call uuid, p_worker text, p_attempt integer, p_storage_path text, p_sha256 text, p_bytes bigint, p_type text,
  p_facts jsonb default null, p_peaks jsonb default null)
returns boolean language plpgsql security definer set search_path = '' as $$
declare
  v_claimed timestamptz;
begin
  select c.claimed_at into v_claimed from core.calls c
  where c.id = p_call and c.locked_by = p_worker and c.retry_count = p_attempt and c.status = 'pending'
  for no key update;
  if not found then
    return false;
  end if;
  update core.calls set status = 'downloaded', storage_path = p_storage_path, recording_sha256 = p_sha256,
    recording_bytes = p_bytes, recording_type = p_type,
    recording_codec = p_facts ->> 'codec', recording_channels = (p_facts ->> 'channels')::smallint,
    recording_seconds = (p_facts ->> 'seconds')::double precision,
    retry_count = 0, processing_error = null, outage_at = null, next_attempt_at = null,
    locked_by = null, lease_expires_at = null, claimed_at = null
  where id = p_call;
  if p_peaks is not null then
    insert into core.call_peaks (call_id, peaks) values (p_call, p_peaks)
    on conflict (call_id) do update set peaks = excluded.peaks;
  end if;
  insert into core.call_events (call_id, kind, from_status, to_status, lane, actor, attempt, milliseconds, detail)
  values (p_call, 'finished', 'pending', 'downloaded', 'vault', p_worker, p_attempt,
    extract(epoch from clock_timestamp() - v_claimed) * 1000,
    jsonb_build_object('sha256', p_sha256, 'bytes', p_bytes, 'type', p_type));
  perform core.note_lane_success('vault');
  return true;
end
$$;

-- Writes back the transcripts of one or more calls and names those that were still this worker's.
-- p_results: [{call, attempt, text, segments, words, facts, peaks, model, stand_in, compute_seconds, cost_usd}].
create function core.finish_factory(p_worker text, p_results jsonb)
returns setof uuid language plpgsql security definer set search_path = '' as $$
begin
  return query
  with result as materialized (
    select r.* from jsonb_to_recordset(p_results) as r(
      call uuid, attempt integer, text text, segments jsonb, words jsonb, facts jsonb, peaks jsonb,
      model text, stand_in boolean, compute_seconds double precision, cost_usd numeric)
  ), owned as (
    select c.id, c.claimed_at from core.calls c join result r on r.call = c.id
    where c.locked_by = p_worker and c.retry_count = r.attempt and c.status = 'processing'
    for no key update of c
  ), written as (
    update core.calls c set status = 'transcribed', transcript_text = r.text, transcript_segments = r.segments,
      speech_model = r.model, speech_stand_in = r.stand_in,
      recording_codec = coalesce(r.facts ->> 'codec', c.recording_codec),
      recording_channels = coalesce((r.facts ->> 'channels')::smallint, c.recording_channels),
      recording_seconds = coalesce((r.facts ->> 'seconds')::double precision, c.recording_seconds),
      retry_count = 0, processing_error = null, outage_at = null, next_attempt_at = null,
      locked_by = null, lease_expires_at = null, claimed_at = null
    from owned o join result r on r.call = o.id
    where c.id = o.id
    returning c.id
  ), kept_words as (
    insert into core.call_words (call_id, words)
    select r.call, r.words from result r join written w on w.id = r.call where r.words is not null
    on conflict (call_id) do update set words = excluded.words
  ), kept_peaks as (
    insert into core.call_peaks (call_id, peaks)
    select r.call, r.peaks from result r join written w on w.id = r.call where r.peaks is not null
    on conflict (call_id) do update set peaks = excluded.peaks
  ), logged as (
    insert into core.call_events
      (call_id, kind, from_status, to_status, lane, actor, attempt, milliseconds, cost_usd, detail)
    select r.call, 'finished', 'processing', 'transcribed', 'factory', p_worker, r.attempt,
      extract(epoch from clock_timestamp() - o.claimed_at) * 1000, coalesce(r.cost_usd, 0),
      jsonb_build_object('model', r.model, 'stand_in', r.stand_in, 'compute_seconds', r.compute_seconds)
    from result r join owned o on o.id = r.call
  )
  select w.id from written w;
  if found then
    perform core.note_lane_success('factory');
  end if;
end
$$;

-- Records the judgement (append-only) and makes it the call's current finding. A verdict of a person stands.
create function core.finish_judge(
  p_call uuid, p_worker text, p_attempt integer, p_finding text, p_flags jsonb, p_severity integer,
  p_review_reason text, p_qa_version text, p_judge_model text, p_asked text[],
  p_tokens_in integer default 0, p_tokens_cached integer default 0, p_tokens_out integer default 0,
  p_cost_usd numeric default 0)
returns boolean language plpgsql security definer set search_path = '' as $$
declare
  v_claimed timestamptz;
begin
  select c.claimed_at into v_claimed from core.calls c
  where c.id = p_call and c.locked_by = p_worker and c.retry_count = p_attempt and c.status = 'transcribed'
  for no key update;
  if not found then
    return false;
  end if;
  insert into core.judgements (call_id, finding, flags, review_reason, qa_version, judge_model, asked,
    tokens_in, tokens_cached, tokens_out, cost_usd)
  values (p_call, p_finding, p_flags, p_review_reason, p_qa_version, p_judge_model, p_asked,
    p_tokens_in, p_tokens_cached, p_tokens_out, p_cost_usd);
  update core.calls set status = p_finding, qa_flags = p_flags, qa_version = p_qa_version,
    judge_model = p_judge_model, severity = nullif(p_severity, 0), needs_review = p_review_reason is not null,
    review_reason = p_review_reason, retry_count = 0, processing_error = null, outage_at = null,
    next_attempt_at = null, locked_by = null, lease_expires_at = null, claimed_at = null
  where id = p_call;
  insert into core.call_events
    (call_id, kind, from_status, to_status, lane, actor, attempt, milliseconds, cost_usd, detail)
  values (p_call, 'finished', 'transcribed', p_finding, 'judge', p_worker, p_attempt,
    extract(epoch from clock_timestamp() - v_claimed) * 1000, p_cost_usd,
    jsonb_build_object('model', p_judge_model, 'qa_version', p_qa_version, 'flags', jsonb_array_length(p_flags)));
  perform core.note_lane_success('judge');
  return true;
end
$$;

-- The attempt in hand failed by the call's own fault. The third, or a final one, writes `failed`.
create function core.fail_call(
  p_call uuid, p_worker text, p_attempt integer, p_reason text, p_retry_after interval default null,
  p_final boolean default false)
returns text language plpgsql security definer set search_path = '' as $$
declare
  v_status text;
  v_to text;
  v_claimed timestamptz;
begin
  select c.status, c.claimed_at into v_status, v_claimed from core.calls c
  where c.id = p_call and c.locked_by = p_worker and c.retry_count = p_attempt for no key update;
  if not found then
    return null;
  end if;
  v_to := case when p_final or p_attempt >= 3 then 'failed' else core.resting_status(v_status) end;
  update core.calls set status = v_to, processing_error = p_reason,
    next_attempt_at = case when v_to = 'failed' then null
      else now() + coalesce(p_retry_after, make_interval(secs => 30 * power(2, p_attempt - 1)::integer)) end,
    locked_by = null, lease_expires_at = null, claimed_at = null
  where id = p_call;
  insert into core.call_events (call_id, kind, from_status, to_status, lane, actor, attempt, milliseconds, detail)
  values (p_call, case when v_to = 'failed' then 'failed' else 'attempt_failed' end, v_status, v_to,
    core.lane_of(v_status), p_worker, p_attempt, extract(epoch from clock_timestamp() - v_claimed) * 1000,
    jsonb_build_object('reason', p_reason));
  -- The outside answered, if only about this call: the breaker closes.
  update core.lanes l set paused = false, pause_kind = null, reason = null, paused_at_utc = null,
    next_probe_at = null, probe_seconds = null
  where l.lane = core.lane_of(v_status) and l.paused and l.pause_kind = 'outage';
  return v_to;
end
$$;

-- The outside was busy or gone: the breaker opens and the call keeps its attempt, unless another call went through
-- the same lane since this call's last such failure; then the failure is the call's own.
create function core.report_outage(
  p_call uuid, p_worker text, p_attempt integer, p_reason text, p_retry_after interval default null)
returns text language plpgsql security definer set search_path = '' as $$
declare
  v_status text;
  v_lane text;
  v_outage timestamptz;
begin
  select c.status, c.outage_at into v_status, v_outage from core.calls c
  where c.id = p_call and c.locked_by = p_worker and c.retry_count = p_attempt for no key update;
  if not found then
    return null;
  end if;
  v_lane := core.lane_of(v_status);
  if v_outage is not null and exists (
    select from core.lanes l where l.lane = v_lane and l.last_success_at > v_outage) then
    update core.calls set outage_at = clock_timestamp() where id = p_call;
    return core.fail_call(p_call, p_worker, p_attempt, p_reason, p_retry_after);
  end if;
  update core.calls set status = core.resting_status(v_status), retry_count = retry_count - 1,
    processing_error = p_reason, outage_at = clock_timestamp(),
    -- Later than the lane's next probe, so that the probe tries another call where there is one.
    next_attempt_at = now() + greatest(p_retry_after, interval '30 seconds') + interval '15 seconds',
    locked_by = null, lease_expires_at = null, claimed_at = null
  where id = p_call;
  insert into core.call_events (call_id, kind, from_status, to_status, lane, actor, attempt, detail)
  values (p_call, 'outage', v_status, core.resting_status(v_status), v_lane, p_worker, p_attempt,
    jsonb_build_object('reason', p_reason));
  perform core.pause_lane(v_lane, 'outage', p_reason, p_retry_after);
  return core.resting_status(v_status);
end
$$;

-- The zombie killer. A call whose lease ran out is claimable again; one lost for the third time is failed; a row in
-- `processing` that nobody holds (written by foreign code) is returned after 30 minutes.
create function core.rescue_zombies(p_limit integer default 500)
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

-- Pending calls that will never have anything to transcribe; a late recording revives them.
create function core.skip_calls(p_limit integer default 1000)
returns integer language sql set search_path = '' as $$
  with doomed as (
    select c.id, case
        when c.has_connected is false then 'not_connected'
        when c.connected_seconds < g.minimum_connected_seconds then 'too_short'
        else 'no_recording' end as reason
    from core.calls c left join core.campaigns g on g.id = c.campaign_id
    where c.status = 'pending' and c.locked_by is null and c.storage_path is null and c.source = 'ringba'
      and (c.has_connected is false
        or c.connected_seconds < g.minimum_connected_seconds
        or (c.audio_url is null
          and coalesce(c.ended_at_utc, c.start_time_utc + make_interval(secs => coalesce(c.duration_seconds, 0)))
            < now() - interval '24 hours'))
    limit p_limit for no key update of c skip locked
  ), skipped as (
    update core.calls c set status = 'skipped', skip_reason = d.reason from doomed d where c.id = d.id
    returning c.id, d.reason
  ), logged as (
    insert into core.call_events (call_id, kind, from_status, to_status, lane, actor, detail)
    select s.id, 'skipped', 'pending', 'skipped', 'ingest', 'ingest', jsonb_build_object('reason', s.reason)
    from skipped s
  )
  select count(*)::integer from skipped
$$;

create function core.revive_calls(p_limit integer default 1000)
returns integer language sql set search_path = '' as $$
  with late as (
    select c.id from core.calls c left join core.campaigns g on g.id = c.campaign_id
    where c.status = 'skipped' and c.audio_url is not null and c.storage_path is null
      and (c.skip_reason = 'no_recording'
        or (c.skip_reason = 'not_connected' and c.has_connected)
        or (c.skip_reason = 'too_short' and c.connected_seconds >= coalesce(g.minimum_connected_seconds, 0)))
    limit p_limit for no key update of c skip locked
  ), revived as (
    update core.calls c set status = 'pending', skip_reason = null, retry_count = 0, next_attempt_at = null
    from late l where c.id = l.id returning c.id
  ), logged as (
    insert into core.call_events (call_id, kind, from_status, to_status, lane, actor)
    select r.id, 'revived', 'skipped', 'pending', 'ingest', 'ingest' from revived r
  )
  select count(*)::integer from revived
$$;

-- Puts failed or skipped calls back where their evidence allows: transcript, else recording, else the start.
create function core.requeue_calls(p_calls uuid[], p_actor text)
returns integer language sql security definer set search_path = '' as $$
  with chosen as (
    select c.id, c.status as from_status, case
        when c.transcript_segments is not null then 'transcribed'
        when c.storage_path is not null then 'downloaded'
        else 'pending' end as to_status
    from core.calls c
    where c.id = any (p_calls) and c.status in ('failed', 'skipped') and c.locked_by is null
      -- An imported call whose recording never came has no link to fetch it by: it is imported again.
      and not (c.source = 'import' and c.storage_path is null and c.transcript_segments is null)
    for no key update
  ), moved as (
    update core.calls c set status = k.to_status, retry_count = 0, processing_error = null, skip_reason = null,
      next_attempt_at = null, outage_at = null
    from chosen k where c.id = k.id returning c.id, k.from_status, k.to_status
  ), logged as (
    insert into core.call_events (call_id, kind, from_status, to_status, actor)
    select m.id, 'requeued', m.from_status, m.to_status, p_actor from moved m
  )
  select count(*)::integer from moved
$$;
