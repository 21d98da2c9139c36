-- The dashboard's figures by half hour (UTC), in all and by campaign and publisher: what a month of calls came to is read
-- from a few rows. Whoever writes marks what it touched; core.refresh_figures counts the marked half hours again.

create table core.call_figures (
  half_hour_utc timestamptz not null, -- that the calls began in
  cut text not null check (cut in ('all', 'campaign', 'publisher', 'both')),
  campaign_id uuid, -- of a cut by campaign; null in it: calls without one
  publisher text, -- of a cut by publisher; null in it: calls without one; its first 200 characters
  calls integer not null,
  -- Each call is one of these five.
  in_progress integer not null,
  safe integer not null,
  flagged integer not null, -- by the judge, whatever a person said of it later, or confirmed bad by a person
  skipped integer not null,
  failed integer not null,
  to_review integer not null,
  confirmed integer not null,
  marked_safe integer not null,
  at_stake_usd numeric(14, 4) not null, -- revenue of the calls to review
  confirmed_usd numeric(14, 4) not null,
  marked_safe_usd numeric(14, 4) not null,
  ai_usd numeric(16, 8) not null, -- of these calls, whenever it was spent; requests never settled with their bound
  unpriced integer not null, -- transcriptions on a machine without a price
  flag_seconds integer[] not null, -- hang-up to first flag, of calls that hung up since this installation began
  unique nulls not distinct (cut, half_hour_utc, campaign_id, publisher)
);
create index call_figures_of_campaign on core.call_figures (campaign_id, half_hour_utc) where cut = 'both';

-- Calls that a rule flagged, in the same cuts; each call once a rule.
create table core.rule_figures (
  half_hour_utc timestamptz not null,
  cut text not null check (cut in ('all', 'campaign', 'publisher', 'both')),
  campaign_id uuid,
  publisher text,
  code text not null,
  name text not null,
  severity smallint not null,
  calls integer not null,
  confirmed integer not null,
  marked_safe integer not null,
  usd numeric(14, 4) not null, -- revenue
  unique nulls not distinct (cut, half_hour_utc, code, campaign_id, publisher)
);
create index rule_figures_of_campaign on core.rule_figures (campaign_id, half_hour_utc) where cut = 'both';

-- What each lane did, by when it was done.
create table core.lane_figures (
  half_hour_utc timestamptz not null,
  lane text not null,
  finished integer not null, -- ingest: calls that came in
  failed integer not null,
  primary key (half_hour_utc, lane)
);

-- Half hours, and calls whose half hour is, to be counted again. Rows are only added and taken away: nobody waits for
-- another's mark, and a mark is seen exactly when what it stands for is.
create table core.stale_figures (
  id bigint generated always as identity primary key,
  half_hour_utc timestamptz,
  call_id uuid,
  constraint one_or_the_other check ((half_hour_utc is null) <> (call_id is null))
);
alter table core.stale_figures set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- One row: who counts holds it, and it tells how old the figures are.
create table core.figures (
  only_row boolean primary key default true check (only_row),
  refreshed_at_utc timestamptz
);
insert into core.figures default values;

-- Without a fixed path, so that the planner may see through them; they name nothing but built-in functions.
create function core.half_hour_of(p_moment timestamptz)
returns timestamptz language sql immutable parallel safe
return date_bin('30 minutes', p_moment, 'epoch'::timestamptz);
create function core.standing_of(p_status text)
returns text language sql immutable parallel safe
return case when p_status in ('flagged', 'safe', 'skipped', 'failed') then p_status else 'in progress' end;

create function core.mark_new_calls() returns trigger
language plpgsql set search_path = '' as $$
begin
  insert into core.stale_figures (half_hour_utc) select distinct core.half_hour_of(c.start_time_utc) from changed c;
  return null;
end
$$;
create trigger mark_new_calls after insert on core.calls referencing new table as changed
  for each statement execute function core.mark_new_calls();
create trigger mark_gone_calls after delete on core.calls referencing old table as changed
  for each statement execute function core.mark_new_calls();

