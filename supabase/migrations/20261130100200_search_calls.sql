-- Every call is found: by its words, its caller, where it stands and what it brought.

-- Words as they are looked for: lower case without accents, apostrophes dropped ("don't" is "dont"), other signs between
-- words. core/desk/fold-words.ts is the same for who searches.
create function core.fold_words(p_text text) returns text
language sql immutable parallel safe set search_path = '' as $$
  select translate(
    regexp_replace(normalize(lower(p_text), nfd), '[\u0300-\u036f''’]', '', 'g'),
    '.,;:!?/\-_@#&()[]{}<>"*+=~|%$^`…“”„«»–—¿¡', repeat(' ', 41))
$$;

-- What was said on a call, beside it: a call is written about six times, its words once. The day's own word lets a search
-- go back day by day, newest first, however common what is looked for is.
create table core.call_texts (
  call_id uuid primary key references core.calls (id) on delete cascade,
  start_time_utc timestamptz not null,
  words tsvector not null
);

-- A tsvector holds a megabyte: an hour of speech is a tenth of what is taken here.
create function core.words_of(p_segments jsonb, p_start timestamptz) returns tsvector
language sql immutable parallel safe set search_path = '' as $$
  select to_tsvector('pg_catalog.simple', 'day' || floor(extract(epoch from p_start) / 86400)::integer || ' '
    || core.fold_words(left(coalesce(string_agg(s.segment ->> 'text', ' ' order by s.position), ''), 400000)))
  from jsonb_array_elements(case jsonb_typeof(p_segments) when 'array' then p_segments else '[]' end) with ordinality as s (segment, position)
$$;

create function core.keep_call_text() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.transcript_segments is null then
    delete from core.call_texts where call_id = new.id;
  else
    insert into core.call_texts as t (call_id, start_time_utc, words)
    values (new.id, new.start_time_utc, core.words_of(new.transcript_segments, new.start_time_utc))
    on conflict (call_id) do update set start_time_utc = excluded.start_time_utc, words = excluded.words;
  end if;
  return null;
end
$$;
create trigger keep_new_text after insert on core.calls
  for each row when (new.transcript_segments is not null) execute function core.keep_call_text();
create trigger keep_changed_text after update of transcript_segments, start_time_utc on core.calls
  for each row when ((old.transcript_segments is not null or new.transcript_segments is not null)
    and (old.start_time_utc <> new.start_time_utc or old.transcript_segments is distinct from new.transcript_segments))
  execute function core.keep_call_text();

insert into core.call_texts (call_id, start_time_utc, words)
select c.id, c.start_time_utc, core.words_of(c.transcript_segments, c.start_time_utc)
from core.calls c where c.transcript_segments is not null;
create index call_texts_words on core.call_texts using gin (words);

-- Each filter and order of the list of calls walks an index, newest first.
create index calls_by_campaign on core.calls (campaign_id, start_time_utc desc, id desc);
drop index core.calls_judged_by_campaign;
create index calls_by_publisher on core.calls (publisher, start_time_utc desc, id desc) where publisher is not null;
create index calls_by_length on core.calls
  ((coalesce(recording_seconds, duration_seconds, -1)) desc, start_time_utc desc, id desc);
create index calls_by_revenue on core.calls ((coalesce(revenue, -1000000000)) desc, start_time_utc desc, id desc);

-- Append-only: what people did at the desk that changes no call, such as an export.
create table core.desk_events (
  id bigint generated always as identity primary key,
  at_utc timestamptz not null default clock_timestamp(),
  actor text not null,
  kind text not null check (kind ~ '^[a-z][a-z_]{2,39}$'),
  detail jsonb not null default '{}'
);
create index desk_events_by_time on core.desk_events (at_utc desc);
create trigger append_only before update or delete or truncate on core.desk_events
  for each statement execute function core.refuse_rewriting();

create function core.note_desk_event(p_actor text, p_kind text, p_detail jsonb default '{}')
returns void language sql security definer set search_path = '' as $$
  insert into core.desk_events (actor, kind, detail) values (p_actor, p_kind, p_detail)
$$;

-- The dashboard's role is one for all: who may do this is looked up here, whatever the page showed.
create function core.require_admin(p_actor text) returns void
language plpgsql stable set search_path = '' as $$
begin
  if not exists (select from app_auth."user" u where u.email = p_actor and u.role = 'admin') then
    raise exception 'only an admin may do this' using errcode = 'insufficient_privilege';
  end if;
end
$$;

-- Puts failed and skipped calls back as far as they must; the others stay as they are.
create function core.requeue_from_desk(p_calls uuid[], p_actor text)
returns integer language plpgsql security definer set search_path = '' as $$
begin
  perform core.require_admin(p_actor);
  return core.requeue_calls(p_calls, p_actor);
end
$$;

-- The calls among these that can be judged again and are not asked for yet.
create function core.rejudgeable_among(p_calls uuid[])
returns table (call_id uuid, start_time_utc timestamptz)
language sql stable security definer set search_path = '' as $$
  select c.id, c.start_time_utc from core.calls c
  where c.id = any (p_calls) and c.status in ('flagged', 'safe') and c.qa_version is not null
    and c.transcript_segments is not null
    and not exists (select from core.rejudge_requests r where r.call_id = c.id and r.finished_at_utc is null)
$$;

-- As request_rejudge, of single calls.
create function core.request_rejudge_of(p_calls uuid[], p_actor text)
returns table (batch uuid, requested integer)
language plpgsql security definer set search_path = '' as $$
declare
  v_batch uuid := gen_random_uuid();
  v_requested integer;
begin
  perform core.require_admin(p_actor);
  with asked as (
    insert into core.rejudge_requests (batch, call_id, start_time_utc, requested_by)
    select v_batch, r.call_id, r.start_time_utc, p_actor from core.rejudgeable_among(p_calls) r
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

alter table core.call_texts enable row level security;
alter table core.desk_events enable row level security;
revoke all on core.call_texts, core.desk_events from public;
grant select on core.call_texts to callscript_web;
create policy web_reads on core.call_texts for select to callscript_web using (true);
do $$
begin
  if exists (select from pg_roles where rolname = 'anon') then
    execute 'revoke all on core.call_texts, core.desk_events from anon, authenticated';
  end if;
end
$$;
revoke execute on function core.fold_words(text), core.words_of(jsonb, timestamptz), core.keep_call_text(),
  core.note_desk_event(text, text, jsonb), core.require_admin(text), core.requeue_from_desk(uuid[], text),
  core.rejudgeable_among(uuid[]), core.request_rejudge_of(uuid[], text) from public;
grant execute on function core.note_desk_event(text, text, jsonb), core.requeue_from_desk(uuid[], text),
  core.rejudgeable_among(uuid[]), core.request_rejudge_of(uuid[], text), core.caller_key(text) to callscript_web;
