-- The ledger of what paid models are asked, and the purse that all processes share. Each request is set aside with the
-- most it can take before it is sent, and settled with what it took. One that is never settled (the process died between
-- the answer and the write) counts with its bound: neither a day's dollars nor a minute's room is ever exceeded.

create table core.model_requests (
  id bigint generated always as identity primary key,
  call_id uuid, -- no reference: what was spent stays when a call is forgotten; null: not a call of this installation
  purpose text not null check (purpose in ('judge', 'rejudge', 'backtest', 'eval')),
  model text not null, -- with its price list, as judge_model has it
  day date not null, -- UTC, of the reservation
  at_utc timestamptz not null,
  tokens_reserved integer not null check (tokens_reserved >= 0), -- input and output together
  usd_reserved numeric(14, 8) not null check (usd_reserved >= 0),
  settled_at_utc timestamptz,
  released boolean not null default false, -- the endpoint refused it: it cost nothing
  tokens_in integer,
  tokens_cached integer,
  tokens_out integer,
  cost_usd numeric(14, 8),
  constraint settled_with_cost check ((settled_at_utc is null) = (cost_usd is null))
);
create index model_requests_by_day on core.model_requests (day, call_id);
create index model_requests_by_call on core.model_requests (call_id, at_utc) where call_id is not null;
create index model_requests_unsettled on core.model_requests (at_utc) where settled_at_utc is null;

-- One row a UTC day, kept in step with the ledger: a budget is checked against one row, not a sum.
create table core.model_days (
  day date primary key,
  spent_usd numeric(14, 8) not null default 0, -- of settled requests
  reserved_usd numeric(14, 8) not null default 0, -- bounds of the others
  requests integer not null default 0,
  full_at_usd numeric -- a request did not fit in a budget of this much; only a greater one lets the judge go on
);

-- What each of the last 61 seconds took, in a ring. A bucket that refills grants up to twice its size in some 60 s;
-- this one grants its size in any 60 s. Tokens go back to the second that they were set aside in.
create table core.model_seconds (
  slot smallint primary key, -- the second modulo 64
  second bigint not null default 0, -- since 1970; another second's figures are over
  requests integer not null default 0,
  tokens bigint not null default 0
) with (fillfactor = 50);
insert into core.model_seconds (slot) select s from generate_series(0, 63) s;

-- Reservations go one at a time, by the lock on this row. Who found no room is first in line, so that a large request
-- is not passed by small ones for ever; a place that is not asked for again within 3 s is given up.
create table core.model_line (
  only_row boolean primary key default true check (only_row),
  first_in_line uuid,
  until_utc timestamptz
);
insert into core.model_line default values;

-- What was judged before there was a ledger.
insert into core.model_requests (call_id, purpose, model, day, at_utc, tokens_reserved, usd_reserved, settled_at_utc,
  tokens_in, tokens_cached, tokens_out, cost_usd)
select j.call_id,
  case when row_number() over (partition by j.call_id order by j.judged_at_utc) = 1 then 'judge' else 'rejudge' end,
  j.judge_model, (j.judged_at_utc at time zone 'UTC')::date, j.judged_at_utc, j.tokens_in + j.tokens_out, j.cost_usd,
  j.judged_at_utc, j.tokens_in, j.tokens_cached, j.tokens_out, j.cost_usd
from core.judgements j where j.tokens_in > 0 order by j.judged_at_utc;
insert into core.model_days (day, spent_usd, requests)
select r.day, sum(r.cost_usd), count(*) from core.model_requests r group by r.day;

-- Sets one request aside. outcome: `granted` with the request's id; `wait`, to ask again in so many seconds; `budget`:
-- the (UTC) day's dollars do not hold it. The ticket is the same for each asking of one request.
create function core.reserve_model_request(
  p_ticket uuid, p_call uuid, p_purpose text, p_model text, p_tokens integer, p_usd numeric, p_budget_usd numeric,
  p_requests_per_minute integer, p_tokens_per_minute integer)
returns table (outcome text, request bigint, wait_seconds double precision, spent_usd numeric, reserved_usd numeric)
language plpgsql set search_path = '' as $$
#variable_conflict use_column
declare
  v_usd numeric := ceil(p_usd * 100000000) / 100000000;
  v_line core.model_line;
  v_now timestamptz;
  v_second bigint;
  v_day core.model_days;
  v_under_way numeric;
  v_requests bigint;
  v_tokens bigint;
  v_wait double precision;
  v_request bigint;
