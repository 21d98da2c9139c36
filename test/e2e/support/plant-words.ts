import { seedBuiltInRules } from "./seed-built-in-rules.ts";
import type { ServedDesk } from "./serve-desk.ts";

/** A call that has every one of the words in its transcript and its flags; each is a sentence with the word "canary" in it. */
export interface Planted {
  callId: string;
}

/**
 * Writes words over all text that comes from outside: one after the other to campaigns, publishers, buyers, callers,
 * what was said, quotes, rules, people, notes and reasons.
 */
export async function plantWords({ sql, url }: ServedDesk, words: readonly string[]): Promise<Planted> {
  await seedBuiltInRules(url);
  await sql("set session_replication_role = replica");
  await sql(
    "create temporary table word as select n::int as k, w from unnest($1::text[]) with ordinality as t (w, n)",
    words,
  );
  await sql(
    "create or replace function pg_temp.w(n bigint) returns text language sql as $$ select w from word where k = 1 + mod(n, (select count(*) from word)) $$",
  );
  const numbered = (table: string, key: string) =>
    `(select ${key} as key, row_number() over (order by ${key}) as n from ${table})`;
  const plant = (table: string, set: string, key = "id") =>
    sql(`update ${table} t set ${set} from ${numbered(table, key)} as o where t.${key} = o.key`);
  await plant("core.campaigns", "name = pg_temp.w(n), ringba_campaign_id = n || pg_temp.w(n)");
  const flag = `jsonb_build_object('name', pg_temp.w(n), 'quote', pg_temp.w(n + 1), 'reason', pg_temp.w(n + 2))`;
  await plant(
    "core.calls",
    `publisher = pg_temp.w(n), buyer = pg_temp.w(n + 3), target = pg_temp.w(n + 5), caller_number = pg_temp.w(n + 7), ringba_call_id = n || pg_temp.w(n),
     processing_error = case when processing_error is not null then pg_temp.w(n) end, end_call_source = pg_temp.w(n),
     transcript_text = case when transcript_text is not null then pg_temp.w(n) end,
     transcript_segments = case when transcript_segments is not null then jsonb_build_array(
       jsonb_build_object('speaker', 'agent', 'start', 0.4, 'end', 6.1, 'text', pg_temp.w(n) || ' canary'),
       jsonb_build_object('speaker', 'caller', 'start', 6.8, 'end', 14.2, 'text', 'canary ' || pg_temp.w(n + 1))) end,
     qa_flags = (select jsonb_agg(f || ${flag}) from jsonb_array_elements(qa_flags) f)`,
  );
  await plant(
    "core.judgements",
    `flags = (select coalesce(jsonb_agg(f || ${flag}), '[]') from jsonb_array_elements(flags) f), judge_model = pg_temp.w(n)`,
  );
  await plant("core.reviews", "note = pg_temp.w(n), reviewer = pg_temp.w(n + 1)");
  await plant("core.call_events", "actor = pg_temp.w(n)");
  await plant("core.rules", "name = pg_temp.w(n)");
  await plant("core.rule_versions", "reason = pg_temp.w(n), published_by = pg_temp.w(n + 1)");
  await plant(
    "core.lanes",
    "paused = lane <> 'ingest', pause_kind = 'person', reason = pg_temp.w(n), paused_at_utc = now()",
    "lane",
  );
  await sql(`update app_auth."user" set name = (select w from word where k = 13)`);
  await sql(
    `update app_auth.session set "userAgent" = (select w from word where k = 14), "ipAddress" = (select w from word where k = 15)`,
  );
  await sql(
    `insert into core.invites (email, role, token_hash, invited_by) select k || '@desk.local', 'reviewer', 'of word ' || k, w from word`,
  );
  const [call] = await sql(
    `update core.calls set
       transcript_segments = (select jsonb_agg(jsonb_build_object('speaker', 'agent', 'start', k, 'end', k + 0.9, 'text', w)) from word),
       qa_flags = (select jsonb_agg(qa_flags -> 0 || jsonb_build_object('name', w, 'quote', w, 'reason', w, 'code', 'rule_' || k, 'turn', k - 1, 'start', k, 'end', k + 0.9)) from word)
     where id = (select id from core.calls where status = 'flagged' and verdict is null order by severity desc, start_time_utc desc limit 1) returning id`,
  );
  await sql("truncate core.call_texts");
  await sql(`insert into core.call_texts (call_id, start_time_utc, words)
    select id, start_time_utc, core.words_of(transcript_segments, start_time_utc) from core.calls where transcript_segments is not null`);
  await sql("set session_replication_role = origin");
  await sql("select core.mark_all_figures()");
  await sql("do 'begin while core.refresh_figures(480) = 480 loop end loop; end'");
  return { callId: String(call?.["id"]) };
}
