-- Auto-tagging: the first pattern (by priority) found in the name as whole words, in any case, names the vertical.
create function core.vertical_of(p_name text) returns text
language sql stable set search_path = '' as $$
  select p.vertical from core.vertical_patterns p
  where p_name ~* ('(^|[^[:alnum:]])(' || p.pattern || ')($|[^[:alnum:]])')
  order by p.priority, p.pattern limit 1
$$;

create function core.tag_campaign() returns trigger
language plpgsql set search_path = '' as $$
declare
  v_vertical text;
begin
  if new.inference_source = 'manual' then
    return new;
  end if;
  v_vertical := core.vertical_of(new.name);
  new.vertical := coalesce(v_vertical, 'General');
  new.inference_source := case when v_vertical is null then 'unknown' else 'regex' end;
  return new;
end
$$;
create trigger tag_campaign before insert on core.campaigns
  for each row execute function core.tag_campaign();

create function core.touch_updated_at() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.updated_at := now();
  return new;
end
$$;
create trigger touch_updated_at before update on core.calls
  for each row execute function core.touch_updated_at();

-- One NOTIFY a statement, never one a row: NOTIFY takes a database-wide lock at commit.
-- The payload lists the statuses that calls arrived in, such as 'pending,transcribed'.
create function core.notify_new_calls() returns trigger
language plpgsql set search_path = '' as $$
declare
  v_statuses text;
begin
  select string_agg(distinct a.status, ',') into v_statuses from arrived a;
  if v_statuses is not null then
    perform pg_notify('callscript_calls', v_statuses);
  end if;
  return null;
end
$$;
create trigger notify_new_calls after insert on core.calls
  referencing new table as arrived
  for each statement execute function core.notify_new_calls();

create function core.notify_moved_calls() returns trigger
language plpgsql set search_path = '' as $$
declare
  v_statuses text;
begin
  select string_agg(distinct a.status, ',') into v_statuses
  from arrived a join departed d using (id)
  where a.status <> d.status or a.verdict_version <> d.verdict_version
    or (a.audio_url is not null and d.audio_url is null);
  if v_statuses is not null then
    perform pg_notify('callscript_calls', v_statuses);
  end if;
  return null;
end
$$;
create trigger notify_moved_calls after update on core.calls
  referencing old table as departed new table as arrived
  for each statement execute function core.notify_moved_calls();

insert into core.vertical_patterns (priority, pattern, vertical) values
  (10, 'medicare|mapd|med supp|medigap', 'Medicare'),
  (20, 'aca|obamacare|u65|health insurance|marketplace', 'ACA'),
  (30, 'auto insurance|car insurance|auto', 'Auto Insurance'),
  (40, 'solar', 'Solar'),
  (50, 'debt|debt relief|tax relief|credit card debt', 'Debt Relief'),
  (60, 'legal|mva|accident|injury|mass tort|attorney', 'Legal'),
  (70, 'home services|hvac|plumbing|roofing|gutters?|windows|pest|water damage|bath', 'Home Services');
