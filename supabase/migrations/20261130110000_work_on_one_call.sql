-- What a person does with one call: swaps who is who, says which flag is wrong, has it judged again; and how much of what
-- is personal one person may take away in an hour.

-- Kinds that other migrations added stay.
do $$
declare
  v_kinds text;
begin
  select string_agg(quote_literal(k.kind), ', ') into v_kinds from (
    select (regexp_matches(pg_get_constraintdef(c.oid), '''([a-z_]+)''', 'g'))[1] as kind
    from pg_constraint c where c.conrelid = 'core.call_events'::regclass and c.conname = 'call_events_kind_check'
    union select 'speakers_swapped' union select 'flag_reviewed'
  ) k;
  execute 'alter table core.call_events drop constraint call_events_kind_check';
  execute format('alter table core.call_events add constraint call_events_kind_check check (kind in (%s))', v_kinds);
end
$$;

create function core.require_person(p_actor text) returns void
language plpgsql stable set search_path = '' as $$
begin
  if not exists (select from app_auth."user" u where u.email = p_actor) then
    raise exception 'only a person of this desk may do this' using errcode = 'insufficient_privilege';
  end if;
end
$$;

-- How often somebody may do it in an hour, null where it is not counted. A quick reviewer decides a call in ten seconds and
-- hears most of them: 360 an hour. A number is copied to call somebody back, a package is made for a claim: one a minute is
-- already a collector's pace. An export is a whole list.
create function core.desk_limit(p_kind text) returns integer
language sql immutable parallel safe set search_path = '' as $$
  select case p_kind when 'recording_played' then 400 when 'number_copied' then 60 when 'evidence_packaged' then 60
    when 'calls_exported' then 20 end
$$;

create index desk_events_by_actor on core.desk_events (actor, kind, at_utc desc);

-- Keeps that a person takes something, and says whether they may: not once they did it as often in the last hour as the
-- limit says, and then from when on again. A recording counts once an hour however it is read, and is never refused. Who
-- comes to a limit is kept once an hour, for the alert.
create function core.count_desk_act(p_actor text, p_kind text, p_detail jsonb default '{}')
returns table (allowed boolean, free_at_utc timestamptz)
language plpgsql security definer set search_path = '' as $$
declare
  v_limit integer := core.desk_limit(p_kind);
  v_since timestamptz := clock_timestamp() - interval '1 hour';
  v_filled_at timestamptz;
begin
  if v_limit is null then
    raise exception 'nothing counts %', p_kind using errcode = 'invalid_parameter_value';
  end if;
  if p_kind = 'calls_exported' then
    perform core.require_admin(p_actor);
  else
    perform core.require_person(p_actor);
  end if;
  -- One at a time: two requests together must not both find room for one.
  perform pg_advisory_xact_lock(hashtextextended(p_kind || ' ' || p_actor, 0));
  if p_kind = 'recording_played' and exists (
    select from core.desk_events e where e.actor = p_actor and e.kind = p_kind and e.at_utc > v_since
      and e.detail -> 'call' = p_detail -> 'call') then
    return query select true, null::timestamptz;
    return;
  end if;
  select e.at_utc into v_filled_at from core.desk_events e
  where e.actor = p_actor and e.kind = p_kind and e.at_utc > v_since
  order by e.at_utc desc offset v_limit - 1 limit 1;
  if v_filled_at is not null and not exists (
    select from core.desk_events e where e.actor = p_actor and e.kind = 'limit_reached' and e.at_utc > v_since
      and e.detail ->> 'of' = p_kind) then
    insert into core.desk_events (actor, kind, detail) values (p_actor, 'limit_reached', jsonb_build_object('of', p_kind));
  end if;
  if v_filled_at is not null and p_kind <> 'recording_played' then
    return query select false, v_filled_at + interval '1 hour';
    return;
  end if;
  insert into core.desk_events (actor, kind, detail) values (p_actor, p_kind, p_detail);
  return query select true, null::timestamptz;
end
$$;

-- How often who is who was swapped since the call was last judged: after an odd number its flags were found before the swap.
create function core.swaps_since_judged(p_call uuid) returns integer
language sql stable security definer set search_path = '' as $$
  select count(*)::integer from core.call_events e
  where e.call_id = p_call and e.kind = 'speakers_swapped' and e.at_utc > coalesce(
    (select max(j.judged_at_utc) from core.judgements j where j.call_id = p_call), '-infinity')
$$;

-- Exchanges agent and caller in what was heard of a call. `p_swaps` is how many swaps the person saw: two who press the
-- same key at once swap once. What the judge found stays as it was found. While a judge has the call in hand it is left
-- alone: its answer would be of the old labels.
create function core.swap_speakers(p_call uuid, p_swaps integer, p_actor text)
returns text language plpgsql security definer set search_path = '' as $$
declare
  v_call core.calls;
  v_swaps integer;
