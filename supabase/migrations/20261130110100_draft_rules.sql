-- A pack's next version while it is written: one draft a pack, which all admins share. Each rule of it is written by itself
-- and only over the text that its writer has seen. `base` is what the version in force said when the draft took it over.
create table core.rule_drafts (
  pack text primary key,
  based_on text, -- the version in force that it began from; null: the pack is new
  revision bigint not null default 1, -- of the draft as a whole, so that what is published is what was looked at
  started_by text not null,
  started_at_utc timestamptz not null default clock_timestamp()
);
create table core.rule_draft_rules (
  id uuid primary key default gen_random_uuid(),
  pack text not null references core.rule_drafts (pack) on delete cascade,
  position integer not null,
  base jsonb, -- null: the rule is new
  definition jsonb not null, -- may lack what a rule needs while it is written
  faults integer not null default 0, -- as its writer was told
  unread text, -- the pre-check as it was typed, while it cannot be read; definition keeps the last that could be
  removed boolean not null default false,
  version integer not null default 1,
  changed_by text, -- null: nobody has touched it
  changed_at_utc timestamptz,
  editing_by text,
  editing_until timestamptz
);
create index rule_draft_rules_by_pack on core.rule_draft_rules (pack, position);
-- What each version flagged, for the history of the rules.
create index calls_flagged_by_version on core.calls (qa_version) where severity is not null;

alter table core.rule_drafts enable row level security;
alter table core.rule_draft_rules enable row level security;
revoke all on core.rule_drafts, core.rule_draft_rules from public;
grant select on core.rule_drafts, core.rule_draft_rules to callscript_web;
create policy web_reads on core.rule_drafts for select to callscript_web using (true);
create policy web_reads on core.rule_draft_rules for select to callscript_web using (true);

-- Takes the version in force over as a draft; where there is one already, nothing happens.
create function core.start_rule_draft(p_pack text, p_actor text) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  v_newest core.rule_versions;
  v_started boolean;
begin
  perform core.require_admin(p_actor);
  select v.* into v_newest from core.rule_versions v where v.pack = p_pack order by v.published_at_utc desc, v.id limit 1;
  insert into core.rule_drafts (pack, based_on, started_by) values (p_pack, v_newest.version, p_actor)
  on conflict (pack) do nothing returning true into v_started;
  if v_started is null then
    return false;
  end if;
  insert into core.rule_draft_rules (pack, position, base, definition)
  select p_pack, r.position, r.definition, r.definition from core.rules r where r.rule_version_id = v_newest.id;
  return true;
end
$$;

-- Writes one rule over the version of it that the writer has seen. stale: somebody else wrote it meanwhile, nothing was
-- written, and what stands there is answered; gone: there is no such rule any more.
create function core.save_draft_rule(
  p_rule uuid, p_version integer, p_definition jsonb, p_unread text, p_removed boolean, p_faults integer, p_actor text)
returns table (outcome text, version integer, changed_by text, changed_at_utc timestamptz)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare
  v_rule core.rule_draft_rules;
begin
  perform core.require_admin(p_actor);
  -- The draft before the rule: whoever publishes locks in this order too.
  perform 1 from core.rule_drafts d
  where d.pack = (select r.pack from core.rule_draft_rules r where r.id = p_rule) for update;
  select * into v_rule from core.rule_draft_rules r where r.id = p_rule for update;
  if not found then
    return query select 'gone', null::integer, null::text, null::timestamptz;
    return;
  end if;
  if v_rule.version <> p_version then
    return query select 'stale', v_rule.version, v_rule.changed_by, v_rule.changed_at_utc;
    return;
  end if;
  update core.rule_draft_rules r set definition = p_definition, unread = p_unread, removed = p_removed,
    faults = p_faults, version = r.version + 1, changed_by = p_actor, changed_at_utc = clock_timestamp(),
    editing_by = p_actor, editing_until = now() + interval '30 seconds'
  where r.id = p_rule returning * into v_rule;
  update core.rule_drafts d set revision = d.revision + 1 where d.pack = v_rule.pack;
  return query select 'saved', v_rule.version, v_rule.changed_by, v_rule.changed_at_utc;
end
$$;

-- Adds a rule to the draft, at its end.
create function core.add_draft_rule(p_pack text, p_definition jsonb, p_faults integer, p_actor text) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  v_rule uuid;
begin
  perform core.require_admin(p_actor);
  update core.rule_drafts d set revision = d.revision + 1 where d.pack = p_pack;
  if not found then
    return null;
  end if;
  insert into core.rule_draft_rules (pack, position, definition, faults, changed_by, changed_at_utc)
  values (p_pack, (select coalesce(max(r.position), 0) + 1 from core.rule_draft_rules r where r.pack = p_pack),
    p_definition, p_faults, p_actor, clock_timestamp())
  returning id into v_rule;
  return v_rule;
end
$$;

