import type { Plant } from "./plant-words.ts";
import type { ServedDesk } from "./serve-desk.ts";

/** Words in the rules, in a draft of General that changes each of them, and in what its bench found. */
export async function plantRules(sql: ServedDesk["sql"], plant: Plant, admin: string): Promise<void> {
  const said = (n: string) =>
    `jsonb_build_object('name', pg_temp.w(${n}), 'question', pg_temp.w(${n} + 1) || ' was it said?', 'applies_when', pg_temp.w(${n} + 2),
      'examples', jsonb_build_object('flag', jsonb_build_array('C: ' || pg_temp.w(${n} + 3), pg_temp.w(${n} + 4)), 'pass', jsonb_build_array(pg_temp.w(${n} + 5), pg_temp.w(${n} + 6))))`;
  await plant("core.rule_versions", "reason = pg_temp.w(n), published_by = pg_temp.w(n + 1)");
  await plant("core.rules", `name = pg_temp.w(n), definition = definition || ${said("n")}`);
  await sql("select core.start_rule_draft('General', $1)", admin);
  await plant(
    "core.rule_draft_rules",
    `definition = definition || ${said("n + 7")} || jsonb_build_object('phrases', jsonb_build_array(
       jsonb_build_object('who', 'anyone', 'any', jsonb_build_array('<img src=x onerror=window.__xss=1>')))),
     changed_by = pg_temp.w(n), changed_at_utc = now(), editing_by = pg_temp.w(n + 1), editing_until = now() + interval '1 hour'`,
  );
  const calls = (n: number) => `jsonb_build_object('calls', ${n}, 'usd', '1')`;
  const judged = "jsonb_build_object('calls', 1, 'flaggedBefore', 1, 'flaggedAfter', 0)";
  const [run] = await sql(
    `insert into core.bench_runs (pack, calls_of, size, usd_at_most, revision, rules, requested_by, state, began_at_utc, finished_at_utc, total, done, judge_model, report)
     values ('General', 'recent', 100, 0, 1, '[]', pg_temp.w(1), 'finished', now(), now(), 8, 8, pg_temp.w(2), jsonb_build_object('judged', 8, 'comparedWithStored', 8,
       'unjudged', jsonb_build_object('calls', 1, 'reasons', jsonb_build_array(pg_temp.w(3))), 'flagged', jsonb_build_object('before', 1, 'after', 8),
       'newlyFlagged', ${calls(8)}, 'noLongerFlagged', ${calls(0)}, 'otherwiseFlagged', ${calls(0)},
       'people', jsonb_build_object('confirmedBad', ${judged}, 'markedSafe', ${judged}))) returning id`,
  );
  await sql(
    `insert into core.bench_results (run, kind, place, call_id, before, after, evidence, at_seconds)
     select $1, 'newly', n, c.id, '{}', array[pg_temp.w(n)], pg_temp.w(n + 1), 1
     from (select id, row_number() over (order by id) as n from core.calls where status = 'safe' limit 8) c`,
    run?.["id"],
  );
}
