-- A run of the test bench spends what was agreed to once, however often it is taken up again, and its cost is of all its
-- attempts. A draft with faults is not tried.
alter table core.bench_runs
  add column spent_before_usd numeric not null default 0 check (spent_before_usd >= 0); -- by earlier attempts

-- As before; also refuses (faults) while a rule that is kept has faults or a pre-check that cannot be read.
create or replace function core.request_bench_run(
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

-- As before; usd_at_most is what earlier attempts left of the dollars agreed to.
create or replace function core.claim_bench_run(
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

-- As before; p_cost_usd is this attempt's, here and below.
create or replace function core.progress_bench_run(
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

create or replace function core.finish_bench_run(
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
