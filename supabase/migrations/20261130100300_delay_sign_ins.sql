-- Guessing is slowed down per account and per address, and locks nobody out: a browser that an account has signed in from
-- has a bucket of its own, which others' guesses do not fill.
create table app_auth.sign_in_buckets (
  bucket text primary key, -- what is counted, hashed: an account, a known browser of it, an address (IPv6: its /64)
  failures integer not null check (failures >= 0),
  last_try_at_utc timestamptz not null
);
create index sign_in_buckets_old on app_auth.sign_in_buckets (last_try_at_utc);

-- How many seconds after so many failures the next try is heard: none at first, then ten seconds, doubling up to a thousand,
-- which is fewer than 100 tries a day.
create function app_auth.sign_in_delay(p_failures integer, p_free integer)
returns double precision language sql immutable set search_path = '' as $$
  select case when p_failures < p_free then 0 else least(1000, 10 * power(2, least(p_failures - p_free, 10))) end
$$;

-- Begins a try: counts it as a failure in all its buckets and returns 0, or counts nothing and returns the seconds to wait.
-- Tries that begin at once are counted one after the other, so that a hundred at a time are no way round.
create function app_auth.begin_sign_in(p_buckets text[], p_free integer[])
returns double precision language plpgsql security definer set search_path = '' as $$
declare
  v_wait double precision;
begin
  insert into app_auth.sign_in_buckets (bucket, failures, last_try_at_utc)
  select b, 0, '-infinity' from unnest(p_buckets) b order by b
  on conflict (bucket) do nothing;
  -- In one order, and before the clock is read: whoever waited here sees the try before its own.
  perform from app_auth.sign_in_buckets s where s.bucket = any (p_buckets) order by s.bucket for update;
  -- A day without a try is a new beginning.
  update app_auth.sign_in_buckets s set failures = 0
  where s.bucket = any (p_buckets) and s.last_try_at_utc < clock_timestamp() - interval '1 day';
  select max(app_auth.sign_in_delay(s.failures, a.free) - extract(epoch from clock_timestamp() - s.last_try_at_utc)) into v_wait
  from unnest(p_buckets, p_free) as a(bucket, free) join app_auth.sign_in_buckets s using (bucket)
  where s.last_try_at_utc > '-infinity';
  if v_wait > 0 then
    return v_wait;
  end if;
  update app_auth.sign_in_buckets s set failures = s.failures + 1, last_try_at_utc = clock_timestamp()
  where s.bucket = any (p_buckets);
  return 0;
end
$$;

-- The try was right: its account and browser begin anew, and it was no failure of its address.
create function app_auth.end_sign_in(p_own text[], p_shared text[])
returns void language sql security definer set search_path = '' as $$
  update app_auth.sign_in_buckets s set failures = case when s.bucket = any (p_own) then 0 else greatest(0, s.failures - 1) end
  where s.bucket = any (p_own || p_shared)
$$;

-- Upkeep of its own: what was not tried for two days is forgotten, a thousand at a time.
create function app_auth.forget_sign_in_buckets()
returns integer language sql security definer set search_path = '' as $$
  with gone as (
    delete from app_auth.sign_in_buckets where bucket in (
      select s.bucket from app_auth.sign_in_buckets s where s.last_try_at_utc < now() - interval '2 days' limit 1000)
    returning 1)
  select count(*)::integer from gone
$$;

revoke all on function app_auth.sign_in_delay(integer, integer), app_auth.begin_sign_in(text[], integer[]),
  app_auth.end_sign_in(text[], text[]), app_auth.forget_sign_in_buckets() from public;
grant execute on function app_auth.begin_sign_in(text[], integer[]), app_auth.end_sign_in(text[], text[]),
  app_auth.forget_sign_in_buckets() to callscript_web;
