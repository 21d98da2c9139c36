-- A buyer pays a caller once within its window: a call of the same number to the same buyer before it is a fact.

alter table core.campaigns add column duplicate_window_days integer
  check (duplicate_window_days between 0 and 3650); -- null: 30; 0: the buyer pays for repeats

-- A number as it is compared: its digits, without the 1 of North America. Null where nobody can be told by it: none, too
-- few digits, one digit over and over, words, masks, and what carriers spell on a keypad in the number's place
-- (anonymous, blocked, restricted, unavailable, unknown). It runs for each call that is written: one regular expression
-- in plpgsql is a fifth of four in SQL.
create function core.caller_key(p_number text) returns text
language plpgsql immutable parallel safe set search_path = '' as $$
declare
  v_digits text;
begin
  if p_number is null or p_number !~ '^[-+0-9 ().]+$' then
    return null;
  end if;
  v_digits := translate(p_number, '-+ ().', '');
  if length(v_digits) > 7 and left(v_digits, 1) = '1' then
    v_digits := substr(v_digits, 2);
  end if;
  if length(v_digits) not between 7 and 15 or v_digits = repeat(left(v_digits, 1), length(v_digits))
    or v_digits in ('266696687', '2562533', '7378742833', '86282452253', '8656696') then
    return null;
  end if;
  return v_digits;
end
$$;
create index calls_by_caller on core.calls (core.caller_key(caller_number), start_time_utc desc)
  where core.caller_key(caller_number) is not null;

-- The calls of the same number to the same buyer (where the buyer is not known: of the same campaign) that were connected
-- and began before it within the buyer's window: the newest five, newest first.
create function core.earlier_calls(p_call uuid)
returns table (id uuid, start_time_utc timestamptz) language sql stable set search_path = '' as $$
  select e.id, e.start_time_utc
  from core.calls c
    left join core.campaigns g on g.id = c.campaign_id
    join core.calls e on core.caller_key(e.caller_number) = core.caller_key(c.caller_number)
      and e.start_time_utc < c.start_time_utc
      and e.start_time_utc >= c.start_time_utc - make_interval(days => coalesce(g.duplicate_window_days, 30))
      and e.has_connected is distinct from false
      and case when c.buyer is null then e.campaign_id = c.campaign_id else e.buyer = c.buyer end
  where c.id = p_call
  order by e.start_time_utc desc limit 5
$$;

drop function core.map_campaigns(uuid[], text, integer, integer);
create function core.map_campaigns(p_campaigns uuid[], p_vertical text, p_minimum_connected_seconds integer default null,
  p_refund_window_days integer default null, p_duplicate_window_days integer default null)
returns integer language sql security definer set search_path = '' as $$
  with mapped as (
    update core.campaigns g set vertical = coalesce(p_vertical, g.vertical),
      inference_source = case when p_vertical is null then g.inference_source else 'manual' end,
      is_verified = case when p_vertical is null then g.is_verified else true end,
      minimum_connected_seconds = coalesce(p_minimum_connected_seconds, g.minimum_connected_seconds),
      refund_window_days = coalesce(p_refund_window_days, g.refund_window_days),
      duplicate_window_days = coalesce(p_duplicate_window_days, g.duplicate_window_days)
    where g.id = any (p_campaigns) returning g.id
  )
  select count(*)::integer from mapped
$$;
revoke execute on function core.map_campaigns(uuid[], text, integer, integer, integer), core.caller_key(text),
  core.earlier_calls(uuid) from public;
grant execute on function core.map_campaigns(uuid[], text, integer, integer, integer) to callscript_web;
