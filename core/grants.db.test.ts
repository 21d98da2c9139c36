import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { afterAll, expect, test } from "vitest";
import { testDatabase } from "../test/support/database.ts";
import { givenCall } from "../test/support/given-calls.ts";

const database = await testDatabase();
const { sql } = database;
const worker = openPool({ url: database.urlAs("callscript_worker"), max: 1, applicationName: "test" });
const web = openPool({ url: database.urlAs("callscript_web"), max: 1, applicationName: "test" });
afterAll(() => Promise.all([worker.close(), web.close()]));

const reads = [
  "alert_tests",
  "bench_judge",
  "bench_results",
  "bench_runs",
  "call_events",
  "call_figures",
  "call_peaks",
  "call_texts",
  "call_words",
  "calls",
  "campaigns",
  "figures",
  "flag_reviews",
  "ingest_hours",
  "ingest_passes",
  "ingest_slices",
  "installation",
  "invites",
  "judgements",
  "lane_figures",
  "lanes",
  "model_days",
  "model_requests",
  "rate_budgets",
  "rejudge_requests",
  "reviews",
  "rule_draft_rules",
  "rule_drafts",
  "rule_figures",
  "rule_versions",
  "rules",
  "setup_reports",
  "vertical_patterns",
];

test("every grant on core's tables is on this list", async () => {
  const rows = await sql(
    `select grantee, table_name, string_agg(distinct privilege_type, ',') as privileges
     from (select grantee, table_name, privilege_type from information_schema.table_privileges where table_schema = 'core' and grantee <> current_user
       union select grantee, table_name, 'INSERT of columns' from information_schema.column_privileges
         where table_schema = 'core' and privilege_type = 'INSERT' and grantee <> current_user) g
     group by grantee, table_name order by grantee, table_name`,
  );
  expect(rows).toEqual(
    reads.map((table_name) => ({
      grantee: "callscript_web",
      table_name,
      privileges: "SELECT",
    })),
  );
});

test("every function that another role may run is on this list, and runs with the owner's rights on a fixed path", async () => {
  const rows = await sql(
    `select p.proname as name, p.prosecdef as definer, p.proconfig::text as config, string_agg(r.rolname, ',' order by r.rolname) as roles
     from pg_proc p cross join lateral aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
       left join pg_roles r on r.oid = a.grantee
     where p.pronamespace = 'core'::regnamespace and a.grantee <> p.proowner
     group by p.oid, p.proname order by p.proname`,
  );
  const entry = (name: string, roles: string) => ({
    name,
    definer: true,
    config: '{"search_path=\\"\\""}',
    roles,
  });
  expect(rows).toEqual([
    entry("accept_invite", "callscript_web"),
    entry("add_draft_rule", "callscript_web"),
    entry("ask_alert_test", "callscript_web"),
    // Reads nothing: what it is given alone.
    { ...entry("caller_key", "callscript_web"), definer: false },
    entry("cancel_bench_run", "callscript_web"),
    entry("change_campaigns", "callscript_web"),
    entry("change_role", "callscript_web"),
    entry("claim_calls", "callscript_worker"),
    entry("count_desk_act", "callscript_web"),
    entry("disable_person", "callscript_web"),
    entry("discard_rule_draft", "callscript_web"),
    entry("enable_person", "callscript_web"),
    entry("end_sessions", "callscript_web"),
    entry("fail_call", "callscript_worker"),
    entry("failures_by_reason", "callscript_web"),
    entry("finish_factory", "callscript_worker"),
    // Read nothing but what they are given: an index of the inbox is asked through them.
    { ...entry("flag_codes", "callscript_web"), definer: false },
    { ...entry("flag_words", "callscript_web"), definer: false },
    { ...entry("fold_words", "callscript_web"), definer: false },
    entry("give_back", "callscript_worker"),
    entry("heartbeat", "callscript_worker"),
    entry("ingest_keys_for_desk", "callscript_web"),
    entry("invite_person", "callscript_web"),
    entry("make_ingest_key", "callscript_web"),
    entry("mark_editing", "callscript_web"),
    entry("note_desk_event", "callscript_web"),
    entry("patterns_version", "callscript_web"),
    entry("pause_lane_from_desk", "callscript_web"),
    entry("preview_patterns", "callscript_web"),
    entry("publish_from_desk", "callscript_web"),
    entry("put_back_failed", "callscript_web"),
    entry("rebase_rule_draft", "callscript_web"),
    entry("rejudgeable_among", "callscript_web"),
    entry("rejudgeable_calls", "callscript_web"),
    entry("rejudgeable_since", "callscript_web"),
    entry("report_outage", "callscript_worker"),
    entry("request_bench_run", "callscript_web"),
    entry("request_rejudge", "callscript_web"),
    entry("request_rejudge_of", "callscript_web"),
    entry("request_rejudge_of_swapped", "callscript_web"),
    entry("requeue_from_desk", "callscript_web"),
    entry("reset_second_factor", "callscript_web"),
    entry("resume_lane_from_desk", "callscript_web"),
    entry("review_calls", "callscript_web"),
    entry("review_flag", "callscript_web"),
    entry("revoke_ingest_keys", "callscript_web"),
    entry("revoke_invite", "callscript_web"),
    entry("run_lane_now", "callscript_web"),
    entry("save_draft_rule", "callscript_web"),
    entry("save_patterns", "callscript_web"),
    entry("start_rule_draft", "callscript_web"),
    entry("swap_speakers", "callscript_web"),
    entry("swaps_since_judged", "callscript_web"),
    entry("undo_campaigns", "callscript_web"),
  ]);
});

test("row-level security is on for every table", async () => {
  expect(
    await sql(
      "select relname from pg_class where relnamespace = 'core'::regnamespace and relkind = 'r' and not relrowsecurity",
    ),
  ).toEqual([]);
});

test("a GPU worker does its work and sees nothing else", async () => {
  const id = await givenCall(database, { status: "downloaded" });
  await expect(worker.rows("select * from core.calls", [])).rejects.toThrow("permission denied");
  await expect(worker.rows("select * from core.claim_calls('judge', 'w', 1)", [])).rejects.toThrow(
    "factory only",
  );
  const [call] = await worker.rows(
    "select id, attempt, transcript_segments from core.claim_calls('factory', 'w', 1)",
    [],
  );
  expect(call).toEqual({ id, attempt: 1, transcript_segments: null });
  expect(
    await worker.rows("select id from core.finish_factory('w', $1) as id", [
      JSON.stringify([{ call: id, attempt: 1, text: "", segments: [], model: "m", stand_in: false }]),
    ]),
  ).toEqual([{ id }]);
});

test("the dashboard reads, decides through verbs, and rewrites nothing", async () => {
  await givenCall(database, { status: "flagged" });
  expect(
    await web.rows("select count(*)::int as calls from core.calls where status = 'flagged'", []),
  ).toEqual([{ calls: 1 }]);
  for (const statement of [
    "update core.calls set status = 'safe'",
    "delete from core.call_events",
    "update core.call_events set actor = 'x'",
    "delete from core.reviews",
    "update core.judgements set finding = 'safe'",
    "insert into core.rules default values",
    "select * from core.claim_calls('judge', 'w', 1)",
    "select core.requeue_calls('{}', 'x')",
    "select * from core.desk_events",
    "delete from core.desk_events",
    "insert into core.call_texts default values",
    "insert into core.flag_reviews default values",
    "select core.require_person('x')",
  ]) {
    await expect(web.rows(statement, []), statement).rejects.toThrow("permission denied");
  }
});
