-- The test bench of the rules: a draft judged over past calls, by the runner, because the dashboard has neither a model nor
-- its keys. One run at a time; a worker that was lost is followed by another from the start, and after three it ends.
create table core.bench_runs (
  id uuid primary key default gen_random_uuid(),
  pack text not null,
  calls_of text not null check (calls_of in ('recent', 'reviewed')),
  size integer not null check (size between 1 and 2000), -- the newest so many
  usd_at_most numeric not null check (usd_at_most >= 0), -- agreed to by whoever asked
  revision bigint not null, -- of the draft, and the draft as it was
  based_on text,
  rules jsonb not null,
  requested_by text not null,
  requested_at_utc timestamptz not null default clock_timestamp(),
  state text not null default 'queued' check (state in ('queued', 'running', 'finished', 'cancelled', 'failed')),
  cancel_asked boolean not null default false,
  attempts integer not null default 0 check (attempts between 0 and 3),
  locked_by text,
  lease_expires_at timestamptz,
  began_at_utc timestamptz,
  total integer, -- null: not counted yet
  done integer not null default 0,
  judge_model text,
  cost_usd numeric not null default 0, -- of all attempts
  spent_before_usd numeric not null default 0 check (spent_before_usd >= 0), -- by earlier ones: what was agreed to is spent once
  report jsonb, -- the figures
  reason text, -- why it ended as it did
  finished_at_utc timestamptz,
  constraint finished_when_over check ((finished_at_utc is null) = (state in ('queued', 'running')))
);
create unique index bench_runs_one_at_a_time on core.bench_runs ((true)) where finished_at_utc is null;
create index bench_runs_by_pack on core.bench_runs (pack, requested_at_utc desc);
-- The calls that the draft judges otherwise, the dearest of each kind first.
create table core.bench_results (
  run uuid not null references core.bench_runs (id) on delete cascade,
  kind text not null check (kind in ('newly', 'no_longer', 'otherwise')),
  place integer not null,
  call_id uuid not null,
  before text[] not null,
  after text[] not null,
  evidence text,
  at_seconds double precision,
  primary key (run, kind, place)
);
-- By whom drafts are judged, as the runner last said, and that it is there.
create table core.bench_judge (
  single boolean primary key default true check (single),
  judge_model text not null,
  seen_at_utc timestamptz not null
);

alter table core.bench_runs enable row level security;
alter table core.bench_results enable row level security;
alter table core.bench_judge enable row level security;
revoke all on core.bench_runs, core.bench_results, core.bench_judge from public;
grant select on core.bench_runs, core.bench_results, core.bench_judge to callscript_web;
create policy web_reads on core.bench_runs for select to callscript_web using (true);
create policy web_reads on core.bench_results for select to callscript_web using (true);
create policy web_reads on core.bench_judge for select to callscript_web using (true);

-- Asks for a run of the pack's draft as it stands. busy: another is under way, and is answered; none: there is no draft;
-- faults: a rule that is kept has some, or a pre-check that cannot be read.
create function core.request_bench_run(
  p_pack text, p_calls_of text, p_size integer, p_usd_at_most numeric, p_actor text)
returns table (outcome text, run uuid, requested_by text)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare
  v_draft core.rule_drafts;
  v_run core.bench_runs;
begin
  perform core.require_admin(p_actor);
  select * into v_draft from core.rule_drafts d where d.pack = p_pack;
  if not found then
    return query select 'none', null::uuid, null::text;
    return;
  end if;
  if exists (select from core.rule_draft_rules r
    where r.pack = p_pack and not r.removed and (r.faults > 0 or r.unread is not null)) then
    return query select 'faults', null::uuid, null::text;
    return;
  end if;
  insert into core.bench_runs (pack, calls_of, size, usd_at_most, revision, based_on, rules, requested_by)
  values (p_pack, p_calls_of, p_size, p_usd_at_most, v_draft.revision, v_draft.based_on,
    coalesce((select jsonb_agg(r.definition order by r.position) from core.rule_draft_rules r
      where r.pack = p_pack and not r.removed), '[]'), p_actor)
  on conflict ((true)) where finished_at_utc is null do nothing
  returning * into v_run;
  if v_run.id is null then
    return query select 'busy', b.id, b.requested_by from core.bench_runs b where b.finished_at_utc is null;
    return;
  end if;
  perform pg_notify('callscript_calls', 'bench');
  return query select 'queued', v_run.id, v_run.requested_by;
end
$$;

-- Ends a run that nobody has begun; one under way is told so at its next word.
create function core.cancel_bench_run(p_run uuid, p_actor text) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  perform core.require_admin(p_actor);
  update core.bench_runs b set cancel_asked = true,
    state = case when b.state = 'queued' or b.lease_expires_at < now() then 'cancelled' else b.state end,
    finished_at_utc = case when b.state = 'queued' or b.lease_expires_at < now() then clock_timestamp() end,
    locked_by = case when b.lease_expires_at < now() then null else b.locked_by end
  where b.id = p_run and b.finished_at_utc is null;
  return found;
