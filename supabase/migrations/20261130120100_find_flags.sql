-- A rule that flags one call in ten thousand, and words of a quote, are found without reading every flagged call.
create function core.flag_codes(p_flags jsonb) returns text[]
language sql immutable strict parallel safe set search_path = '' as $$
  select coalesce(array_agg(f.flag ->> 'code'), '{}')
  from jsonb_array_elements(case jsonb_typeof(p_flags) when 'array' then p_flags else '[]' end) as f (flag)
$$;

-- The names of the rules and the quotes; folded as core/desk/fold-words.ts folds what is looked for.
create function core.flag_words(p_flags jsonb) returns tsvector
language sql immutable strict parallel safe set search_path = '' as $$
  select to_tsvector('pg_catalog.simple',
    core.fold_words(left(coalesce(string_agg(concat_ws(' ', f.flag ->> 'name', f.flag ->> 'quote'), ' '), ''), 400000)))
  from jsonb_array_elements(case jsonb_typeof(p_flags) when 'array' then p_flags else '[]' end) as f (flag)
$$;

create index calls_found_by_flag on core.calls using gin (core.flag_codes(qa_flags), core.flag_words(qa_flags))
  where qa_flags is not null;

revoke execute on function core.flag_codes(jsonb), core.flag_words(jsonb) from public;
grant execute on function core.flag_codes(jsonb), core.flag_words(jsonb), core.fold_words(text) to callscript_web;