-- Says that somebody has a rule open to write in it, for half a minute. Answers who else has, or null. It warns; what
-- keeps texts from being lost is the version of each write.
create function core.mark_editing(p_rule uuid, p_actor text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  v_other text;
begin
  perform core.require_admin(p_actor);
  select r.editing_by into v_other from core.rule_draft_rules r
  where r.id = p_rule and r.editing_by <> p_actor and r.editing_until > now();
  if v_other is null then
    update core.rule_draft_rules r set editing_by = p_actor, editing_until = now() + interval '30 seconds' where r.id = p_rule;
  end if;
  return v_other;
end
$$;

-- Throws a draft away, of the revision that was looked at.
create function core.discard_rule_draft(p_pack text, p_revision bigint, p_actor text) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  v_changed integer;
begin
  perform core.require_admin(p_actor);
  perform 1 from core.rule_drafts d where d.pack = p_pack and d.revision = p_revision for update;
  if not found then
    return false;
  end if;
  select count(*) into v_changed from core.rule_draft_rules r
  where r.pack = p_pack and (r.base is null or r.removed or r.base <> r.definition);
  perform core.note_desk_event(p_actor, 'rules_draft_discarded', jsonb_build_object('pack', p_pack, 'changed', v_changed));
  delete from core.rule_drafts d where d.pack = p_pack;
  return true;
end
$$;

-- Puts a draft on the version in force: rules that nobody touched become that version's, those that somebody did stay and
-- are compared with it. Rules are known by their code and first day.
create function core.rebase_rule_draft(p_pack text, p_revision bigint, p_actor text) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  v_newest core.rule_versions;
begin
  perform core.require_admin(p_actor);
  select v.* into v_newest from core.rule_versions v where v.pack = p_pack order by v.published_at_utc desc, v.id limit 1;
  update core.rule_drafts d set based_on = v_newest.version, revision = d.revision + 1
  where d.pack = p_pack and d.revision = p_revision;
  if not found then
    return false;
  end if;
  delete from core.rule_draft_rules r
  where r.pack = p_pack and r.base = r.definition and not r.removed and r.unread is null;
  update core.rule_draft_rules r set base = (
      select n.definition from core.rules n where n.rule_version_id = v_newest.id
        and n.code = coalesce(r.base, r.definition) ->> 'code'
        and n.effective_from::text = coalesce(r.base, r.definition) ->> 'effective_from'),
    version = r.version + 1
  where r.pack = p_pack;
  delete from core.rule_draft_rules r where r.pack = p_pack and r.removed and r.base is null;
  insert into core.rule_draft_rules (pack, position, base, definition)
  select p_pack, n.position, n.definition, n.definition from core.rules n
  where n.rule_version_id = v_newest.id and not exists (
    select from core.rule_draft_rules r where r.pack = p_pack and r.base = n.definition);
  return true;
end
$$;

-- Publishes for a person at the desk, who has to be an admin. With a revision it is the draft that is published, as it was
-- looked at, and the draft is over; null: an earlier version again. moved: the draft is not that revision any more.
create function core.publish_from_desk(
  p_pack text, p_version text, p_based_on text, p_revision bigint, p_actor text, p_reason text, p_rules jsonb)
returns table (outcome text, version text, published_by text, published_at_utc timestamptz)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare
  v_result record;
begin
  perform core.require_admin(p_actor);
  if btrim(p_reason) = '' then
    raise exception 'say what changed and why' using errcode = 'check_violation';
  end if;
  if p_actor = 'callscript' then
    raise exception '"callscript" is the name of what is built in' using errcode = 'check_violation';
  end if;
  if p_revision is not null then
    perform 1 from core.rule_drafts d where d.pack = p_pack and d.revision = p_revision for update;
    if not found then
      return query select 'moved', null::text, null::text, null::timestamptz;
      return;
    end if;
  end if;
  select * into v_result from core.publish_rules(p_pack, p_version, p_based_on, p_actor, p_reason, p_rules);
  if v_result.outcome = 'published' and p_revision is not null then
    delete from core.rule_drafts d where d.pack = p_pack;
  end if;
  return query select v_result.outcome, v_result.version, v_result.published_by, v_result.published_at_utc;
end
$$;

-- The judged calls since then that the rules of a pack are asked of and that are not asked for yet.
create function core.rejudgeable_since(p_pack text, p_since timestamptz)
returns table (call_id uuid, start_time_utc timestamptz)
language sql stable security definer set search_path = '' as $$
  select c.id, c.start_time_utc from core.calls c left join core.campaigns g on g.id = c.campaign_id
  where c.start_time_utc >= p_since and c.status in ('flagged', 'safe')
    and c.qa_version is not null and c.transcript_segments is not null
    and (p_pack = 'General' or g.vertical = p_pack)
    and not exists (select from core.rejudge_requests r where r.call_id = c.id and r.finished_at_utc is null)
$$;

do $$
begin
  if exists (select from pg_roles where rolname = 'anon') then
    execute 'revoke all on core.rule_drafts, core.rule_draft_rules from anon, authenticated';
  end if;
end
$$;
revoke execute on function core.start_rule_draft(text, text),
  core.save_draft_rule(uuid, integer, jsonb, text, boolean, integer, text), core.add_draft_rule(text, jsonb, integer, text),
  core.mark_editing(uuid, text), core.discard_rule_draft(text, bigint, text), core.rebase_rule_draft(text, bigint, text),
  core.publish_from_desk(text, text, text, bigint, text, text, jsonb), core.rejudgeable_since(text, timestamptz) from public;
grant execute on function core.start_rule_draft(text, text),
  core.save_draft_rule(uuid, integer, jsonb, text, boolean, integer, text), core.add_draft_rule(text, jsonb, integer, text),
  core.mark_editing(uuid, text), core.discard_rule_draft(text, bigint, text), core.rebase_rule_draft(text, bigint, text),
  core.publish_from_desk(text, text, text, bigint, text, text, jsonb), core.rejudgeable_since(text, timestamptz)
  to callscript_web;
