-- The lanes' settings page: admins stop lanes, let them go on and have them run at once, put failed calls back, hold the
-- pixel's keys and test the alerts. Each verb looks up who asks; what was done stands in core.desk_events.

-- What whoever serves the lanes is set up with, as it told last: that a secret is there, never the secret.
create table core.setup_reports (
  part text primary key check (part in ('ringba', 'recordings', 'speech', 'judge', 'alerts')),
  is_set boolean not null,
  facts jsonb not null,
  reported_at_utc timestamptz not null default now()
);

create function core.report_setup(p_part text, p_is_set boolean, p_facts jsonb)
returns void language sql set search_path = '' as $$
  insert into core.setup_reports (part, is_set, facts) values (p_part, p_is_set, p_facts)
  on conflict (part) do update set is_set = excluded.is_set, facts = excluded.facts, reported_at_utc = excluded.reported_at_utc
$$;

-- A test message is sent by who holds the webhook, the upkeep lane; the desk only asks.
create table core.alert_tests (
  id uuid primary key default gen_random_uuid(),
  asked_by text not null,
  asked_at_utc timestamptz not null default now(),
  answered_at_utc timestamptz,
  is_sent boolean,
  detail text, -- where it went, or why not
  constraint answered_with_outcome check ((answered_at_utc is null) = (is_sent is null))
);
create index alert_tests_by_time on core.alert_tests (asked_at_utc desc);

-- A request that nobody has answered is not repeated: Slack would get as many messages as somebody clicked.
create function core.ask_alert_test(p_actor text)
returns uuid language plpgsql security definer set search_path = '' as $$
declare
  v_id uuid;
begin
  perform core.require_admin(p_actor);
  perform pg_advisory_xact_lock(hashtextextended('callscript alert tests', 0));
  select t.id into v_id from core.alert_tests t
  where t.answered_at_utc is null and t.asked_at_utc > now() - interval '10 minutes' limit 1;
  if v_id is null then
    insert into core.alert_tests (asked_by) values (p_actor) returning id into v_id;
    perform core.note_desk_event(p_actor, 'alert_test_asked', jsonb_build_object('test', v_id));
  end if;
  perform pg_notify('callscript_calls', 'run upkeep');
  return v_id;
end
$$;

-- One that was asked for longer ago is out of date: nobody waits for it any more.
create function core.open_alert_tests()
returns setof core.alert_tests language sql stable set search_path = '' as $$
  select * from core.alert_tests where answered_at_utc is null and asked_at_utc > now() - interval '10 minutes'
  order by asked_at_utc
$$;

create function core.answer_alert_test(p_test uuid, p_is_sent boolean, p_detail text)
returns void language sql set search_path = '' as $$
  update core.alert_tests set answered_at_utc = now(), is_sent = p_is_sent, detail = left(p_detail, 300)
  where id = p_test and answered_at_utc is null;
  select pg_notify('callscript_calls', 'alert tested')
$$;

-- Stopped by a person, a lane stays so until a person lets it go on. Calls in work are finished; upkeep cannot be stopped:
-- it brings back the calls of dead workers.
create function core.pause_lane_from_desk(p_lane text, p_actor text)
returns void language plpgsql security definer set search_path = '' as $$
begin
  perform core.require_admin(p_actor);
  if p_lane not in ('ingest', 'vault', 'factory', 'judge') then
    raise exception 'this lane cannot be paused' using errcode = 'invalid_parameter_value';
  end if;
  perform core.pause_lane(p_lane, 'person',
    'Stopped by ' || coalesce((select u.name from app_auth."user" u where u.email = p_actor), p_actor));
  perform core.note_desk_event(p_actor, 'lane_paused', jsonb_build_object('lane', p_lane));
  perform pg_notify('callscript_calls', 'lane ' || p_lane);
end
$$;

create function core.resume_lane_from_desk(p_lane text, p_actor text)
returns void language plpgsql security definer set search_path = '' as $$
begin
  perform core.require_admin(p_actor);
  perform core.resume_lane(p_lane);
  perform core.note_desk_event(p_actor, 'lane_resumed', jsonb_build_object('lane', p_lane));
  perform pg_notify('callscript_calls', 'run ' || p_lane);
end
$$;

