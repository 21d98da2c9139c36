-- What was published, judged or decided stays as it was written. A judgement also says which rules did not apply, what was
-- left in doubt, and why the call was judged.

alter table core.judgements
  add column not_applicable text[] not null default '{}', -- rules in force whose precondition was not met
  add column doubts jsonb not null default '[]', -- what flagged nothing and sends the call to a person
  add column purpose text not null default 'judge' check (purpose in ('judge', 'rejudge'));
update core.judgements j set purpose = 'rejudge'
where exists (select from core.judgements e where e.call_id = j.call_id and e.judged_at_utc < j.judged_at_utc);

-- The one way around it is for an owner who has a call or a person forgotten, inside one transaction:
-- `select set_config('callscript.forgets', 'on', true)`. No other role may change these tables at all.
create function core.refuse_rewriting()
returns trigger language plpgsql set search_path = '' as $$
begin
  if current_setting('callscript.forgets', true) = 'on' then
    return null;
  end if;
  raise exception 'core.% is append-only: no % of what is written', tg_table_name, lower(tg_op)
    using errcode = 'object_not_in_prerequisite_state',
      hint = case when tg_table_name in ('rules', 'rule_versions') then 'Publish another version.'
        else 'Judge or decide again: the last word counts.' end;
end
$$;
do $$
declare
  v_table text;
begin
  foreach v_table in array array['rule_versions', 'rules', 'judgements', 'reviews'] loop
    execute format('create trigger append_only before update or delete or truncate on core.%I
      for each statement execute function core.refuse_rewriting()', v_table);
  end loop;
end
$$;

-- A version is published whole, in one transaction: a rule that is added later would change it.
create function core.refuse_late_rules()
returns trigger language plpgsql set search_path = '' as $$
declare
  v_version text;
begin
  select v.pack || '@' || v.version into v_version
  from added a join core.rule_versions v on v.id = a.rule_version_id
  where v.xmin <> pg_current_xact_id()::xid limit 1;
  if found then
    raise exception '% is published: no rule is added to it', v_version
      using errcode = 'object_not_in_prerequisite_state', hint = 'Publish another version.';
  end if;
  return null;
end
$$;
create trigger published_whole after insert on core.rules referencing new table as added
  for each statement execute function core.refuse_late_rules();

-- As before, and keeps which rules did not apply and what was left in doubt.
drop function core.finish_judge(uuid, text, integer, text, jsonb, integer, text, text, text, text[], integer, integer,
  integer, numeric);
create function core.finish_judge(
  p_call uuid, p_worker text, p_attempt integer, p_finding text, p_flags jsonb, p_severity integer,
  p_review_reason text, p_qa_version text, p_judge_model text, p_asked text[],
  p_tokens_in integer default 0, p_tokens_cached integer default 0, p_tokens_out integer default 0,
  p_cost_usd numeric default 0, p_not_applicable text[] default '{}', p_doubts jsonb default '[]')
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
    tokens_in, tokens_cached, tokens_out, cost_usd, not_applicable, doubts, purpose)
  values (p_call, p_finding, p_flags, p_review_reason, p_qa_version, p_judge_model, p_asked,
    p_tokens_in, p_tokens_cached, p_tokens_out, p_cost_usd, p_not_applicable, p_doubts, 'judge');
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

drop function core.finish_rejudge(uuid, text, integer, text, jsonb, integer, text, text, text, text[], integer, integer,
  integer, numeric);
create function core.finish_rejudge(
  p_request uuid, p_worker text, p_attempt integer, p_finding text, p_flags jsonb, p_severity integer,
  p_review_reason text, p_qa_version text, p_judge_model text, p_asked text[],
  p_tokens_in integer default 0, p_tokens_cached integer default 0, p_tokens_out integer default 0,
  p_cost_usd numeric default 0, p_not_applicable text[] default '{}', p_doubts jsonb default '[]')
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
    tokens_in, tokens_cached, tokens_out, cost_usd, not_applicable, doubts, purpose)
  values (v_call.id, p_finding, p_flags, p_review_reason, p_qa_version, p_judge_model, p_asked,
    p_tokens_in, p_tokens_cached, p_tokens_out, p_cost_usd, p_not_applicable, p_doubts, 'rejudge');
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

revoke execute on function
  core.refuse_rewriting(), core.refuse_late_rules(),
  core.finish_judge(uuid, text, integer, text, jsonb, integer, text, text, text, text[], integer, integer, integer, numeric,
    text[], jsonb),
  core.finish_rejudge(uuid, text, integer, text, jsonb, integer, text, text, text, text[], integer, integer, integer,
    numeric, text[], jsonb) from public;
