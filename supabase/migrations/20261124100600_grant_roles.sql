-- Three roles: the owner migrates and runs the lanes; callscript_worker may do the factory's work and read no table;
-- callscript_web sees what the dashboard shows and writes through checked functions. Nothing is granted to others.
do $$
declare
  v_role text;
begin
  foreach v_role in array array['callscript_worker', 'callscript_web'] loop
    if not exists (select from pg_roles where rolname = v_role) then
      begin
        execute format('create role %I nologin', v_role);
      exception when duplicate_object or unique_violation then
        null; -- another database of this cluster was migrated at the same moment
      end;
    end if;
  end loop;
end
$$;

-- A query that its client gave up on must not go on for ever.
alter role callscript_web set statement_timeout = '15s';
alter role callscript_worker set statement_timeout = '30s';
alter role callscript_web set idle_in_transaction_session_timeout = '30s';
alter role callscript_worker set idle_in_transaction_session_timeout = '30s';

revoke all on schema core from public;
revoke all on all tables in schema core from public;
revoke all on all functions in schema core from public;
alter default privileges in schema core revoke execute on functions from public;

do $$
declare
  v_table regclass;
begin
  for v_table in select c.oid::regclass from pg_class c where c.relnamespace = 'core'::regnamespace and c.relkind = 'r' loop
    execute format('alter table %s enable row level security', v_table);
  end loop;
  -- Supabase's API roles get nothing, whatever its defaults are.
  if exists (select from pg_roles where rolname = 'anon') then
    execute 'revoke all on schema core from anon, authenticated';
    execute 'revoke all on all tables in schema core from anon, authenticated';
    execute 'revoke all on all functions in schema core from anon, authenticated';
  end if;
end
$$;

-- The factory's verbs. Each runs with the owner's rights and is fenced by worker and attempt.
grant usage on schema core to callscript_worker;
grant execute on function
  core.claim_calls(text, text, integer, interval),
  core.heartbeat(text, uuid[], interval),
  core.give_back(uuid, text, integer, text),
  core.finish_factory(text, jsonb),
  core.fail_call(uuid, text, integer, text, interval, boolean),
  core.report_outage(uuid, text, integer, text, interval)
  to callscript_worker;

-- The dashboard.
grant usage on schema core to callscript_web;
do $$
declare
  v_table text;
begin
  foreach v_table in array array['installation', 'campaigns', 'vertical_patterns', 'calls', 'call_events', 'call_words',
    'call_peaks', 'rule_versions', 'rules', 'judgements', 'reviews', 'ingest_slices', 'lanes', 'invites'] loop
    execute format('grant select on core.%I to callscript_web', v_table);
    execute format('create policy web_reads on core.%I for select to callscript_web using (true)', v_table);
  end loop;
end
$$;
grant insert (email, role, token_hash, invited_by, expires_at_utc) on core.invites to callscript_web;
create policy web_invites on core.invites for insert to callscript_web with check (true);
alter function core.resume_lane(text) security definer;
grant execute on function
  core.review_calls(uuid[], integer[], text, text, text, text),
  core.map_campaigns(uuid[], text, integer, integer),
  core.resume_lane(text),
  core.accept_invite(text)
  to callscript_web;

-- Sign-in is the dashboard's own: its role fills these tables, nobody else's sees them.
revoke all on schema app_auth from public;
grant usage on schema app_auth to callscript_web;
grant select, insert, update, delete on all tables in schema app_auth to callscript_web;
