-- Ingest that loses nothing: passes over the call log, a ledger that names its tier, budgets that processes share.

-- What the account may be asked: one token a request, shared by every process. A refusal (429) lowers the rate, time
-- raises it again up to what is configured.
create table core.rate_budgets (
  name text primary key,
  per_minute double precision not null check (per_minute > 0), -- as configured
  learnt_per_minute double precision check (learnt_per_minute > 0), -- lower, since a refusal; null: none is known
  tokens double precision not null,
  filled_at timestamptz not null default clock_timestamp(),
  blocked_until timestamptz,
  refused_at timestamptz, -- the last refusal, or the last time the rate was raised after one
  refusals integer not null default 0 -- in a row, without a quarter of an hour between two
);

-- One pass is one stretch of the call log, read oldest first: everything before `position_utc` has been read. A standing
-- tier (hot, recent, day, week) has one row that each opening rewinds; hours to be read again, single seconds that
-- stayed partial (gaps) and backfills have a row each.
create table core.ingest_passes (
  key text primary key,
  tier text not null check (tier in ('hot', 'missed', 'recent', 'day', 'week', 'hour', 'gap', 'backfill')),
  from_utc timestamptz not null,
  to_utc timestamptz not null check (to_utc > from_utc),
  position_utc timestamptz not null,
  opened_at_utc timestamptz not null,
  finished_at_utc timestamptz,
  read_after_utc timestamptz not null, -- not before this
  reads integer not null default 0, -- of a gap
  failures integer not null default 0, -- while the provider answered for others: each halves the slice that is tried next
  received integer not null default 0,
  inserted integer not null default 0,
  updated integer not null default 0
);

-- A campaign that was first seen without its name takes the name that comes later, and the vertical that is in it.
create trigger tag_named_campaign before update of name on core.campaigns
  for each row when (old.name = old.ringba_campaign_id and new.name <> old.name)
  execute function core.tag_campaign();

-- The provider's own count of an hour's calls beside ours, compared while it is 1, 3, 25 and 26 hours old.
create table core.ingest_hours (
  hour_utc timestamptz primary key,
  provider_calls integer not null,
  our_calls integer not null,
  compared_at_utc timestamptz not null
);

-- What the provider's record was when it was last stored; null: read it whole.
alter table core.calls add column provider_digest text;
-- When the answer was asked for that was stored last: an older answer that comes to be stored later changes nothing.
alter table core.calls add column provider_asked_at timestamptz;