-- Claims, heartbeats and the way from lane to lane change no figure and mark nothing.
create function core.mark_moved_calls() returns trigger
language plpgsql set search_path = '' as $$
begin
  insert into core.stale_figures (half_hour_utc)
  select distinct core.half_hour_of(m.moment)
  from arrived a join departed d using (id)
    cross join lateral (values (a.start_time_utc), (d.start_time_utc)) as m (moment)
  where core.standing_of(a.status) <> core.standing_of(d.status)
    or (a.verdict, a.severity, a.revenue, a.publisher, a.campaign_id, a.start_time_utc, a.ended_at_utc, a.duration_seconds, a.source)
      is distinct from
      (d.verdict, d.severity, d.revenue, d.publisher, d.campaign_id, d.start_time_utc, d.ended_at_utc, d.duration_seconds, d.source)
    or a.qa_flags is distinct from d.qa_flags;
  return null;
end
$$;
create trigger mark_moved_calls after update on core.calls referencing old table as departed new table as arrived
  for each statement execute function core.mark_moved_calls();

-- A call is marked by its id: it may be given another start while this is written.
create function core.mark_calls_of() returns trigger
language plpgsql set search_path = '' as $$
begin
  insert into core.stale_figures (call_id) select distinct c.call_id from changed c where c.call_id is not null;
  return null;
end
$$;
create function core.mark_events() returns trigger
language plpgsql set search_path = '' as $$
begin
  insert into core.stale_figures (half_hour_utc)
  select distinct core.half_hour_of(c.at_utc) from changed c where c.kind in ('created', 'finished', 'failed');
  insert into core.stale_figures (call_id)
  select distinct c.call_id from changed c where c.kind = 'finished' and c.lane = 'factory';
  return null;
end
$$;
create trigger mark_events after insert on core.call_events referencing new table as changed
  for each statement execute function core.mark_events();
create trigger mark_gone_events after delete on core.call_events referencing old table as changed
  for each statement execute function core.mark_events();
create trigger mark_judgements after insert on core.judgements referencing new table as changed
  for each statement execute function core.mark_calls_of();
create trigger mark_gone_judgements after delete on core.judgements referencing old table as changed
  for each statement execute function core.mark_calls_of();
create trigger mark_requests after insert on core.model_requests referencing new table as changed
  for each statement execute function core.mark_calls_of();
create trigger mark_settled_requests after update on core.model_requests referencing new table as changed
  for each statement execute function core.mark_calls_of();
create trigger mark_gone_requests after delete on core.model_requests referencing old table as changed
  for each statement execute function core.mark_calls_of();

-- Everything is to be counted again: after a load with triggers off, or when in doubt.
create function core.mark_all_figures() returns void
language sql set search_path = '' as $$
  insert into core.stale_figures (half_hour_utc)
  select core.half_hour_of(c.start_time_utc) from core.calls c
  union select core.half_hour_of(e.at_utc) from core.call_events e where e.kind in ('created', 'finished', 'failed')
  union select f.half_hour_utc from core.call_figures f
  union select f.half_hour_utc from core.rule_figures f
  union select f.half_hour_utc from core.lane_figures f
$$;
create function core.mark_truncated() returns trigger
language plpgsql set search_path = '' as $$
begin
  perform core.mark_all_figures();
  return null;
end
$$;
do $$
declare
  v_table text;
