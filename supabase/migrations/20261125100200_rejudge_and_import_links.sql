-- Judging calls again after their campaign was mapped, and putting imported calls back that have a link.

-- Kinds that other migrations added stay.
do $$
declare
  v_kinds text;
begin
  select string_agg(quote_literal(k.kind), ', ') into v_kinds from (
    select (regexp_matches(pg_get_constraintdef(c.oid), '''([a-z_]+)''', 'g'))[1] as kind
    from pg_constraint c where c.conrelid = 'core.call_events'::regclass and c.conname = 'call_events_kind_check'
    union select 'rejudge_requested' union select 'rejudge_failed'
  ) k;
  execute 'alter table core.call_events drop constraint call_events_kind_check';
  execute format('alter table core.call_events add constraint call_events_kind_check check (kind in (%s))', v_kinds);
end
$$;

-- A wish to have a judged call judged again. The call itself stays where it is: the lease is the request's own.
create table core.rejudge_requests (
  id uuid primary key default gen_random_uuid(),
  batch uuid not null, -- the calls that one person asked for at once
  call_id uuid not null references core.calls (id),
  start_time_utc timestamptz not null, -- the call's, for the order: newest first
  requested_at_utc timestamptz not null default clock_timestamp(),
  requested_by text not null,
  attempts integer not null default 0 check (attempts between 0 and 3),
  locked_by text,
  lease_expires_at timestamptz,
  claimed_at timestamptz,
  next_attempt_at timestamptz,
  outage_at timestamptz, -- the last failure that was the outside's, not this call's
  reason text, -- the last problem
  finished_at_utc timestamptz,
  -- same: the finding stands; changed: there is another; differs: there is another and a person decided otherwise;
  -- obsolete: the call was no longer a judged one; failed: the third attempt failed
  outcome text check (outcome in ('same', 'changed', 'differs', 'obsolete', 'failed')),
  constraint finished_with_outcome check ((finished_at_utc is null) = (outcome is null))
);
create unique index rejudge_requests_open on core.rejudge_requests (call_id) where finished_at_utc is null;
create index rejudge_requests_queue on core.rejudge_requests (start_time_utc desc) where finished_at_utc is null;
create index rejudge_requests_leased on core.rejudge_requests (lease_expires_at) where lease_expires_at is not null;
create index rejudge_requests_by_batch on core.rejudge_requests (requested_at_utc desc, batch);
create index calls_judged_by_campaign on core.calls (campaign_id, start_time_utc desc) where status in ('flagged', 'safe');

alter table core.rejudge_requests enable row level security;
revoke all on core.rejudge_requests from public;
grant select on core.rejudge_requests to callscript_web;
create policy web_reads on core.rejudge_requests for select to callscript_web using (true);
do $$
begin
  if exists (select from pg_roles where rolname = 'anon') then
    execute 'revoke all on core.rejudge_requests from anon, authenticated';
  end if;
end
$$;

-- A decided call that was judged anew and otherwise is looked at again.
drop index core.calls_unsure;
create index calls_unsure on core.calls ((coalesce(severity, 0)) desc, start_time_utc desc, id desc)
  where needs_review and (verdict is null or review_reason = 'rejudge_differs');

-- The vertical whose rules a judgement asked beside General's: "General@1+Medicare@2" was judged as Medicare.
create function core.judged_as(p_qa_version text) returns text
language sql immutable set search_path = '' as $$
  select coalesce((select split_part(p.pack, '@', 1) from unnest(string_to_array(p_qa_version, '+')) p (pack)
    where p.pack not like 'General@%' and p.pack <> 'none' limit 1), 'General')
$$;

-- The vertical whose rules would be asked of a call of that vertical and day (UTC); General where it has none of its own.
create function core.would_be_judged_as(p_vertical text, p_day date) returns text
language sql stable set search_path = '' as $$
  select case when exists (
    select from core.rules r
    where r.rule_version_id = (
        select v.id from core.rule_versions v where v.pack = p_vertical order by v.published_at_utc desc limit 1)
      and p_day between r.effective_from and coalesce(r.effective_to, 'infinity'::date)
  ) then p_vertical else 'General' end
$$;

-- The judged calls of campaigns that other rules were asked of than those of the campaigns' present verticals.
create function core.rejudgeable_calls(p_campaigns uuid[])
returns table (call_id uuid, start_time_utc timestamptz, judged_as text)
language sql stable security definer set search_path = '' as $$
  with judged as (
    select c.id, c.start_time_utc, coalesce(g.vertical, 'General') as vertical, core.judged_as(c.qa_version) as judged_as,
      (c.start_time_utc at time zone 'UTC')::date as day
    from core.calls c join core.campaigns g on g.id = c.campaign_id
    where c.campaign_id = any (p_campaigns) and c.status in ('flagged', 'safe')
      and c.qa_version is not null and c.transcript_segments is not null
  ), days as materialized (
    select d.vertical, d.day, core.would_be_judged_as(d.vertical, d.day) as judged_as
    from (select distinct j.vertical, j.day from judged j) d
  )
  select j.id, j.start_time_utc, j.judged_as
  from judged j join days d on d.vertical = j.vertical and d.day = j.day
  where j.judged_as <> d.judged_as
    and not exists (select from core.rejudge_requests r where r.call_id = j.id and r.finished_at_utc is null)
