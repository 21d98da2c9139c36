import type pg from "pg";

/** How many calls, over how many days back from now, of how many campaigns, and which share of them is flagged. */
export interface DeskSeed {
  calls: number;
  days?: number;
  campaigns?: number;
  /** Of all: flagged without a verdict; as many tenths of it are confirmed bad, and marked safe. */
  flaggedShare?: number;
}

/**
 * Fills a migrated, empty database with made-up calls as a dashboard shows them: a tenth flagged, judged once each, with
 * their publishers, money, transcripts of two turns, what they cost and when they moved. The same numbers give the same
 * calls. As the owner, with triggers off: what triggers keep has to be made afterwards.
 */
export async function seedDesk(
  client: pg.Client,
  { calls, days = 100, campaigns = 40, flaggedShare = 0.1 }: DeskSeed,
): Promise<void> {
  const run = (text: string) => client.query(text);
  await run("set session_replication_role = replica");
  const { rows: indexes } = await client.query<{ name: string; made: string }>(
    `select format('%I.%I', n.nspname, i.relname) as name, pg_get_indexdef(x.indexrelid) as made
     from pg_index x join pg_class i on i.oid = x.indexrelid join pg_namespace n on n.oid = i.relnamespace
     where x.indrelid in ('core.calls'::regclass, 'core.judgements'::regclass, 'core.model_requests'::regclass, 'core.call_events'::regclass, 'core.call_texts'::regclass)
       and not exists (select from pg_constraint c where c.conindid = x.indexrelid)`,
  );
  for (const { name } of indexes) await run(`drop index ${name}`);
  await run("insert into core.installation (mode) values ('demo') on conflict do nothing");
  await run("update core.installation set stamped_at_utc = now() - interval '1000 days'");
  // A roll from 0 to 1 of a call for a purpose.
  await run(`create or replace function pg_temp.roll(n integer, purpose integer) returns float8 language sql immutable as
    $$ select (hashint4extended(n, purpose) & 1048575) / 1048576.0 $$`);
  await run(`insert into core.campaigns (ringba_campaign_id, name, vertical, inference_source, is_verified, refund_window_days)
    select 'CA' || k, v || ' ' || k, v, case when k % 3 = 0 then 'manual' else 'regex' end, k % 3 = 0, 7
    from generate_series(1, ${campaigns}) k
      cross join lateral (select (array['General', 'ACA', 'Medicare', 'Auto Insurance', 'Home Services', 'Debt Relief', 'Legal', 'Solar'])[1 + k % 8] as v) as named`);
  await run(`create temporary table made as
    select n, gen_random_uuid() as id, now() - make_interval(secs => n * ${(days * 86_400) / calls}) as start_utc,
      case when pg_temp.roll(n, 1) < ${flaggedShare} then 'review'
        when pg_temp.roll(n, 1) < ${flaggedShare * 1.1} then 'confirmed' when pg_temp.roll(n, 1) < ${flaggedShare * 1.2} then 'marked'
        when pg_temp.roll(n, 2) < 0.01 then 'failed' when pg_temp.roll(n, 2) < 0.05 then 'skipped'
        when n <= 40 then 'waiting' when pg_temp.roll(n, 2) < 0.06 then 'unsure' else 'safe' end as kind,
      1 + floor(4 * power(pg_temp.roll(n, 3), 2))::int as severity, 1 + floor(pg_temp.roll(n, 4) * ${campaigns})::int as campaign,
      1 + floor(60 * power(pg_temp.roll(n, 5), 2))::int as publisher, (15 + floor(600 * power(pg_temp.roll(n, 6), 2)))::int as seconds,
      case when pg_temp.roll(n, 7) < 0.4 then 0 else round((20 + 120 * pg_temp.roll(n, 8))::numeric, 2) end as revenue
    from generate_series(1, ${calls}) n`);
  await run(`insert into core.calls (id, ringba_call_id, campaign_id, start_time_utc, updated_at, ended_at_utc, caller_number, duration_seconds,
      connected_seconds, has_connected, recording_seconds, recording_channels, revenue, payout, publisher, buyer, storage_path, status, skip_reason,
      processing_error, transcript_text, transcript_segments, qa_flags, qa_version, judge_model, speech_model, severity, needs_review, review_reason,
      verdict, verdict_version)
    select m.id, 'RGB' || md5(m.n::text), g.id, m.start_utc, m.start_utc + make_interval(secs => m.seconds + 120),
      m.start_utc + make_interval(secs => m.seconds), '+1312' || lpad((m.n::bigint * 7919 % 10000000)::text, 7, '0'), m.seconds, m.seconds, m.kind <> 'skipped',
      m.seconds, 1 + m.n % 2, m.revenue, round(m.revenue * 0.7, 2), 'Publisher ' || m.publisher, 'Buyer ' || m.n % 25,
      case when m.kind not in ('skipped', 'waiting') then 'calls/' || m.n || '.mp3' end,
      case m.kind when 'review' then 'flagged' when 'confirmed' then 'flagged' when 'marked' then 'safe' when 'unsure' then 'safe'
        when 'waiting' then (array['pending', 'downloaded', 'transcribed'])[1 + m.n % 3] else m.kind end,
      case when m.kind = 'skipped' then 'too_short' end,
      case when m.kind = 'failed' then 'the recording is gone (404)' end,
      case when judged.is then said.text end,
      case when judged.is then jsonb_build_array(
        jsonb_build_object('speaker', 'agent', 'start', 0.4, 'end', 6.1, 'text', said.opening),
        jsonb_build_object('speaker', 'caller', 'start', 6.8, 'end', 14.2, 'text', said.answer)) end,
      case when m.kind in ('review', 'confirmed', 'marked') then flags.flags end,
      case when judged.is then 'General@2' end, case when judged.is then 'phrases' end, case when judged.is then 'parakeet' end,
      case when m.kind in ('review', 'confirmed', 'marked') then m.severity end, m.kind = 'unsure', case when m.kind = 'unsure' then 'unsure' end,
      case m.kind when 'confirmed' then 'confirmed_bad' when 'marked' then 'marked_safe' end, case when m.kind in ('confirmed', 'marked') then 1 else 0 end
    from made m
      join core.campaigns g on g.ringba_campaign_id = 'CA' || m.campaign
      cross join lateral (select m.kind not in ('failed', 'skipped', 'waiting') as is) as judged
      cross join lateral (select 'Thanks for calling, this is desk ' || m.n % 300 || ' on a recorded line.' as opening,
        'I saw number ' || m.n || ', they said you would send a gift card for the ' || (array['plan', 'roof', 'claim', 'loan'])[1 + m.n % 4] || '.' as answer) as turns
      cross join lateral (select turns.opening, turns.answer, turns.opening || ' ' || turns.answer as text) as said
      cross join lateral (select jsonb_agg(jsonb_build_object('code', rule.code, 'name', rule.name, 'severity', m.severity, 'at_fault', 'publisher',
          'refundable', true, 'rule_version', 'General@2', 'evidence', 'quote', 'quote', 'they said you would send a gift card', 'verified', 'exact',
          'fact', null, 'turn', 1, 'speaker', 'caller', 'start', 8.2, 'end', 11.0, 'reason', 'The caller was promised a gift card.', 'confidence', 0.8)) as flags
        from (values ('misleading_incentive', 'Reward promised', 0), ('government_claim', 'Claims to be the government', 1),
          ('tcpa_no_consent', 'No consent', 2), ('dead_air', 'Dead air', 3), ('language_barrier', 'No common language', 4)) as rule (code, name, k)
        where rule.k = m.n % 5 or (m.n % 9 = 0 and rule.k = (m.n + 2) % 5)) as flags`);
  await run(`insert into core.judgements (call_id, judged_at_utc, finding, flags, qa_version, judge_model, asked, tokens_in, tokens_cached, tokens_out, cost_usd)
    select c.id, c.ended_at_utc + make_interval(secs => 60 + 200 * pg_temp.roll(m.n, 9)), case when c.severity is null then 'safe' else 'flagged' end,
      coalesce(c.qa_flags, '[]'), c.qa_version, c.judge_model, array['misleading_incentive', 'government_claim'], 3000, 2048, 48, 0.00042
    from made m join core.calls c on c.id = m.id where c.judge_model is not null`);
  await run(`insert into core.model_requests (call_id, purpose, model, day, at_utc, tokens_reserved, usd_reserved, settled_at_utc, tokens_in, tokens_cached, tokens_out, cost_usd)
    select j.call_id, 'judge', 'gpt-4o-mini', (j.judged_at_utc at time zone 'UTC')::date, j.judged_at_utc, 3100, 0.0006, j.judged_at_utc, 3000, 2048, 48, 0.00042
    from core.judgements j`);
  await run(`insert into core.call_events (call_id, at_utc, kind, from_status, to_status, lane, actor, attempt, milliseconds, cost_usd, detail)
    select c.id, c.ended_at_utc + make_interval(secs => step.after), 'finished', step.from_status, step.to_status, step.lane, step.lane || '-1', 1, 900,
      case when step.lane = 'factory' then 0.00008 end, case when step.lane = 'factory' then '{"priced": true}'::jsonb end
    from made m join core.calls c on c.id = m.id
      cross join (values (20, 'pending', 'downloaded', 'vault'), (45, 'processing', 'transcribed', 'factory'), (70, 'transcribed', 'safe', 'judge')) as step (after, from_status, to_status, lane)
    where c.judge_model is not null and (m.n <= 100000 or step.lane = 'factory')`);
  await run(`insert into core.reviews (call_id, reviewed_at_utc, verdict, reviewer, idempotency_key, version)
    select c.id, c.ended_at_utc + interval '2 hours', c.verdict, (array['Maya Okafor', 'Jon Reyes', 'Ines Roth'])[1 + m.n % 3], 'seed-' || m.n, 1
    from made m join core.calls c on c.id = m.id where c.verdict is not null`);
  await run(`insert into core.call_texts (call_id, start_time_utc, words)
    select id, start_time_utc, core.words_of(transcript_segments, start_time_utc) from core.calls where transcript_segments is not null`);
  await run("drop table made");
  await run("set maintenance_work_mem = '1GB'");
  for (const { made } of indexes) await run(made);
  await run("set session_replication_role = origin");
  await run("vacuum analyze");
  await run("select core.mark_all_figures()");
  await run("do 'begin while core.refresh_figures(480) = 480 loop end loop; end'");
  await run("vacuum analyze core.call_figures, core.rule_figures, core.lane_figures, core.stale_figures");
}
