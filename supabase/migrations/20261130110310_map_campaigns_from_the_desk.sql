-- The campaigns' settings page: what an admin sets of campaigns can be undone, and the names' patterns are edited as words.

alter table core.campaigns add column mapped_by text; -- who set or verified the vertical; null: nobody, or before this was kept

-- Changes what is named in p_change of many campaigns, and keeps what each had before: the event is what undo takes back.
-- A vertical that is set counts as verified; an empty value (null) of the refund window is "not known".
create function core.change_campaigns(p_campaigns uuid[], p_change jsonb, p_actor text)
returns table (event bigint, changed integer) language plpgsql security definer set search_path = '' as $$
declare
  v_before jsonb;
  v_after jsonb;
  v_event bigint;
begin
  perform core.require_admin(p_actor);
  if p_change = '{}' or exists (select from jsonb_object_keys(p_change) k
      where k not in ('vertical', 'is_verified', 'minimum_connected_seconds', 'refund_window_days', 'duplicate_window_days')) then
    raise exception 'nothing of this can be changed' using errcode = 'invalid_parameter_value';
  end if;
  with chosen as (
    select g.* from core.campaigns g where g.id = any (p_campaigns) order by g.id for no key update
  ), moved as (
    update core.campaigns g set
      vertical = coalesce(p_change ->> 'vertical', c.vertical),
      inference_source = case when p_change ? 'vertical' then 'manual' else c.inference_source end,
      is_verified = case when p_change ? 'vertical' then true else coalesce((p_change ->> 'is_verified')::boolean, c.is_verified) end,
      mapped_by = case when p_change ?| array['vertical', 'is_verified'] then p_actor else c.mapped_by end,
      minimum_connected_seconds = coalesce((p_change ->> 'minimum_connected_seconds')::integer, c.minimum_connected_seconds),
      refund_window_days = case when p_change ? 'refund_window_days' then (p_change ->> 'refund_window_days')::integer else c.refund_window_days end,
      duplicate_window_days = case when p_change ? 'duplicate_window_days' then (p_change ->> 'duplicate_window_days')::integer else c.duplicate_window_days end
    from chosen c where g.id = c.id
    returning g.id, to_jsonb(c) as before, to_jsonb(g) as after
  )
  select jsonb_agg(m.before order by m.id), jsonb_agg(m.after order by m.id) into v_before, v_after from moved m;
  if v_before is null then
    return query select null::bigint, 0;
    return;
  end if;
  insert into core.desk_events (actor, kind, detail)
  values (p_actor, 'campaigns_changed', jsonb_build_object('change', p_change, 'before', v_before, 'after', v_after))
  returning id into v_event;
  return query select v_event, jsonb_array_length(v_before);
end
$$;

-- Takes a change back, of the campaigns that still are as it left them; those that were changed since are left alone.
create function core.undo_campaigns(p_event bigint, p_actor text)
returns integer language plpgsql security definer set search_path = '' as $$
declare
  v_detail jsonb;
  v_restored integer;
begin
  perform core.require_admin(p_actor);
  select e.detail into v_detail from core.desk_events e where e.id = p_event and e.kind = 'campaigns_changed';
  if v_detail is null then
    return 0;
  end if;
  with pairs as (
    select b.value as before, a.value as after
    from jsonb_array_elements(v_detail -> 'before') with ordinality b join jsonb_array_elements(v_detail -> 'after') with ordinality a
      using (ordinality)
  ), restored as (
    update core.campaigns g set vertical = p.before ->> 'vertical', inference_source = p.before ->> 'inference_source',
      is_verified = (p.before ->> 'is_verified')::boolean, mapped_by = p.before ->> 'mapped_by',
      minimum_connected_seconds = (p.before ->> 'minimum_connected_seconds')::integer,
      refund_window_days = (p.before ->> 'refund_window_days')::integer,
      duplicate_window_days = (p.before ->> 'duplicate_window_days')::integer
    from pairs p where g.id = (p.after ->> 'id')::uuid and to_jsonb(g) - 'name' = p.after - 'name'
    returning g.id
  )
  select count(*)::integer into v_restored from restored;
  perform core.note_desk_event(p_actor, 'campaigns_restored', jsonb_build_object('event', p_event, 'campaigns', v_restored));
  return v_restored;
end
$$;

-- What is typed: words and phrases with commas between them, * for the rest of a word. What is matched is made of it, so that
-- nothing typed is read as an expression. A pattern without words was written as an expression and is left as it is.
alter table core.vertical_patterns add column words text;
alter table core.vertical_patterns drop constraint vertical_patterns_pattern_check;
alter table core.vertical_patterns add constraint vertical_patterns_pattern_check check (length(pattern) between 1 and 2000);

create function core.pattern_of_words(p_words text) returns text
language sql immutable set search_path = '' as $$
  select string_agg(
    regexp_replace(
      replace(regexp_replace(w.word, '([^[:alnum:][:space:]*])', '\\\1', 'g'), '*', '[[:alnum:]]*'),
      '\s+', '[[:space:]]+', 'g'),
    '|' order by w.place)
  from (
    select btrim(s.part) as word, s.place from regexp_split_to_table(p_words, ',') with ordinality s (part, place)
  ) w where w.word ~ '[[:alnum:]]'
$$;