-- Wakes the lane where it listens, else it begins at its next beat. A pause that ends by a probe is probed now; one that
-- only a person or a new day ends is left, and the answer is false. Ingest reads the newest stretch of the call log.
create function core.run_lane_now(p_lane text, p_actor text)
returns boolean language plpgsql security definer set search_path = '' as $$
declare
  v_kind text;
begin
  perform core.require_admin(p_actor);
  select case when l.paused then l.pause_kind end into strict v_kind from core.lanes l where l.lane = p_lane;
  if v_kind in ('person', 'budget') then
    return false;
  end if;
  perform core.probe_now(array[p_lane]);
  if p_lane = 'ingest' then
    update core.ingest_passes set opened_at_utc = opened_at_utc - interval '1 hour'
    where tier = 'hot' and finished_at_utc is not null;
  end if;
  perform core.note_desk_event(p_actor, 'lane_run_asked', jsonb_build_object('lane', p_lane));
  perform pg_notify('callscript_calls', 'run ' || p_lane);
  return true;
end
$$;

-- Failed calls by why they failed, the newest 2,000: the commonest reasons first, each with its newest call.
create function core.failures_by_reason()
returns table (reason text, lane text, calls integer, newest_id uuid, newest_utc timestamptz)
language sql stable security definer set search_path = '' as $$
  with recent as (
    select coalesce(c.processing_error, 'No reason was kept') as reason, c.id, c.start_time_utc,
      case when c.transcript_segments is not null then 'judge' when c.storage_path is not null then 'factory' else 'vault' end as lane
    from core.calls c where c.status = 'failed' order by c.start_time_utc desc limit 2000
  )
  select r.reason, r.lane, count(*)::integer, (array_agg(r.id order by r.start_time_utc desc))[1], max(r.start_time_utc)
  from recent r group by r.reason, r.lane order by count(*) desc, r.reason, r.lane limit 50
$$;

-- Puts back the newest calls that failed at this lane for this reason, as far as they must go.
create function core.put_back_failed(p_lane text, p_reason text, p_actor text, p_limit integer default 1000)
returns integer language plpgsql security definer set search_path = '' as $$
declare
  v_moved integer;
begin
  perform core.require_admin(p_actor);
  v_moved := core.requeue_calls(array(
    select c.id from core.calls c
    where c.status = 'failed' and coalesce(c.processing_error, 'No reason was kept') = p_reason
      and case when c.transcript_segments is not null then 'judge' when c.storage_path is not null then 'factory' else 'vault' end = p_lane
    order by c.start_time_utc desc limit least(p_limit, 1000)), p_actor);
  if v_moved > 0 then
    perform core.note_desk_event(p_actor, 'failed_put_back', jsonb_build_object('lane', p_lane, 'reason', p_reason, 'calls', v_moved));
  end if;
  return v_moved;
end
$$;

-- The pixel's keys as people may see them: the hash is nobody's business. Good ones, and those that ended within 30 days.
-- Each verb on keys stands twice: for the command line, which is the owner's, and for admins of the desk.
create function core.known_ingest_keys()
returns table (name text, created_at_utc timestamptz, created_by text, last_used_at_utc timestamptz,
  revoked_at_utc timestamptz, is_good boolean)
language sql stable set search_path = '' as $$
  select k.name, k.created_at_utc, k.created_by, k.last_used_at_utc, k.revoked_at_utc,
    k.revoked_at_utc is null or k.revoked_at_utc > now()
  from core.ingest_keys k where k.revoked_at_utc is null or k.revoked_at_utc > now() - interval '30 days'
  order by k.created_at_utc, k.id
$$;

create function core.ingest_keys_for_desk(p_actor text)
returns table (name text, created_at_utc timestamptz, created_by text, last_used_at_utc timestamptz,
  revoked_at_utc timestamptz, is_good boolean)
language plpgsql stable security definer set search_path = '' as $$
begin
  perform core.require_admin(p_actor);
  return query select * from core.known_ingest_keys();
end
$$;

