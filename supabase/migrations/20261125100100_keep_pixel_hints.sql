-- Ringba's pixel: who may call it, and what it hinted at. A hint says which call to ask the API for, never what is true.

create table core.ingest_keys (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(name) between 1 and 60),
  key_hash text not null unique check (key_hash ~ '^[0-9a-f]{64}$'), -- SHA-256; the key itself is kept nowhere
  created_at_utc timestamptz not null default now(),
  created_by text not null,
  last_used_at_utc timestamptz, -- written at most once a minute
  revoked_at_utc timestamptz -- good until then; after a rotation that is a day ahead
);
-- One name, one key that has no end; those that a rotation replaced keep the name.
create unique index ingest_keys_in_use on core.ingest_keys (name) where revoked_at_utc is null;

create table core.pixel_hints (
  ringba_call_id text primary key check (length(ringba_call_id) between 1 and 128),
  recording_url text check (length(recording_url) <= 2048), -- as claimed; shown to nobody, fetched by nothing
  hinted_at_utc timestamptz not null, -- the first hint since the call was last resolved
  times integer not null default 1, -- also tells whether a hint came while its call was asked for
  attempts integer not null default 0, -- answers of the API that did not resolve it
  next_try_at timestamptz not null default clock_timestamp(),
  resolved_at_utc timestamptz,
  outcome text check (outcome in ('recording', 'no_recording', 'unknown')),
  constraint resolved_with_outcome check ((resolved_at_utc is null) = (outcome is null))
);
create index pixel_hints_open on core.pixel_hints (hinted_at_utc desc) where resolved_at_utc is null;

-- Takes hints, each under its key's hash, and answers for each whether its key was good. A null call is not kept: it
-- only asks about the key. All of it is one statement; whoever has the answer after commit has it durably.
-- Plans are kept: a hint by itself is planned longer than it is executed.
-- A hint again is counted and tried at once, and opens again what was resolved. Rows are taken in one order, so that
-- two processes cannot deadlock. Nobody is woken here: NOTIFY takes a database-wide lock until its commit is on disk, and
-- commits would wait for each other; who takes many rings afterwards, in a transaction that writes nothing.
create function core.take_hints(p_key_hashes text[], p_ringba_call_ids text[], p_recording_urls text[])
returns boolean[] language plpgsql set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  v_now timestamptz := clock_timestamp();
  v_good text[];
  v_note_use boolean;
begin
  select coalesce(array_agg(k.key_hash), '{}'),
    bool_or(k.last_used_at_utc is null or k.last_used_at_utc < v_now - interval '1 minute')
  into v_good, v_note_use from core.ingest_keys k
  where k.key_hash = any (p_key_hashes) and (k.revoked_at_utc is null or k.revoked_at_utc > v_now);
  if v_good <> '{}' then
    if v_note_use then
      update core.ingest_keys k set last_used_at_utc = v_now
      where k.key_hash = any (v_good) and (k.last_used_at_utc is null or k.last_used_at_utc < v_now - interval '1 minute');
    end if;
    insert into core.pixel_hints as h (ringba_call_id, recording_url, hinted_at_utc, times, next_try_at)
    select g.call, max(g.url), v_now, count(*), v_now
    from unnest(p_key_hashes, p_ringba_call_ids, p_recording_urls) as g (key_hash, call, url)
    where g.call is not null and g.key_hash = any (v_good)
    group by g.call order by g.call
    on conflict (ringba_call_id) do update set
      recording_url = coalesce(excluded.recording_url, h.recording_url),
      hinted_at_utc = case when h.resolved_at_utc is null then h.hinted_at_utc else excluded.hinted_at_utc end,
      times = h.times + excluded.times,
      attempts = case when h.resolved_at_utc is null then h.attempts else 0 end,
      next_try_at = excluded.next_try_at,
      resolved_at_utc = null, outcome = null;
    if found then
      -- What is acknowledged is durable, also where the database is set up to say so too early.
      if current_setting('synchronous_commit') = 'off' then
        perform set_config('synchronous_commit', 'local', true);
      end if;
    end if;
  end if;
  if p_key_hashes <@ v_good then
    return array_fill(true, array[cardinality(p_key_hashes)]);
  end if;
  return (select array_agg(g.key_hash = any (v_good) order by g.n)
    from unnest(p_key_hashes) with ordinality as g (key_hash, n));
