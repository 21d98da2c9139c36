-- What a person does. Called by the dashboard's role, so each runs with the owner's rights and checks its input.

-- One decision over many calls. Optimistic: a call whose verdict_version is not the one seen is left alone and
-- reported as a conflict. Repeating a request with its idempotency key changes nothing.
create function core.review_calls(
  p_calls uuid[], p_versions integer[], p_verdict text, p_reviewer text, p_idempotency_key text,
  p_note text default null)
returns table (call_id uuid, outcome text, verdict text, verdict_version integer, decided_by text)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
begin
  if p_verdict not in ('confirmed_bad', 'marked_safe', 'reopened') then
    raise exception 'unknown verdict %', p_verdict using errcode = 'invalid_parameter_value';
  end if;
  if cardinality(p_calls) <> cardinality(p_versions) then
    raise exception 'each call needs the version that was seen' using errcode = 'invalid_parameter_value';
  end if;
  return query
  with asked as (
    select a.id, a.seen from unnest(p_calls, p_versions) as a (id, seen)
  ), locked as (
    select c.id, c.status, c.verdict_version, a.seen,
      exists (select from core.reviews r where r.call_id = c.id and r.idempotency_key = p_idempotency_key) as repeated,
      (select j.finding from core.judgements j where j.call_id = c.id order by j.judged_at_utc desc limit 1) as finding
    from core.calls c join asked a on a.id = c.id
    order by c.id for no key update of c
  ), allowed as (
    select l.id, l.status as from_status, l.verdict_version + 1 as version, case p_verdict
        when 'confirmed_bad' then 'flagged' when 'marked_safe' then 'safe' else coalesce(l.finding, l.status) end as to_status
    from locked l
    where not l.repeated and l.verdict_version = l.seen and l.status in ('flagged', 'safe')
  ), moved as (
    update core.calls c set status = w.to_status, verdict_version = w.version,
      verdict = case when p_verdict = 'reopened' then null else p_verdict end
    from allowed w where c.id = w.id
    returning c.id, c.verdict, c.verdict_version, w.from_status, w.to_status
  ), reviewed as (
    insert into core.reviews (call_id, verdict, reviewer, note, idempotency_key, version)
    select m.id, p_verdict, p_reviewer, p_note, p_idempotency_key, m.verdict_version from moved m
  ), logged as (
    insert into core.call_events (call_id, kind, from_status, to_status, actor, detail)
    select m.id, 'reviewed', m.from_status, m.to_status, p_reviewer, jsonb_build_object('verdict', p_verdict)
    from moved m
  )
  select l.id, case when m.id is not null or l.repeated then 'saved' else 'conflict' end,
    coalesce(m.verdict, case when m.id is null then c.verdict end), coalesce(m.verdict_version, c.verdict_version),
    case when m.id is not null then p_reviewer
      else (select r.reviewer from core.reviews r where r.call_id = l.id order by r.reviewed_at_utc desc limit 1) end
  from locked l join core.calls c on c.id = l.id left join moved m on m.id = l.id;
end
$$;

-- A person's mapping is never overwritten by the auto-tag.
create function core.map_campaigns(p_campaigns uuid[], p_vertical text, p_minimum_connected_seconds integer default null,
  p_refund_window_days integer default null)
returns integer language sql security definer set search_path = '' as $$
  with mapped as (
    update core.campaigns g set vertical = coalesce(p_vertical, g.vertical),
      inference_source = case when p_vertical is null then g.inference_source else 'manual' end,
      is_verified = case when p_vertical is null then g.is_verified else true end,
      minimum_connected_seconds = coalesce(p_minimum_connected_seconds, g.minimum_connected_seconds),
      refund_window_days = coalesce(p_refund_window_days, g.refund_window_days)
    where g.id = any (p_campaigns) returning g.id
  )
  select count(*)::integer from mapped
$$;

-- Creates the call that an import row stands for. With a transcript it is `transcribed` at once; without one it is
-- `pending` and leased to the importer, which brings the recording. An existing call is left as it is, except that a
-- recording whose import broke off is leased again.
create function core.import_call(
  p_ringba_call_id text, p_campaign uuid, p_start_time_utc timestamptz, p_start_time_source text,
  p_duration_seconds integer, p_caller_number text, p_record jsonb, p_segments jsonb, p_text text, p_worker text,
  p_id uuid default gen_random_uuid())
returns table (call_id uuid, outcome text, attempt integer)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare
  v_id uuid;
begin
  insert into core.calls (id, ringba_call_id, campaign_id, start_time_utc, start_time_source, duration_seconds,
    caller_number, provider_record, source, status, transcript_segments, transcript_text, revenue,
    retry_count, locked_by, lease_expires_at, claimed_at)
  values (p_id, p_ringba_call_id, p_campaign, p_start_time_utc, p_start_time_source, p_duration_seconds,
    p_caller_number, p_record, 'import', case when p_segments is null then 'pending' else 'transcribed' end,
    p_segments, p_text, null,
    case when p_segments is null then 1 else 0 end, case when p_segments is null then p_worker end,
    case when p_segments is null then now() + interval '10 minutes' end,
    case when p_segments is null then now() end)
  on conflict (ringba_call_id) do nothing
  returning id into v_id;
  if v_id is not null then
    insert into core.call_events (call_id, kind, to_status, lane, actor)
    values (v_id, 'created', case when p_segments is null then 'pending' else 'transcribed' end, 'ingest', p_worker);
    return query select v_id, 'created', case when p_segments is null then 1 end;
    return;
  end if;
  if p_segments is null then
    update core.calls c set retry_count = least(c.retry_count + 1, 3), locked_by = p_worker,
      lease_expires_at = now() + interval '10 minutes', claimed_at = now()
    where c.ringba_call_id = p_ringba_call_id and c.status = 'pending' and c.source = 'import'
      and c.storage_path is null and (c.locked_by is null or c.lease_expires_at < now())
    returning c.id into v_id;
    if v_id is not null then
      return query select c.id, 'resumed', c.retry_count from core.calls c where c.id = v_id;
      return;
    end if;
  end if;
  return query select c.id, 'exists', null::integer from core.calls c where c.ringba_call_id = p_ringba_call_id;
end
$$;

-- Finds the invitation behind a token (given as its sha256) and, when it is still good, uses it up.
create function core.accept_invite(p_token_hash text)
returns table (email text, role text) language sql security definer set search_path = '' as $$
  update core.invites i set accepted_at_utc = now()
  where i.token_hash = p_token_hash and i.accepted_at_utc is null and i.revoked_at_utc is null and i.expires_at_utc > now()
  returning i.email, i.role
$$;