-- Keeps a new key's hash. A name that is in use: null p_grace_hours is refused (kept is false), else its keys end after so
-- many hours, or sooner where they did.
create function core.keep_ingest_key(p_name text, p_key_hash text, p_grace_hours integer, p_actor text)
returns table (kept boolean, old_ends_at_utc timestamptz) language plpgsql set search_path = '' as $$
begin
  if p_name !~ '^\w[\w.-]{0,59}$' then
    raise exception 'a name has 1 to 60 letters, digits, dots and dashes' using errcode = 'invalid_parameter_value';
  end if;
  kept := false;
  if p_grace_hours is not null then
    with ended as (
      update core.ingest_keys k set revoked_at_utc = least(k.revoked_at_utc, now() + make_interval(hours => least(greatest(p_grace_hours, 0), 168)))
      where k.name = p_name and (k.revoked_at_utc is null or k.revoked_at_utc > now()) returning k.revoked_at_utc
    )
    select max(e.revoked_at_utc) into old_ends_at_utc from ended e;
    if old_ends_at_utc is null then
      return next;
      return;
    end if;
  end if;
  insert into core.ingest_keys (name, key_hash, created_by) values (p_name, p_key_hash, p_actor)
  on conflict (name) where revoked_at_utc is null do nothing;
  kept := found;
  if not kept and p_grace_hours is not null then
    raise exception 'another rotation of this key is under way' using errcode = 'serialization_failure';
  end if;
  if kept then
    perform core.note_desk_event(p_actor, case when p_grace_hours is null then 'ingest_key_made' else 'ingest_key_rotated' end,
      jsonb_build_object('name', p_name));
  end if;
  return next;
end
$$;

create function core.make_ingest_key(p_name text, p_key_hash text, p_grace_hours integer, p_actor text)
returns table (kept boolean, old_ends_at_utc timestamptz) language plpgsql security definer set search_path = '' as $$
begin
  perform core.require_admin(p_actor);
  return query select * from core.keep_ingest_key(p_name, p_key_hash, p_grace_hours, p_actor);
end
$$;

-- Ends every key of the name at once; answers how many were good.
create function core.end_ingest_keys(p_name text, p_actor text)
returns integer language plpgsql set search_path = '' as $$
declare
  v_ended integer;
begin
  update core.ingest_keys k set revoked_at_utc = now()
  where k.name = p_name and (k.revoked_at_utc is null or k.revoked_at_utc > now());
  get diagnostics v_ended = row_count;
  if v_ended > 0 then
    perform core.note_desk_event(p_actor, 'ingest_key_revoked', jsonb_build_object('name', p_name));
  end if;
  return v_ended;
end
$$;

create function core.revoke_ingest_keys(p_name text, p_actor text)
returns integer language plpgsql security definer set search_path = '' as $$
begin
  perform core.require_admin(p_actor);
  return core.end_ingest_keys(p_name, p_actor);
end
$$;

do $$
declare
  v_table text;
begin
  foreach v_table in array array['setup_reports', 'alert_tests'] loop
    execute format('alter table core.%I enable row level security', v_table);
    execute format('revoke all on core.%I from public', v_table);
    execute format('grant select on core.%I to callscript_web', v_table);
    execute format('create policy web_reads on core.%I for select to callscript_web using (true)', v_table);
    if exists (select from pg_roles where rolname = 'anon') then
      execute format('revoke all on core.%I from anon, authenticated', v_table);
    end if;
  end loop;
end
$$;
revoke execute on function core.report_setup(text, boolean, jsonb), core.ask_alert_test(text), core.open_alert_tests(),
  core.answer_alert_test(uuid, boolean, text), core.pause_lane_from_desk(text, text), core.resume_lane_from_desk(text, text),
  core.run_lane_now(text, text), core.failures_by_reason(), core.put_back_failed(text, text, text, integer),
  core.known_ingest_keys(), core.ingest_keys_for_desk(text), core.keep_ingest_key(text, text, integer, text), core.make_ingest_key(text, text, integer, text),
  core.end_ingest_keys(text, text), core.revoke_ingest_keys(text, text) from public;
-- Who lets a lane go on is looked up now.
revoke execute on function core.resume_lane(text) from callscript_web;
grant execute on function core.ask_alert_test(text), core.pause_lane_from_desk(text, text), core.resume_lane_from_desk(text, text),
  core.run_lane_now(text, text), core.failures_by_reason(), core.put_back_failed(text, text, text, integer),
  core.ingest_keys_for_desk(text), core.make_ingest_key(text, text, integer, text), core.revoke_ingest_keys(text, text)
  to callscript_web;