begin
  foreach v_table in array array['calls', 'call_events', 'judgements', 'model_requests'] loop
    execute format('create trigger mark_truncated after truncate on core.%I
      for each statement execute function core.mark_truncated()', v_table);
  end loop;
end
$$;

-- Counts marked half hours again, the newest first and `p_limit` at most, and answers how many; fewer than `p_limit`: none
-- is left, or another is counting. Marks are taken in one statement and counted in a later one: whatever a mark that was
-- seen stands for is seen too, and a writer that has not committed keeps its mark for the next time.
create function core.refresh_figures(p_limit integer default 96)
returns integer language plpgsql set search_path = '' as $$
declare
  v_half_hours timestamptz[];
begin
  perform from core.figures for update skip locked;
  if not found then
    return 0;
  end if;

  with named as (
    delete from core.stale_figures s where s.call_id is not null returning s.call_id
  )
  insert into core.stale_figures (half_hour_utc)
  select distinct core.half_hour_of(c.start_time_utc) from named n join core.calls c on c.id = n.call_id;
  v_half_hours := array(
    select s.half_hour_utc from core.stale_figures s where s.half_hour_utc is not null
    group by s.half_hour_utc order by s.half_hour_utc desc limit p_limit);
  delete from core.stale_figures s where s.half_hour_utc = any (v_half_hours);

  with one as (
    select h.half_hour_utc, c.campaign_id, left(c.publisher, 200) as publisher, core.standing_of(c.status) as standing,
      c.status in ('flagged', 'safe') and (c.status = 'flagged' or c.severity is not null) as flagged,
      c.status = 'flagged' and c.verdict is null as to_review, c.verdict, coalesce(c.revenue, 0) as usd,
      (select coalesce(sum(coalesce(r.cost_usd, r.usd_reserved)), 0) from core.model_requests r
        where r.call_id = c.id and r.purpose in ('judge', 'rejudge')) as judge_usd,
      t.usd as speech_usd, t.unpriced,
      case when c.source = 'ringba' and k.first_flag_at is not null
          and k.hung_up_at > (select i.stamped_at_utc from core.installation i)
        then least(greatest(extract(epoch from k.first_flag_at - k.hung_up_at), 0), 2e9)::integer end as flag_seconds
    from unnest(v_half_hours) as h (half_hour_utc)
      -- `offset 0`: half hour by half hour through the index, whatever the planner guesses of a range.
      cross join lateral (
        select * from core.calls c
        where c.start_time_utc >= h.half_hour_utc and c.start_time_utc < h.half_hour_utc + interval '30 minutes' offset 0) as c
      cross join lateral (
        select coalesce(c.ended_at_utc, c.start_time_utc + make_interval(secs => coalesce(c.duration_seconds, 0))) as hung_up_at,
          (select min(j.judged_at_utc) from core.judgements j where j.call_id = c.id and j.finding = 'flagged') as first_flag_at) as k
      cross join lateral (
        select coalesce(sum(e.cost_usd), 0) as usd, count(*) filter (where (e.detail ->> 'priced') is distinct from 'true') as unpriced
        from core.call_events e where e.call_id = c.id and e.kind = 'finished' and e.lane = 'factory') as t
  ), counted as materialized (
    select o.half_hour_utc, (array['both', 'campaign', 'publisher', 'all'])[1 + grouping(o.campaign_id, o.publisher)] as cut,
      o.campaign_id, o.publisher, count(*) as calls,
      count(*) filter (where o.standing = 'in progress') as in_progress,
      count(*) filter (where o.standing = 'safe' and not o.flagged) as safe,
      count(*) filter (where o.flagged) as flagged,
      count(*) filter (where o.standing = 'skipped') as skipped,
      count(*) filter (where o.standing = 'failed') as failed,
      count(*) filter (where o.to_review) as to_review,
      count(*) filter (where o.verdict = 'confirmed_bad') as confirmed,
      count(*) filter (where o.verdict = 'marked_safe') as marked_safe,
      coalesce(sum(o.usd) filter (where o.to_review), 0) as at_stake_usd,
      coalesce(sum(o.usd) filter (where o.verdict = 'confirmed_bad'), 0) as confirmed_usd,
      coalesce(sum(o.usd) filter (where o.verdict = 'marked_safe'), 0) as marked_safe_usd,
      sum(o.judge_usd + o.speech_usd) as ai_usd, sum(o.unpriced) as unpriced,
      coalesce(array_agg(o.flag_seconds order by o.flag_seconds) filter (where o.flag_seconds is not null), '{}') as flag_seconds
    from one o
    group by grouping sets ((o.half_hour_utc), (o.half_hour_utc, o.campaign_id), (o.half_hour_utc, o.publisher),
      (o.half_hour_utc, o.campaign_id, o.publisher))
  ), gone as (
    delete from core.call_figures f
    where f.cut in ('all', 'campaign', 'publisher', 'both') and f.half_hour_utc = any (v_half_hours) and not exists (
      select from counted n where n.half_hour_utc = f.half_hour_utc and n.cut = f.cut
        and n.campaign_id is not distinct from f.campaign_id and n.publisher is not distinct from f.publisher)
  )
  insert into core.call_figures as f
  select * from counted
  on conflict (cut, half_hour_utc, campaign_id, publisher) do update set
    calls = excluded.calls, in_progress = excluded.in_progress, safe = excluded.safe, flagged = excluded.flagged,
    skipped = excluded.skipped, failed = excluded.failed, to_review = excluded.to_review, confirmed = excluded.confirmed,
    marked_safe = excluded.marked_safe, at_stake_usd = excluded.at_stake_usd, confirmed_usd = excluded.confirmed_usd,
    marked_safe_usd = excluded.marked_safe_usd, ai_usd = excluded.ai_usd, unpriced = excluded.unpriced,
    flag_seconds = excluded.flag_seconds
  where f is distinct from excluded;

  with one as (
    select h.half_hour_utc, c.campaign_id, left(c.publisher, 200) as publisher, c.verdict, coalesce(c.revenue, 0) as usd, r.*
    from unnest(v_half_hours) as h (half_hour_utc)
      cross join lateral (
        select * from core.calls c
        where c.start_time_utc >= h.half_hour_utc and c.start_time_utc < h.half_hour_utc + interval '30 minutes'
          and c.status in ('flagged', 'safe') offset 0) as c
      cross join lateral (
        -- A column that is not shaped as ours is no reason to count nothing.
        select left(f ->> 'code', 200) as code, max(left(coalesce(f ->> 'name', f ->> 'code'), 200)) as name,
          max(case when f ->> 'severity' in ('1', '2', '3', '4') then (f ->> 'severity')::smallint else 1 end) as severity
        from jsonb_path_query(c.qa_flags, '$[*]') f where f ->> 'code' is not null group by 1) as r
  ), counted as materialized (
    select o.half_hour_utc, (array['both', 'campaign', 'publisher', 'all'])[1 + grouping(o.campaign_id, o.publisher)] as cut,
      o.campaign_id, o.publisher, o.code, max(o.name) as name, max(o.severity) as severity, count(*) as calls,
      count(*) filter (where o.verdict = 'confirmed_bad') as confirmed,
      count(*) filter (where o.verdict = 'marked_safe') as marked_safe, sum(o.usd) as usd
    from one o
    group by grouping sets ((o.half_hour_utc, o.code), (o.half_hour_utc, o.code, o.campaign_id),
      (o.half_hour_utc, o.code, o.publisher), (o.half_hour_utc, o.code, o.campaign_id, o.publisher))
  ), gone as (
    delete from core.rule_figures f
    where f.cut in ('all', 'campaign', 'publisher', 'both') and f.half_hour_utc = any (v_half_hours) and not exists (
      select from counted n where n.half_hour_utc = f.half_hour_utc and n.cut = f.cut and n.code = f.code
        and n.campaign_id is not distinct from f.campaign_id and n.publisher is not distinct from f.publisher)
  )
  insert into core.rule_figures as f
  select * from counted
  on conflict (cut, half_hour_utc, code, campaign_id, publisher) do update set
    name = excluded.name, severity = excluded.severity, calls = excluded.calls, confirmed = excluded.confirmed,
    marked_safe = excluded.marked_safe, usd = excluded.usd
  where f is distinct from excluded;

  with counted as materialized (
    select h.half_hour_utc, e.lane, count(*) filter (where e.kind <> 'failed') as finished,
      count(*) filter (where e.kind = 'failed') as failed
    from unnest(v_half_hours) as h (half_hour_utc)
      cross join lateral (
        select e.lane, e.kind from core.call_events e
        where e.at_utc >= h.half_hour_utc and e.at_utc < h.half_hour_utc + interval '30 minutes'
          and e.kind in ('created', 'finished', 'failed') and e.lane is not null offset 0) as e
    group by 1, 2
  ), gone as (
    delete from core.lane_figures f where f.half_hour_utc = any (v_half_hours) and not exists (
      select from counted n where n.half_hour_utc = f.half_hour_utc and n.lane = f.lane)
  )
  insert into core.lane_figures as f
  select * from counted
  on conflict (half_hour_utc, lane) do update set finished = excluded.finished, failed = excluded.failed
  where f is distinct from excluded;

  update core.figures set refreshed_at_utc = clock_timestamp();
  return cardinality(v_half_hours);
end
$$;

do $$
declare
  v_table text;
begin
  foreach v_table in array array['call_figures', 'rule_figures', 'lane_figures', 'stale_figures', 'figures'] loop
    execute format('alter table core.%I enable row level security', v_table);
    execute format('revoke all on core.%I from public', v_table);
    if v_table <> 'stale_figures' then
      execute format('grant select on core.%I to callscript_web', v_table);
      execute format('create policy web_reads on core.%I for select to callscript_web using (true)', v_table);
    end if;
    if exists (select from pg_roles where rolname = 'anon') then
      execute format('revoke all on core.%I from anon, authenticated', v_table);
    end if;
  end loop;
end
$$;
revoke execute on function core.half_hour_of(timestamptz), core.standing_of(text), core.mark_new_calls(),
  core.mark_moved_calls(), core.mark_calls_of(), core.mark_events(), core.mark_all_figures(), core.mark_truncated(),
  core.refresh_figures(integer) from public;

-- What is there already.
select core.mark_all_figures();
