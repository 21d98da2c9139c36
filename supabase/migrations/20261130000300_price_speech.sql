-- As before, and a transcription on a machine without a set price has no cost rather than one of 0: `priced` tells what
-- was known. The events of before are of a time when no machine had a price.
create or replace function core.finish_factory(p_worker text, p_results jsonb)
returns setof uuid language plpgsql security definer set search_path = '' as $$
begin
  return query
  with result as materialized (
    select r.* from jsonb_to_recordset(p_results) as r(
      call uuid, attempt integer, text text, segments jsonb, words jsonb, facts jsonb, peaks jsonb,
      model text, stand_in boolean, compute_seconds double precision, cost_usd numeric)
  ), owned as (
    select c.id, c.claimed_at from core.calls c join result r on r.call = c.id
    where c.locked_by = p_worker and c.retry_count = r.attempt and c.status = 'processing'
    for no key update of c
  ), written as (
    update core.calls c set status = 'transcribed', transcript_text = r.text, transcript_segments = r.segments,
      speech_model = r.model, speech_stand_in = r.stand_in,
      recording_codec = coalesce(r.facts ->> 'codec', c.recording_codec),
      recording_channels = coalesce((r.facts ->> 'channels')::smallint, c.recording_channels),
      recording_seconds = coalesce((r.facts ->> 'seconds')::double precision, c.recording_seconds),
      retry_count = 0, processing_error = null, outage_at = null, next_attempt_at = null,
      locked_by = null, lease_expires_at = null, claimed_at = null
    from owned o join result r on r.call = o.id
    where c.id = o.id
    returning c.id
  ), kept_words as (
    insert into core.call_words (call_id, words)
    select r.call, r.words from result r join written w on w.id = r.call where r.words is not null
    on conflict (call_id) do update set words = excluded.words
  ), kept_peaks as (
    insert into core.call_peaks (call_id, peaks)
    select r.call, r.peaks from result r join written w on w.id = r.call where r.peaks is not null
    on conflict (call_id) do update set peaks = excluded.peaks
  ), logged as (
    insert into core.call_events
      (call_id, kind, from_status, to_status, lane, actor, attempt, milliseconds, cost_usd, detail)
    select r.call, 'finished', 'processing', 'transcribed', 'factory', p_worker, r.attempt,
      extract(epoch from clock_timestamp() - o.claimed_at) * 1000, r.cost_usd,
      jsonb_build_object('model', r.model, 'stand_in', r.stand_in, 'compute_seconds', r.compute_seconds,
        'priced', r.cost_usd is not null)
    from result r join owned o on o.id = r.call
  )
  select w.id from written w;
  if found then
    perform core.note_lane_success('factory');
  end if;
end
$$;

-- What a day's transcriptions took is read without the day's other events.
create index call_events_transcribed on core.call_events (at_utc) where kind = 'finished' and lane = 'factory';