$$;

-- Asks for the newest p_limit of them and wakes the judge. A call that is asked for already is not asked for twice.
create function core.request_rejudge(p_campaigns uuid[], p_actor text, p_limit integer default 20000)
returns table (batch uuid, requested integer)
language plpgsql security definer set search_path = '' as $$
declare
  v_batch uuid := gen_random_uuid();
  v_requested integer;
begin
  with asked as (
    insert into core.rejudge_requests (batch, call_id, start_time_utc, requested_by)
    select v_batch, r.call_id, r.start_time_utc, p_actor from core.rejudgeable_calls(p_campaigns) r
    order by r.start_time_utc desc limit p_limit
    on conflict (call_id) where finished_at_utc is null do nothing
    returning rejudge_requests.id, rejudge_requests.call_id
  ), logged as (
    insert into core.call_events (call_id, kind, from_status, to_status, lane, actor, detail)
    select a.call_id, 'rejudge_requested', c.status, c.status, 'judge', p_actor, jsonb_build_object('request', a.id)
    from asked a join core.calls c on c.id = a.call_id
  )
  select count(*)::integer into v_requested from asked;
  if v_requested > 0 then
    perform pg_notify('callscript_calls', 'transcribed');
  end if;
  return query select v_batch, v_requested;
end
$$;

-- Newest call first, the attempt is counted here, as with calls. A request whose worker was lost is taken over when its
-- lease is over; lost for the third time it ends.
create function core.claim_rejudges(p_worker text, p_batch integer, p_lease interval default '5 minutes')
returns table (
  request uuid, attempt integer, id uuid, start_time_utc timestamptz, vertical text,
  recording_seconds double precision, transcript_segments jsonb)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare
  v_batch integer;
begin
  with lost as (
    select r.id from core.rejudge_requests r
    where r.finished_at_utc is null and r.attempts >= 3 and r.lease_expires_at < now()
    limit 500 for no key update skip locked
  ), ended as (
    update core.rejudge_requests r set finished_at_utc = clock_timestamp(), outcome = 'failed',
      reason = 'lost by ' || r.locked_by || ' on attempt ' || r.attempts,
      locked_by = null, lease_expires_at = null, claimed_at = null
    from lost l where r.id = l.id returning r.id, r.call_id, r.attempts, r.reason
  )
  insert into core.call_events (call_id, kind, from_status, to_status, lane, actor, attempt, detail)
  select e.call_id, 'rejudge_failed', c.status, c.status, 'judge', p_worker, e.attempts,
    jsonb_build_object('request', e.id, 'reason', e.reason)
  from ended e join core.calls c on c.id = e.call_id;
  v_batch := core.lane_permits('judge', p_batch);
  if v_batch = 0 then
    return;
  end if;
  return query
  with next as (
    select r.id from core.rejudge_requests r
    where r.finished_at_utc is null and r.attempts < 3 and (r.locked_by is null or r.lease_expires_at < now())
      and (r.next_attempt_at is null or r.next_attempt_at <= now())
    order by r.start_time_utc desc
    limit v_batch
    for no key update skip locked
  ), claimed as (
    update core.rejudge_requests r set attempts = r.attempts + 1, locked_by = p_worker,
      lease_expires_at = now() + p_lease, claimed_at = clock_timestamp(), next_attempt_at = null
    from next where r.id = next.id
    returning r.id, r.call_id, r.attempts
  )
  select k.id, k.attempts, c.id, c.start_time_utc, coalesce(g.vertical, 'General'), c.recording_seconds,
    c.transcript_segments
  from claimed k join core.calls c on c.id = k.call_id left join core.campaigns g on g.id = c.campaign_id
  order by c.start_time_utc desc;
end
$$;

-- Adds the judgement (append-only) and makes it the call's current finding. The status follows it only where no person
-- has decided. Where one has, the call is marked when the new finding contradicts the decision and is not what the
-- person had before them. Answers with the outcome; null: the request was no longer this worker's.
create function core.finish_rejudge(
  p_request uuid, p_worker text, p_attempt integer, p_finding text, p_flags jsonb, p_severity integer,
  p_review_reason text, p_qa_version text, p_judge_model text, p_asked text[],
  p_tokens_in integer default 0, p_tokens_cached integer default 0, p_tokens_out integer default 0,
  p_cost_usd numeric default 0)