end
$$;

-- One hint, which wakes ingest; false: no such key, or no longer.
create function core.take_hint(p_key_hash text, p_ringba_call_id text, p_recording_url text)
returns boolean language plpgsql set search_path = '' as $$
declare
  v_taken boolean;
begin
  v_taken := (core.take_hints(array[p_key_hash], array[p_ringba_call_id], array[p_recording_url]))[1];
  if v_taken and p_ringba_call_id is not null then
    perform pg_notify('callscript_calls', 'hint');
  end if;
  return v_taken;
end
$$;

-- After the API's answer, in the transaction that stored what it told (`p_told`: the calls that it knows). A hint is
-- resolved when its call has a recording; else it is tried again after 1, 2, 5, 10, 20, 40 minutes, then hourly, and
-- given up a day after it came. One that came again meanwhile (`p_times`) stays open as it is.
create function core.settle_hints(p_ringba_call_ids text[], p_times integer[], p_told text[])
returns table (resolved integer, waiting integer) language sql set search_path = '' as $$
  with asked as (
    select h.ringba_call_id, h.hinted_at_utc < now() - interval '24 hours' as is_old
    from core.pixel_hints h join unnest(p_ringba_call_ids, p_times) as g (call, times)
      on g.call = h.ringba_call_id and g.times = h.times
    where h.resolved_at_utc is null
    order by h.ringba_call_id for no key update of h
  ), judged as (
    select a.ringba_call_id, case
        when a.ringba_call_id = any (p_told) and (c.audio_url is not null or c.storage_path is not null)
          then 'recording'
        when a.is_old and a.ringba_call_id = any (p_told) then 'no_recording'
        when a.is_old then 'unknown' end as outcome
    from asked a left join core.calls c using (ringba_call_id)
  ), settled as (
    update core.pixel_hints h set attempts = h.attempts + 1, outcome = j.outcome,
      resolved_at_utc = case when j.outcome is not null then now() end,
      next_try_at = now() + make_interval(mins => (array[1, 2, 5, 10, 20, 40, 60])[least(h.attempts + 1, 7)])
    from judged j where h.ringba_call_id = j.ringba_call_id returning h.outcome
  )
  select count(s.outcome)::integer, count(*)::integer - count(s.outcome)::integer from settled s
$$;

-- The provider did not answer: these are asked for later, after others, and lose no attempt.
create function core.postpone_hints(p_ringba_call_ids text[], p_for interval)
returns void language sql set search_path = '' as $$
  with held as (
    select h.ringba_call_id from core.pixel_hints h
    where h.ringba_call_id = any (p_ringba_call_ids) and h.resolved_at_utc is null
    order by h.ringba_call_id for no key update
  )
  update core.pixel_hints h set next_try_at = now() + p_for from held where h.ringba_call_id = held.ringba_call_id
$$;

-- Neither the dashboard nor the factory's workers read these.
do $$
declare
  v_table text;
begin
  foreach v_table in array array['ingest_keys', 'pixel_hints'] loop
    execute format('alter table core.%I enable row level security', v_table);
    execute format('revoke all on core.%I from public', v_table);
    if exists (select from pg_roles where rolname = 'anon') then
      execute format('revoke all on core.%I from anon, authenticated', v_table);
    end if;
  end loop;
end
$$;
revoke execute on function core.take_hints(text[], text[], text[]), core.take_hint(text, text, text),
  core.settle_hints(text[], integer[], text[]), core.postpone_hints(text[], interval) from public;
