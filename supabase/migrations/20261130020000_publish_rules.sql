-- Publishing a version of a rule pack: one at a time a pack, and only over the version that the publisher has seen.

-- The newest built-in version that this one takes into account; null: of a pack that is not built in, or not known.
alter table core.rule_versions add column shipped text;

-- Two packs' names never share a lock by design; two that did would only wait for each other.
create function core.publish_rules(
  p_pack text, p_version text, p_based_on text, p_by text, p_reason text, p_rules jsonb, p_shipped text default null)
returns table (outcome text, version text, published_by text, published_at_utc timestamptz)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare
  v_newest core.rule_versions;
  v_made core.rule_versions;
begin
  perform pg_advisory_xact_lock(hashtextextended('publish_rules ' || p_pack, 0));
  select v.* into v_newest from core.rule_versions v where v.pack = p_pack
  order by v.published_at_utc desc, v.id limit 1;
  if v_newest.version is distinct from p_based_on then
    return query select 'conflict', v_newest.version, v_newest.published_by, v_newest.published_at_utc;
    return;
  end if;
  -- The newest is in force, so a clock that was set back must not make this one older than the one before it.
  insert into core.rule_versions (pack, version, published_at_utc, published_by, reason, shipped)
  values (p_pack, p_version, greatest(clock_timestamp(), v_newest.published_at_utc + interval '1 microsecond'),
    p_by, p_reason, coalesce(p_shipped, v_newest.shipped,
      case when v_newest.published_by = 'callscript' then v_newest.version end))
  on conflict (pack, version) do nothing
  returning * into v_made;
  if v_made.id is null then
    return query select 'taken', v.version, v.published_by, v.published_at_utc
    from core.rule_versions v where v.pack = p_pack and v.version = p_version;
    return;
  end if;
  insert into core.rules (rule_version_id, position, code, name, severity, effective_from, effective_to, definition)
  select v_made.id, r.position, r.rule ->> 'code', r.rule ->> 'name',
    array_position(array['low', 'medium', 'high', 'critical'], r.rule ->> 'severity'),
    (r.rule ->> 'effective_from')::date, (r.rule ->> 'effective_to')::date, r.rule
  from jsonb_array_elements(p_rules) with ordinality as r (rule, position);
  return query select 'published', v_made.version, v_made.published_by, v_made.published_at_utc;
end
$$;
revoke all on function core.publish_rules(text, text, text, text, text, jsonb, text) from public;
