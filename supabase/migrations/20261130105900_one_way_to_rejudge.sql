-- Several verbs ask for calls to be judged again; how that is written down is said once. And calls of whole campaigns are
-- asked for by an admin alone: the verb looks, not the page.

-- Asks for those of the calls that can be judged again, and wakes the judge. One that is asked for already is not asked for
-- twice. Who may ask is the business of the verbs that call this.
create function core.open_rejudges(p_calls uuid[], p_actor text)
returns table (batch uuid, requested integer)
language plpgsql set search_path = '' as $$
declare
  v_batch uuid := gen_random_uuid();
  v_requested integer;
begin
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
revoke execute on function core.open_rejudges(uuid[], text) from public;

create or replace function core.request_rejudge(p_campaigns uuid[], p_actor text, p_limit integer default 20000)
returns table (batch uuid, requested integer)
language plpgsql security definer set search_path = '' as $$
begin
  perform core.require_admin(p_actor);
  return query select * from core.open_rejudges(array(
    select r.call_id from core.rejudgeable_calls(p_campaigns) r order by r.start_time_utc desc limit p_limit), p_actor);
end
$$;

create or replace function core.request_rejudge_of(p_calls uuid[], p_actor text)
returns table (batch uuid, requested integer)
language plpgsql security definer set search_path = '' as $$
begin
  perform core.require_admin(p_actor);
  return query select * from core.open_rejudges(p_calls, p_actor);
end
$$;