begin
  select * into strict v_line from core.model_line for no key update;
  v_now := clock_timestamp(); -- read behind the lock: reservations are in the order of their seconds
  v_second := floor(extract(epoch from v_now));
  insert into core.model_days (day) values ((v_now at time zone 'UTC')::date) on conflict (day) do nothing;
  select * into strict v_day from core.model_days d where d.day = (v_now at time zone 'UTC')::date for no key update;

  if v_day.spent_usd + v_day.reserved_usd + v_usd > p_budget_usd then
    -- Requests under way take less than their bound, as a rule: where that would make room they are waited for. One
    -- that is not settled after 3 minutes never will be.
    select coalesce(sum(r.usd_reserved), 0) into v_under_way from core.model_requests r
    where r.settled_at_utc is null and r.at_utc > v_now - interval '3 minutes' and r.day = v_day.day;
    if v_under_way > 0 and v_day.spent_usd + v_day.reserved_usd - v_under_way + v_usd <= p_budget_usd then
      return query select 'wait', null::bigint, 0.5::double precision, v_day.spent_usd, v_day.reserved_usd;
      return;
    end if;
    update core.model_days d set full_at_usd = greatest(d.full_at_usd, p_budget_usd) where d.day = v_day.day;
    return query select 'budget', null::bigint, null::double precision, v_day.spent_usd, v_day.reserved_usd;
    return;
  end if;

  if v_line.first_in_line <> p_ticket and v_line.until_utc between v_now and v_now + interval '3 seconds' then
    return query select 'wait', null::bigint, 0.5::double precision, v_day.spent_usd, v_day.reserved_usd;
    return;
  end if;
  -- Seconds ahead count as well: a clock that was set back by less than a minute opens no gap.
  select coalesce(sum(s.requests), 0), coalesce(sum(s.tokens), 0) into v_requests, v_tokens
  from core.model_seconds s where s.second between v_second - 60 and v_second + 60;
  if v_requests + 1 > p_requests_per_minute or v_tokens + p_tokens > p_tokens_per_minute then
    update core.model_line set first_in_line = p_ticket, until_utc = v_now + interval '3 seconds';
    -- Settled requests give tokens back at any moment, so it is asked again within a second.
    select least(1, min(f.second) + 61 - extract(epoch from v_now)) into v_wait from (
      select s.second, sum(s.requests) over w as requests, sum(s.tokens) over w as tokens
      from core.model_seconds s where s.second between v_second - 60 and v_second + 60
      window w as (order by s.second)
    ) f
    where v_requests - f.requests + 1 <= p_requests_per_minute and v_tokens - f.tokens + p_tokens <= p_tokens_per_minute;
    return query select 'wait', null::bigint, coalesce(v_wait, 1), v_day.spent_usd, v_day.reserved_usd;
    return;
  end if;

  update core.model_line set first_in_line = null, until_utc = null where first_in_line is not null;
  update core.model_days d set reserved_usd = d.reserved_usd + v_usd, requests = d.requests + 1 where d.day = v_day.day;
  update core.model_seconds s set second = v_second,
    requests = case when s.second = v_second then s.requests else 0 end + 1,
    tokens = case when s.second = v_second then s.tokens else 0 end + p_tokens
  where s.slot = v_second % 64;
  insert into core.model_requests (call_id, purpose, model, day, at_utc, tokens_reserved, usd_reserved)
  values (p_call, p_purpose, p_model, v_day.day, v_now, p_tokens, v_usd)
  returning id into v_request;
  return query select 'granted', v_request, 0::double precision, v_day.spent_usd, v_day.reserved_usd + v_usd;
end
$$;

-- Who no longer waits for room holds nobody up.
create function core.leave_model_line(p_ticket uuid)
returns void language sql set search_path = '' as $$
  update core.model_line set first_in_line = null, until_utc = null where first_in_line = p_ticket
$$;

-- What the request took. A second settlement changes nothing; false tells so.
create function core.settle_model_request(
  p_request bigint, p_tokens_in integer, p_tokens_cached integer, p_tokens_out integer, p_cost_usd numeric,
  p_released boolean default false)
returns boolean language plpgsql set search_path = '' as $$
declare
  v_request core.model_requests;
begin
  update core.model_requests r set settled_at_utc = clock_timestamp(), released = p_released,
    tokens_in = p_tokens_in, tokens_cached = p_tokens_cached, tokens_out = p_tokens_out, cost_usd = p_cost_usd
  where r.id = p_request and r.settled_at_utc is null
  returning * into v_request;
  if not found then
    return false;
  end if;
  update core.model_days d set reserved_usd = d.reserved_usd - v_request.usd_reserved,
    spent_usd = d.spent_usd + v_request.cost_usd
  where d.day = v_request.day;
  update core.model_seconds s set tokens = s.tokens - v_request.tokens_reserved + p_tokens_in + p_tokens_out
  where s.slot = floor(extract(epoch from v_request.at_utc))::bigint % 64
    and s.second = floor(extract(epoch from v_request.at_utc));
  return true;
end
$$;

-- The judge paused for want of dollars may go on: another day began, or the budget is greater than the one that did not
-- hold a request.
create function core.resume_judge_within_budget(p_budget_usd numeric)
returns void language sql set search_path = '' as $$
  select core.resume_lane('judge') from core.lanes l
  where l.lane = 'judge' and l.paused and l.pause_kind = 'budget' and not exists (
    select from core.model_days d
    where d.day = (clock_timestamp() at time zone 'UTC')::date and d.full_at_usd >= p_budget_usd)
$$;

do $$
declare
  v_table text;
begin
  foreach v_table in array array['model_requests', 'model_days', 'model_seconds', 'model_line'] loop
    execute format('alter table core.%I enable row level security', v_table);
    execute format('revoke all on core.%I from public', v_table);
    if exists (select from pg_roles where rolname = 'anon') then
      execute format('revoke all on core.%I from anon, authenticated', v_table);
    end if;
  end loop;
end
$$;
grant select on core.model_requests, core.model_days to callscript_web;
create policy web_reads on core.model_requests for select to callscript_web using (true);
create policy web_reads on core.model_days for select to callscript_web using (true);
revoke execute on function
  core.reserve_model_request(uuid, uuid, text, text, integer, numeric, numeric, integer, integer),
  core.leave_model_line(uuid), core.settle_model_request(bigint, integer, integer, integer, numeric, boolean),
  core.resume_judge_within_budget(numeric) from public;