update core.vertical_patterns p set words = s.words, pattern = core.pattern_of_words(s.words)
from (values
  ('medicare|mapd|med supp|medigap', 'medicare, mapd, med supp, medigap'),
  ('aca|obamacare|u65|health insurance|marketplace', 'aca, obamacare, u65, health insurance, marketplace'),
  ('auto insurance|car insurance|auto', 'auto insurance, car insurance, auto'),
  ('solar', 'solar'),
  ('debt|debt relief|tax relief|credit card debt', 'debt, debt relief, tax relief, credit card debt'),
  ('legal|mva|accident|injury|mass tort|attorney', 'legal, mva, accident, injury, mass tort, attorney'),
  ('home services|hvac|plumbing|roofing|gutters?|windows|pest|water damage|bath',
    'home services, hvac, plumbing, roofing, gutter, gutters, windows, pest, water damage, bath')
) as s (shipped, words) where p.pattern = s.shipped;

-- A list as the editor has it, [{"id", "words", "vertical"}] in its order, as patterns: words are made into one, an id without
-- words keeps what it has.
create function core.read_patterns(p_patterns jsonb)
returns table (place integer, pattern text, words text, vertical text)
language sql stable set search_path = '' as $$
  select (l.ordinality - 1)::integer, coalesce(core.pattern_of_words(l.value ->> 'words'), k.pattern),
    case when l.value ->> 'words' is not null then btrim(l.value ->> 'words') end, l.value ->> 'vertical'
  from jsonb_array_elements(p_patterns) with ordinality l
    left join core.vertical_patterns k on k.id = (l.value ->> 'id')::uuid and l.value ->> 'words' is null
$$;

-- What a list would do: the campaigns whose name each pattern decides, and of those the ones that would get another
-- vertical. What a person set or verified, and imported sets, stay.
create function core.preview_patterns(p_patterns jsonb, p_actor text)
returns table (place integer, matching integer, changing integer, examples text[])
language plpgsql stable security definer set search_path = '' as $$
begin
  perform core.require_admin(p_actor);
  return query
  with list as (select * from core.read_patterns(p_patterns) where pattern is not null),
    decided as (
      select g.name, g.vertical, g.inference_source is distinct from 'manual' and not coalesce(g.is_verified, false)
          and g.ringba_campaign_id not like 'import:%' as is_open,
        (select l.place from list l where g.name ~* ('(^|[^[:alnum:]])(' || l.pattern || ')($|[^[:alnum:]])')
         order by l.place limit 1) as place
      from core.campaigns g
    )
  select l.place, count(d.name)::integer,
    (count(d.name) filter (where d.is_open and d.vertical is distinct from l.vertical))::integer,
    coalesce((array_agg(d.name order by d.name) filter (where d.name is not null))[1:3], '{}')
  from list l left join decided d on d.place = l.place group by l.place order by l.place;
end
$$;

-- Which list somebody saw: it is replaced only while it is the same.
create function core.patterns_version() returns text
language sql stable security definer set search_path = '' as $$
  select md5(coalesce(string_agg(p.pattern || ' ' || p.vertical, E'\n' order by p.priority, p.pattern), '')) from core.vertical_patterns p
$$;

-- Replaces the list, and guesses again the verticals that were guessed or are not known. null: somebody was first.
create function core.save_patterns(p_patterns jsonb, p_seen text, p_actor text)
returns integer language plpgsql security definer set search_path = '' as $$
declare
  v_list jsonb;
  v_before jsonb;
  v_changed integer;
begin
  perform core.require_admin(p_actor);
  lock table core.vertical_patterns in share row exclusive mode;
  if core.patterns_version() <> p_seen then
    return null;
  end if;
  if jsonb_array_length(p_patterns) > 200 or exists (select from core.read_patterns(p_patterns) r
      where r.pattern is null or length(r.pattern) > 2000 or coalesce(r.vertical, '') = '') then
    raise exception 'a pattern needs words and a vertical' using errcode = 'invalid_parameter_value';
  end if;
  select jsonb_agg(to_jsonb(p) order by p.priority, p.pattern) into v_before from core.vertical_patterns p;
  -- Read before the rows go whose expressions it keeps.
  select coalesce(jsonb_agg(to_jsonb(r)), '[]') into v_list from core.read_patterns(p_patterns) r;
  delete from core.vertical_patterns;
  insert into core.vertical_patterns (priority, pattern, words, vertical)
  select distinct on (r.pattern) (r.place + 1) * 10, r.pattern, r.words, r.vertical
  from jsonb_to_recordset(v_list) as r (place integer, pattern text, words text, vertical text)
  order by r.pattern, r.place;
  with guessed as (
    update core.campaigns g set vertical = coalesce(core.vertical_of(g.name), 'General'),
      inference_source = case when core.vertical_of(g.name) is null then 'unknown' else 'regex' end
    where g.inference_source is distinct from 'manual' and not coalesce(g.is_verified, false)
      and g.ringba_campaign_id not like 'import:%'
      and (g.vertical is distinct from coalesce(core.vertical_of(g.name), 'General')
        or g.inference_source is distinct from case when core.vertical_of(g.name) is null then 'unknown' else 'regex' end)
    returning g.id
  )
  select count(*)::integer into v_changed from guessed;
  perform core.note_desk_event(p_actor, 'patterns_saved', jsonb_build_object('before', v_before, 'after', p_patterns, 'campaigns', v_changed));
  return v_changed;
end
$$;

revoke execute on function core.change_campaigns(uuid[], jsonb, text), core.undo_campaigns(bigint, text),
  core.pattern_of_words(text), core.read_patterns(jsonb),
  core.preview_patterns(jsonb, text), core.patterns_version(), core.save_patterns(jsonb, text, text) from public;
-- Who maps campaigns is looked up now.
revoke execute on function core.map_campaigns(uuid[], text, integer, integer, integer) from callscript_web;
grant execute on function core.change_campaigns(uuid[], jsonb, text), core.undo_campaigns(bigint, text),
  core.preview_patterns(jsonb, text), core.patterns_version(),
  core.save_patterns(jsonb, text, text) to callscript_web;
