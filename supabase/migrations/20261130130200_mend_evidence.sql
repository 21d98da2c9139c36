-- As before, and whether a judge has the call in hand is asked once nobody can claim it meanwhile.
create or replace function core.swap_speakers(p_call uuid, p_swaps integer, p_actor text)
returns text language plpgsql security definer set search_path = '' as $$
declare
  v_call core.calls;
  v_swaps integer;
begin
  perform core.require_person(p_actor);
  -- The request before the call, as who finishes it takes them; a claim passes it by until the swap is done.
  perform from core.rejudge_requests r where r.call_id = p_call and r.finished_at_utc is null for no key update;
  select * into v_call from core.calls c where c.id = p_call for no key update;
  if not found then
    return 'gone';
  end if;
  if v_call.transcript_segments is null or not exists (
    select from jsonb_array_elements(v_call.transcript_segments) s where s ->> 'speaker' in ('agent', 'caller')) then
    return 'no_speakers';
  end if;
  if v_call.locked_by is not null or exists (
    select from core.rejudge_requests r where r.call_id = p_call and r.finished_at_utc is null and r.locked_by is not null) then
    return 'in_hand';
  end if;
  select count(*) into v_swaps from core.call_events e where e.call_id = p_call and e.kind = 'speakers_swapped';
  if v_swaps <> p_swaps then
    return 'conflict';
  end if;
  update core.calls c set transcript_segments = s.segments, transcript_text = s.text
  from (
    select jsonb_agg(swapped.segment order by position) as segments,
      string_agg((swapped.segment ->> 'speaker') || ': ' || (swapped.segment ->> 'text'), E'\n' order by position) as text
    from jsonb_array_elements(v_call.transcript_segments) with ordinality as one (segment, position)
      cross join lateral (select core.with_other_speaker(one.segment) as segment) swapped
  ) s where c.id = p_call;
  update core.call_words w set words = (
    select jsonb_agg(core.with_other_speaker(one.word) order by position)
    from jsonb_array_elements(w.words) with ordinality as one (word, position))
  where w.call_id = p_call and jsonb_array_length(w.words) > 0;
  insert into core.call_events (call_id, kind, from_status, to_status, actor)
  values (p_call, 'speakers_swapped', v_call.status, v_call.status, p_actor);
  perform pg_notify('callscript_calls', v_call.status);
  return 'swapped';
end
$$;