returns text language plpgsql security definer set search_path = '' as $$
declare
  v_request core.rejudge_requests;
  v_call core.calls;
  v_seen record;
  v_codes text[] := array(select f ->> 'code' from jsonb_array_elements(p_flags) f order by 1);
  v_outcome text;
  v_review_reason text;
begin
  select * into v_request from core.rejudge_requests r
  where r.id = p_request and r.locked_by = p_worker and r.attempts = p_attempt and r.finished_at_utc is null
  for no key update;
  if not found then
    return null;
  end if;
  select * into strict v_call from core.calls c where c.id = v_request.call_id for no key update;
  insert into core.judgements (call_id, finding, flags, review_reason, qa_version, judge_model, asked,
    tokens_in, tokens_cached, tokens_out, cost_usd)
  values (v_call.id, p_finding, p_flags, p_review_reason, p_qa_version, p_judge_model, p_asked,
    p_tokens_in, p_tokens_cached, p_tokens_out, p_cost_usd);
  if v_call.status not in ('flagged', 'safe') then
    v_outcome := 'obsolete';
  elsif v_call.verdict is not null then
    select j.finding, array(select f ->> 'code' from jsonb_array_elements(j.flags) f) as codes into v_seen
    from core.judgements j
    where j.call_id = v_call.id and j.judged_at_utc <= (
      select max(r.reviewed_at_utc) from core.reviews r where r.call_id = v_call.id)
    order by j.judged_at_utc desc limit 1;
    v_outcome := case
      when (p_finding = 'flagged') <> (v_call.verdict = 'confirmed_bad')
        and (v_seen is null or p_finding <> v_seen.finding or not v_codes <@ v_seen.codes) then 'differs' end;
  end if;
  v_outcome := coalesce(v_outcome, case
    when v_codes = array(select f ->> 'code' from jsonb_array_elements(coalesce(v_call.qa_flags, '[]')) f order by 1)
    then 'same' else 'changed' end);
  -- A call of the random sample stays in it.
  v_review_reason := case
    when v_outcome = 'differs' then 'rejudge_differs'
    when v_call.verdict is not null then null
    else coalesce(p_review_reason, case when v_call.review_reason = 'sample' then 'sample' end) end;
  if v_outcome <> 'obsolete' then
    update core.calls c set
      status = case when c.verdict is null then p_finding else c.status end,
      qa_flags = p_flags, qa_version = p_qa_version, judge_model = p_judge_model, severity = nullif(p_severity, 0),
      needs_review = v_review_reason is not null, review_reason = v_review_reason
    where c.id = v_call.id;
  end if;
  update core.rejudge_requests set finished_at_utc = clock_timestamp(), outcome = v_outcome, reason = null,
    locked_by = null, lease_expires_at = null, claimed_at = null
  where id = p_request;
  insert into core.call_events
    (call_id, kind, from_status, to_status, lane, actor, attempt, milliseconds, cost_usd, detail)
  select v_call.id, 'finished', v_call.status, c.status, 'judge', p_worker, p_attempt,
    extract(epoch from clock_timestamp() - v_request.claimed_at) * 1000, p_cost_usd,
    jsonb_build_object('request', p_request, 'outcome', v_outcome, 'model', p_judge_model, 'qa_version', p_qa_version,
      'flags', jsonb_array_length(p_flags))
  from core.calls c where c.id = v_call.id;
  perform core.note_lane_success('judge');
  return v_outcome;
end
$$;

-- The attempt in hand failed by the call's own fault. The third, or a final one, ends the request with its reason; the
-- finding that the call has stands. Answers whether the request is over; null: it was no longer this worker's.
create function core.fail_rejudge(
  p_request uuid, p_worker text, p_attempt integer, p_reason text, p_retry_after interval default null,
  p_final boolean default false)
returns boolean language plpgsql security definer set search_path = '' as $$
declare
  v_call uuid;
  v_ends boolean := p_final or p_attempt >= 3;
begin
  update core.rejudge_requests r set reason = p_reason,
    finished_at_utc = case when v_ends then clock_timestamp() end, outcome = case when v_ends then 'failed' end,
    next_attempt_at = case when not v_ends then
      now() + coalesce(p_retry_after, make_interval(secs => 30 * power(2, p_attempt - 1)::integer)) end,
    locked_by = null, lease_expires_at = null, claimed_at = null
  where r.id = p_request and r.locked_by = p_worker and r.attempts = p_attempt and r.finished_at_utc is null
  returning r.call_id into v_call;
  if not found then
    return null;
  end if;
  insert into core.call_events (call_id, kind, from_status, to_status, lane, actor, attempt, detail)
  select c.id, case when v_ends then 'rejudge_failed' else 'attempt_failed' end, c.status, c.status, 'judge', p_worker,
    p_attempt, jsonb_build_object('request', p_request, 'reason', p_reason)
  from core.calls c where c.id = v_call;
  -- The outside answered, if only about this call: the breaker closes.
  update core.lanes l set paused = false, pause_kind = null, reason = null, paused_at_utc = null,
    next_probe_at = null, probe_seconds = null
  where l.lane = 'judge' and l.paused and l.pause_kind = 'outage';
  return v_ends;
