import { plantRules } from "./plant-rules.ts";
import { seedBuiltInRules } from "./seed-built-in-rules.ts";
import type { ServedDesk } from "./serve-desk.ts";

export interface Planted {
  /** A call that has every one of the words in its transcript and its flags. */
  callId: string;
  /** Of an invitation that is open. */
  inviteToken: string;
  personId: string;
}

/** Sets columns of each row of a table; in what they are set to, `n` is the row's number. */
export type Plant = (table: string, set: string, key?: string) => Promise<unknown>;

/**
 * Writes words over all text that comes from outside: one after the other to campaigns, publishers, buyers, callers,
 * what was said, quotes, rules, people, notes, reasons, and what the lanes say of themselves.
 */
export async function plantWords(
  { sql, url, admin }: ServedDesk,
  words: readonly string[],
): Promise<Planted> {
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
  const plant: Plant = (table, set, key = "id") =>
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
  await plant(
    "core.call_events",
    "actor = pg_temp.w(n), detail = coalesce(detail, '{}') || jsonb_build_object('reason', pg_temp.w(n + 1))",
  );
  await plant("core.vertical_patterns", "words = pg_temp.w(n)");
  await plantRules(sql, plant, admin.email);
  await plantLanes(sql, plant);
  await sql(`update app_auth."user" set name = (select w from word where k = 13)`);
  await sql(
    `update app_auth.session set "userAgent" = (select w from word where k = 14), "ipAddress" = (select w from word where k = 15)`,
  );
  const inviteToken = "an-invitation-that-is-open";
  await sql(
    `insert into core.invites (email, role, token_hash, invited_by)
     select k || '@desk.local', 'reviewer', encode(sha256(convert_to(case k when 1 then $1 else w end, 'UTF8')), 'hex'), w from word`,
    inviteToken,
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
  const [person] = await sql(`select id from app_auth."user" where email = $1`, admin.email);
  return { callId: String(call?.["id"]), inviteToken, personId: String(person?.["id"]) };
}

/** What the lanes, the pixel's keys and whoever set the installation up say. */
async function plantLanes(sql: ServedDesk["sql"], plant: Plant): Promise<void> {
  await plant(
    "core.lanes",
    `paused = lane <> 'ingest', pause_kind = 'person', reason = pg_temp.w(n), paused_at_utc = now(),
     last_report = jsonb_build_object('claimed', 1, 'done', 1, 'failed', 0, 'note', pg_temp.w(n + 1))`,
    "lane",
  );
  await sql(
    `insert into core.ingest_keys (name, key_hash, created_by)
     select w, encode(sha256(convert_to(w, 'UTF8')), 'hex'), w from word where length(w) <= 60 limit 12`,
  );
  await sql(
    `insert into core.alert_tests (asked_by, answered_at_utc, is_sent, detail) values (pg_temp.w(1), now(), false, pg_temp.w(2))`,
  );
  await sql(
    `insert into core.setup_reports (part, is_set, facts) values
      ('ringba', true, jsonb_build_object('account', pg_temp.w(3), 'requestsPerMinute', 60)),
      ('recordings', true, jsonb_build_object('store', 's3', 'bucket', pg_temp.w(4))),
      ('speech', true, jsonb_build_object('engine', pg_temp.w(5), 'model', pg_temp.w(6), 'standIn', true, 'reason', pg_temp.w(7), 'workers', 1, 'usdPerHour', '1')),
      ('judge', true, jsonb_build_object('judge', 'openai', 'model', pg_temp.w(8), 'host', pg_temp.w(9), 'dailyBudgetUsd', '1', 'sampleShare', 0))`,
  );
}