begin
  perform core.require_person(p_actor);
  -- The request before the call, as who finishes it takes them; a claim passes it by until the swap is done.
  perform from core.rejudge_requests r where r.call_id = p_call and r.finished_at_utc is null for no key update;
  select * into v_call from core.calls c where c.id = p_call for no key update;
  if not found then
    return 'gone';
  end if;
  if v_call.transcript_segments is null or not exists (
    select from jsonb_array_elements(v_call.transcript_segments) s where s ->> 'speaker' in ('agent', 'caller')) then
    return 'no_speakers';
  end if;
  if v_call.locked_by is not null or exists (
    select from core.rejudge_requests r where r.call_id = p_call and r.finished_at_utc is null and r.locked_by is not null) then
    return 'in_hand';
  end if;
  select count(*) into v_swaps from core.call_events e where e.call_id = p_call and e.kind = 'speakers_swapped';
  if v_swaps <> p_swaps then
    return 'conflict';
  end if;
  update core.calls c set transcript_segments = s.segments, transcript_text = s.text
  from (
    select jsonb_agg(swapped.segment order by position) as segments,
      string_agg((swapped.segment ->> 'speaker') || ': ' || (swapped.segment ->> 'text'), E'\n' order by position) as text
    from jsonb_array_elements(v_call.transcript_segments) with ordinality as one (segment, position)
      cross join lateral (select core.with_other_speaker(one.segment) as segment) swapped
  ) s where c.id = p_call;
  update core.call_words w set words = (
    select jsonb_agg(core.with_other_speaker(one.word) order by position)
    from jsonb_array_elements(w.words) with ordinality as one (word, position))
  where w.call_id = p_call and jsonb_array_length(w.words) > 0;
  insert into core.call_events (call_id, kind, from_status, to_status, actor)
  values (p_call, 'speakers_swapped', v_call.status, v_call.status, p_actor);
  perform pg_notify('callscript_calls', v_call.status);
  return 'swapped';
end
$$;

create function core.with_other_speaker(p_said jsonb) returns jsonb
language sql immutable parallel safe set search_path = '' as $$
  select case p_said ->> 'speaker' when 'agent' then jsonb_set(p_said, '{speaker}', '"caller"')
    when 'caller' then jsonb_set(p_said, '{speaker}', '"agent"') else p_said end
$$;

-- Whoever may swap may have that one call judged again for it; any other call is an admin's to ask for.
create function core.request_rejudge_of_swapped(p_call uuid, p_actor text)
returns boolean language plpgsql security definer set search_path = '' as $$
begin
  perform core.require_person(p_actor);
  return core.swaps_since_judged(p_call) % 2 = 1
    and (select o.requested > 0 from core.open_rejudges(array[p_call], p_actor) o);
end
$$;

-- Append-only: what people say of single flags. It decides no call; it tells how far a rule's flags can be trusted.
create table core.flag_reviews (
  id bigint generated always as identity primary key,
  call_id uuid not null references core.calls (id),
  code text not null,
  rule_version text not null,
  opinion text not null check (opinion in ('wrong', 'right', 'withdrawn')),
  reviewer text not null,
  reviewed_at_utc timestamptz not null default clock_timestamp()
);
create index flag_reviews_by_call on core.flag_reviews (call_id, id desc);
create trigger append_only before update or delete or truncate on core.flag_reviews
  for each statement execute function core.refuse_rewriting();

-- Of a flag that stands on the call: answers false where it does not.
create function core.review_flag(p_call uuid, p_code text, p_opinion text, p_actor text)
returns boolean language plpgsql security definer set search_path = '' as $$
declare
  v_version text;
begin
  perform core.require_person(p_actor);
  select f ->> 'rule_version' into v_version
  from core.calls c cross join lateral jsonb_array_elements(c.qa_flags) f
  where c.id = p_call and f ->> 'code' = p_code limit 1;
  if not found then
    return false;
  end if;
  insert into core.flag_reviews (call_id, code, rule_version, opinion, reviewer)
  values (p_call, p_code, coalesce(v_version, ''), p_opinion, p_actor);
  insert into core.call_events (call_id, kind, from_status, to_status, actor, detail)
  select c.id, 'flag_reviewed', c.status, c.status, p_actor, jsonb_build_object('code', p_code, 'opinion', p_opinion)
  from core.calls c where c.id = p_call;
  return true;
end
$$;

-- As before, and a call that was judged again is told of though it stays where it is.
create or replace function core.notify_moved_calls() returns trigger
language plpgsql set search_path = '' as $$
declare
  v_statuses text;
begin
  select string_agg(distinct a.status, ',') into v_statuses
  from arrived a join departed d using (id)
  where a.status <> d.status or a.verdict_version <> d.verdict_version
    or (a.audio_url is not null and d.audio_url is null) or a.qa_flags is distinct from d.qa_flags;
  if v_statuses is not null then
    perform pg_notify('callscript_calls', v_statuses);
  end if;
  return null;
end
$$;

alter table core.flag_reviews enable row level security;
revoke all on core.flag_reviews from public;
grant select on core.flag_reviews to callscript_web;
create policy web_reads on core.flag_reviews for select to callscript_web using (true);
do $$
begin
  if exists (select from pg_roles where rolname = 'anon') then
    execute 'revoke all on core.flag_reviews from anon, authenticated';
  end if;
end
$$;
revoke execute on function core.require_person(text), core.desk_limit(text), core.count_desk_act(text, text, jsonb),
  core.swaps_since_judged(uuid), core.swap_speakers(uuid, integer, text), core.with_other_speaker(jsonb),
  core.request_rejudge_of_swapped(uuid, text), core.review_flag(uuid, text, text, text) from public;
grant execute on function core.count_desk_act(text, text, jsonb), core.swaps_since_judged(uuid),
  core.swap_speakers(uuid, integer, text), core.request_rejudge_of_swapped(uuid, text),
  core.review_flag(uuid, text, text, text) to callscript_web;