end
$$;

-- A worker that stops, or whose lane pauses, returns the request with its attempt.
create function core.give_back_rejudge(p_request uuid, p_worker text, p_attempt integer, p_reason text)
returns boolean language plpgsql security definer set search_path = '' as $$
declare
  v_call uuid;
begin
  update core.rejudge_requests r set attempts = r.attempts - 1, reason = p_reason,
    locked_by = null, lease_expires_at = null, claimed_at = null
  where r.id = p_request and r.locked_by = p_worker and r.attempts = p_attempt and r.finished_at_utc is null
  returning r.call_id into v_call;
  if not found then
    return false;
  end if;
  insert into core.call_events (call_id, kind, from_status, to_status, lane, actor, attempt, detail)
  select c.id, 'given_back', c.status, c.status, 'judge', p_worker, p_attempt,
    jsonb_build_object('request', p_request, 'reason', p_reason)
  from core.calls c where c.id = v_call;
  return true;
end
$$;

-- The outside was busy or gone: the judge's breaker opens and the request keeps its attempt, unless another call went
-- through since this one's last such failure; then the failure is its own.
create function core.report_rejudge_outage(
  p_request uuid, p_worker text, p_attempt integer, p_reason text, p_retry_after interval default null)
returns void language plpgsql security definer set search_path = '' as $$
declare
  v_outage timestamptz;
begin
  select r.outage_at into v_outage from core.rejudge_requests r
  where r.id = p_request and r.locked_by = p_worker and r.attempts = p_attempt and r.finished_at_utc is null
  for no key update;
  if not found then
    return;
  end if;
  update core.rejudge_requests set outage_at = clock_timestamp() where id = p_request;
  if v_outage is not null and exists (
    select from core.lanes l where l.lane = 'judge' and l.last_success_at > v_outage) then
    perform core.fail_rejudge(p_request, p_worker, p_attempt, p_reason, p_retry_after);
    return;
  end if;
  perform core.give_back_rejudge(p_request, p_worker, p_attempt, p_reason);
  update core.rejudge_requests set
    -- Later than the lane's next probe, so that the probe tries another call where there is one.
    next_attempt_at = now() + greatest(p_retry_after, interval '30 seconds') + interval '15 seconds'
  where id = p_request;
  perform core.pause_lane('judge', 'outage', p_reason, p_retry_after);
end
$$;

-- A decision is about the finding that stands: what differed before it is dealt with.
create or replace function core.review_calls(
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
      verdict = case when p_verdict = 'reopened' then null else p_verdict end,
      needs_review = c.needs_review and c.review_reason is distinct from 'rejudge_differs',
      review_reason = nullif(c.review_reason, 'rejudge_differs')
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

-- What an import goes by when a row says nothing: the name of the recording's file, or when the file was written.
alter table core.calls drop constraint calls_start_time_source_check;
alter table core.calls add constraint calls_start_time_source_check
  check (start_time_source in ('provider', 'row', 'option', 'file_name', 'file_time', 'import_time'));

-- As before, and an imported call with a link is fetched again.
create or replace function core.requeue_calls(p_calls uuid[], p_actor text)
returns integer language sql security definer set search_path = '' as $$
  with chosen as (
    select c.id, c.status as from_status, case
        when c.transcript_segments is not null then 'transcribed'
        when c.storage_path is not null then 'downloaded'
        else 'pending' end as to_status
    from core.calls c
    where c.id = any (p_calls) and c.status in ('failed', 'skipped') and c.locked_by is null
      -- An imported call whose recording never came and that has no link to fetch it by is imported again.
      and not (c.source = 'import' and c.storage_path is null and c.transcript_segments is null and c.audio_url is null)
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

revoke execute on function core.judged_as(text), core.would_be_judged_as(text, date), core.rejudgeable_calls(uuid[]),
  core.request_rejudge(uuid[], text, integer), core.claim_rejudges(text, integer, interval),
  core.finish_rejudge(uuid, text, integer, text, jsonb, integer, text, text, text, text[], integer, integer, integer,
    numeric),
  core.fail_rejudge(uuid, text, integer, text, interval, boolean), core.give_back_rejudge(uuid, text, integer, text),
  core.report_rejudge_outage(uuid, text, integer, text, interval) from public;
grant execute on function core.rejudgeable_calls(uuid[]), core.request_rejudge(uuid[], text, integer) to callscript_web;