-- Late facts (revenue, payout, the recording's link) change no indexed column: with room on the page such an update
-- writes no index at all.
alter table core.calls set (fillfactor = 85);

-- Records of the call log that could not be read, each once, as they came: for whoever finds out why.
create table core.unreadable_records (
  digest text primary key, -- md5 of the record's text
  reason text not null,
  record jsonb not null,
  first_seen_at_utc timestamptz not null default now(),
  last_seen_at_utc timestamptz not null default now()
);

alter table core.ingest_slices add column tier text not null default 'hot';
alter table core.ingest_slices add column partial integer not null default 0; -- pages that called themselves partial
create index ingest_slices_by_tier on core.ingest_slices (tier, read_at_utc desc) where inserted > 0;

-- Ingest only: the longest page that the account answers with, where it is less than what is asked for.
alter table core.lanes add column page_size integer check (page_size > 0);
-- Ingest only: the longest page that came so far; a page as long as this may have been cut.
alter table core.lanes add column longest_page integer not null default 0;
-- Ingest only: the first run began here; what lies before it is a backfill's, and no tier reads it.
alter table core.lanes add column starts_utc timestamptz;
update core.lanes set starts_utc = watermark_utc - interval '1 day' where lane = 'ingest';
-- Ingest only: one run at a time; a run that died holds it for seconds.
alter table core.lanes add column held_by text;
alter table core.lanes add column held_until timestamptz;

-- Sets what is configured; what was learnt stays.
create function core.set_budget(p_name text, p_per_minute double precision)
returns void language sql set search_path = '' as $$
  insert into core.rate_budgets as b (name, per_minute, tokens) values (p_name, p_per_minute, p_per_minute)
  on conflict (name) do update set per_minute = excluded.per_minute, tokens = least(b.tokens, excluded.per_minute)
  where b.per_minute <> excluded.per_minute
$$;

-- Takes one token, if `p_keep` (0 to 1) of a minute's worth is left for those who come first, and `p_need` are there in
-- all: who begins what takes several requests begins it only when it can be ended. Answers 0, or after how many seconds
-- to ask again. A name without a budget is not limited.
create function core.take_budget(p_name text, p_keep double precision default 0, p_need integer default 1)
returns double precision language plpgsql set search_path = '' as $$
declare
  b core.rate_budgets;
  v_now timestamptz := clock_timestamp();
  v_rate double precision;
  v_learnt double precision;
  v_most double precision;
  v_tokens double precision;
  v_short double precision;
begin
  select * into b from core.rate_budgets where name = p_name for no key update;
  if not found then
    return 0;
  end if;
  v_learnt := b.learnt_per_minute;
  -- A quarter of an hour without a refusal: a quarter more, until what is configured is reached.
  if v_learnt is not null and v_now - b.refused_at > interval '15 minutes' then
    v_learnt := nullif(least(v_learnt * 1.25, b.per_minute), b.per_minute);
    b.refused_at := v_now;
    b.refusals := 0;
  end if;
  v_rate := coalesce(least(v_learnt, b.per_minute), b.per_minute);
  -- What a minute grants, and room for one slice of the call log where that is less.
  v_most := greatest(v_rate, 6);
  -- A clock that was set back takes no tokens away, and what is blocked until too far ahead is not.
  v_tokens := least(v_most, b.tokens + v_rate * greatest(0, extract(epoch from v_now - b.filled_at)) / 60);
  if b.blocked_until > v_now + interval '1 day' then
    update core.rate_budgets set blocked_until = v_now + interval '1 day' where name = p_name;
    return 86400;
  end if;
  v_short := least(p_need + p_keep * v_rate, v_most) - v_tokens;
  if b.blocked_until > v_now then
    return extract(epoch from b.blocked_until - v_now);
  end if;
  update core.rate_budgets set tokens = case when v_short > 0 then v_tokens else v_tokens - 1 end,
    filled_at = v_now, learnt_per_minute = v_learnt, refused_at = b.refused_at, refusals = b.refusals, blocked_until = null
  where name = p_name;
  return case when v_short > 0 then v_short * 60 / v_rate else 0 end;
end
$$;

-- The provider refused: nothing is asked until it says so (a minute, doubled by each refusal that follows), and then
-- at four fifths of the limit that it named or of what was asked so far, else at half; two a minute remain in any case.
-- Refusals of requests that were under way together are one.
create function core.lower_budget(p_name text, p_limit_per_minute double precision, p_retry_after interval default null)
returns void language plpgsql set search_path = '' as $$
declare
  b core.rate_budgets;
  v_now timestamptz := clock_timestamp();
  v_rate double precision;
  v_until timestamptz;
begin
  select * into b from core.rate_budgets where name = p_name for no key update;
  if not found then
    return;
  end if;
  if b.blocked_until > v_now then
    update core.rate_budgets set blocked_until = greatest(b.blocked_until, v_now + coalesce(p_retry_after, interval '0'))
    where name = p_name;
    return;
  end if;
  v_rate := least(coalesce(b.learnt_per_minute, b.per_minute), b.per_minute);
  v_until := v_now + greatest(
    coalesce(p_retry_after, make_interval(secs => 60 * power(2, least(b.refusals, 4)))), interval '1 second');
  update core.rate_budgets set
    learnt_per_minute = least(b.per_minute, greatest(2,
      least(v_rate * 0.8, coalesce(p_limit_per_minute * 0.8, v_rate / 2)))),
    tokens = 0, filled_at = v_now, refused_at = v_now, refusals = least(b.refusals + 1, 6), blocked_until = v_until
  where name = p_name;
end
$$;

-- One ingest run at a time. false: another holds it.
create function core.hold_lane(p_lane text, p_worker text, p_for interval)
returns boolean language plpgsql set search_path = '' as $$
begin
  update core.lanes set held_by = p_worker, held_until = clock_timestamp() + p_for
  where lane = p_lane and (held_by is null or held_by = p_worker or held_until < clock_timestamp());
  return found;
end
$$;

create function core.let_lane_go(p_lane text, p_worker text)
returns void language sql set search_path = '' as $$
  update core.lanes set held_by = null, held_until = null where lane = p_lane and held_by = p_worker
$$;

-- A call that a person put back is not skipped for the same reason again.
create or replace function core.skip_calls(p_limit integer default 1000)
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
      and (c.audio_url is null or not exists (
        select from core.call_events e where e.call_id = c.id and e.kind = 'requeued' and e.actor <> 'vault'))
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

do $$
declare
  v_table text;
begin
  foreach v_table in array array['rate_budgets', 'ingest_passes', 'ingest_hours', 'unreadable_records'] loop
    execute format('alter table core.%I enable row level security', v_table);
    execute format('revoke all on core.%I from public', v_table);
    -- What could not be read holds callers' numbers, and no page shows it.
    if v_table <> 'unreadable_records' then
      execute format('grant select on core.%I to callscript_web', v_table);
      execute format('create policy web_reads on core.%I for select to callscript_web using (true)', v_table);
    end if;
    if exists (select from pg_roles where rolname = 'anon') then
      execute format('revoke all on core.%I from anon, authenticated', v_table);
    end if;
  end loop;
end
$$;
revoke execute on function core.set_budget(text, double precision), core.take_budget(text, double precision, integer),
  core.lower_budget(text, double precision, interval), core.hold_lane(text, text, interval),
  core.let_lane_go(text, text) from public;