end
$$;

-- Says who judges, and takes a run up that waits or whose worker was lost. usd_at_most is what earlier attempts left of the
-- dollars agreed to.
create function core.claim_bench_run(
  p_worker text, p_judge_model text, p_lease interval default '90 seconds')
returns table (run uuid, attempt integer, pack text, calls_of text, size integer, usd_at_most text, rules jsonb)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
begin
  insert into core.bench_judge as j (judge_model, seen_at_utc) values (p_judge_model, now())
  on conflict (single) do update set judge_model = excluded.judge_model, seen_at_utc = excluded.seen_at_utc;
  update core.bench_runs b set state = case when b.cancel_asked then 'cancelled' else 'failed' end,
    finished_at_utc = clock_timestamp(), locked_by = null, lease_expires_at = null,
    reason = case when not b.cancel_asked then 'Its worker was lost three times.' end
  where b.state = 'running' and b.lease_expires_at < now() and (b.attempts >= 3 or b.cancel_asked);
  return query
  with next as (
    select b.id from core.bench_runs b
    where b.finished_at_utc is null and (b.state = 'queued' or b.lease_expires_at < now())
    for no key update skip locked
  ), claimed as (
    update core.bench_runs b set state = 'running', attempts = b.attempts + 1, locked_by = p_worker,
      lease_expires_at = now() + p_lease, began_at_utc = clock_timestamp(), judge_model = p_judge_model, done = 0, total = null,
      spent_before_usd = b.cost_usd
    from next where b.id = next.id returning b.*
  )
  select c.id, c.attempts, c.pack, c.calls_of, c.size, greatest(c.usd_at_most - c.spent_before_usd, 0)::text, c.rules
  from claimed c;
end
$$;

-- How far a run is; holds its lease. p_cost_usd is this attempt's, here and below. go_on: false: it is to stop, or is another worker's.
create function core.progress_bench_run(
  p_run uuid, p_worker text, p_attempt integer, p_total integer, p_done integer, p_cost_usd numeric,
  p_lease interval default '90 seconds')
returns boolean language sql security definer set search_path = '' as $$
  with told as (
    update core.bench_runs b set total = p_total, done = p_done, cost_usd = b.spent_before_usd + p_cost_usd,
      lease_expires_at = now() + p_lease
    where b.id = p_run and b.locked_by = p_worker and b.attempts = p_attempt and b.state = 'running'
    returning not b.cancel_asked as goes_on
  )
  select coalesce((select goes_on from told), false)
$$;

-- A worker that stops gives its run back as if it had not begun.
create function core.give_back_bench_run(p_run uuid, p_worker text, p_attempt integer) returns boolean
language sql security definer set search_path = '' as $$
  with given as (
    update core.bench_runs b set state = 'queued', attempts = b.attempts - 1, locked_by = null, lease_expires_at = null,
      total = null, done = 0
    where b.id = p_run and b.locked_by = p_worker and b.attempts = p_attempt and b.state = 'running' returning 1
  )
  select exists (select from given)
$$;

-- Writes what a run found. The last twenty runs are kept.
create function core.finish_bench_run(
  p_run uuid, p_worker text, p_attempt integer, p_state text, p_done integer, p_cost_usd numeric, p_report jsonb, p_reason text,
  p_results jsonb)
returns boolean language plpgsql security definer set search_path = '' as $$
begin
  update core.bench_runs b set state = p_state, finished_at_utc = clock_timestamp(), locked_by = null, lease_expires_at = null,
    done = p_done, cost_usd = b.spent_before_usd + p_cost_usd, report = p_report, reason = p_reason
  where b.id = p_run and b.locked_by = p_worker and b.attempts = p_attempt and b.state = 'running';
  if not found then
    return false;
  end if;
  insert into core.bench_results (run, kind, place, call_id, before, after, evidence, at_seconds)
  select p_run, r.kind, r.place, r.call_id, r.before, r.after, r.evidence, r.at_seconds
  from jsonb_to_recordset(p_results) as r (
    kind text, place integer, call_id uuid, before text[], after text[], evidence text, at_seconds double precision);
  delete from core.bench_runs b where b.finished_at_utc is not null and b.id not in (
    select k.id from core.bench_runs k order by k.requested_at_utc desc limit 20);
  return true;
end
$$;

do $$
begin
  if exists (select from pg_roles where rolname = 'anon') then
    execute 'revoke all on core.bench_runs, core.bench_results, core.bench_judge from anon, authenticated';
  end if;
end
$$;
revoke execute on function core.request_bench_run(text, text, integer, numeric, text), core.cancel_bench_run(uuid, text),
  core.claim_bench_run(text, text, interval), core.progress_bench_run(uuid, text, integer, integer, integer, numeric, interval),
  core.give_back_bench_run(uuid, text, integer),
  core.finish_bench_run(uuid, text, integer, text, integer, numeric, jsonb, text, jsonb) from public;
grant execute on function core.request_bench_run(text, text, integer, numeric, text), core.cancel_bench_run(uuid, text)
  to callscript_web;
