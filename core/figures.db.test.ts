import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { figuresThatDiffer } from "../test/bench/dashboard/figures-that-differ.ts";
import { testDatabase } from "../test/support/database.ts";
import { callStatuses } from "./call-state.ts";

const { sql, url } = await testDatabase();
/** Three writers, each with calls of its own, and somebody who counts. */
const clients = Array.from({ length: 3 }, () => new pg.Client({ connectionString: url }));
beforeAll(() => Promise.all(clients.map((client) => client.connect())));
afterAll(() => Promise.all(clients.map((client) => client.end())));

const campaigns = ["a0000000-0000-4000-8000-000000000001", "a0000000-0000-4000-8000-000000000002"];
beforeEach(async () => {
  await sql(
    "truncate core.calls, core.campaigns, core.call_events, core.judgements, core.model_requests cascade",
  );
  await sql(
    "insert into core.installation (mode, stamped_at_utc) values ('demo', '2026-11-01') on conflict do nothing",
  );
  await sql(
    "insert into core.campaigns (id, ringba_campaign_id, name) select id, id, id::text from unnest($1::uuid[]) id",
    campaigns,
  );
});

const refreshAll = async () => {
  while (Number((await sql("select core.refresh_figures(3) as n"))[0]?.["n"]) === 3);
};

/** The definition, said plainly: one cut at a time, straight from the calls. */
const keysOf: Record<string, string> = {
  all: "null::uuid as campaign_id, null::text as publisher",
  campaign: "campaign_id, null::text as publisher",
  publisher: "null::uuid as campaign_id, publisher",
  both: "campaign_id, publisher",
};
const countedCalls = Object.entries(keysOf).map(
  ([cut, keys]) => `select half_hour_utc, '${cut}' as cut, ${keys}, count(*)::int as calls,
    sum((status in ('pending', 'downloaded', 'processing', 'transcribed'))::int)::int as in_progress,
    sum((status = 'safe' and severity is null)::int)::int as safe,
    sum((status = 'flagged' or (status = 'safe' and severity is not null))::int)::int as flagged,
    sum((status = 'skipped')::int)::int as skipped, sum((status = 'failed')::int)::int as failed,
    sum((status = 'flagged' and verdict is null)::int)::int as to_review,
    sum((verdict is not distinct from 'confirmed_bad')::int)::int as confirmed,
    sum((verdict is not distinct from 'marked_safe')::int)::int as marked_safe,
    sum(case when status = 'flagged' and verdict is null then revenue else 0 end)::numeric(14, 4)::text as at_stake_usd,
    sum(case when verdict = 'confirmed_bad' then revenue else 0 end)::numeric(14, 4)::text as confirmed_usd,
    sum(case when verdict = 'marked_safe' then revenue else 0 end)::numeric(14, 4)::text as marked_safe_usd,
    sum(ai_usd)::numeric(16, 8)::text as ai_usd, sum(unpriced)::int as unpriced,
    array_remove(array_agg(flag_seconds order by flag_seconds), null) as flag_seconds
  from each_call group by 1, 2, 3, 4`,
);
const countedRules = Object.entries(keysOf).map(
  ([
    cut,
    keys,
  ]) => `select half_hour_utc, '${cut}' as cut, ${keys}, code, max(name) as name, max(severity) as severity,
    count(distinct id)::int as calls, count(distinct id) filter (where verdict = 'confirmed_bad')::int as confirmed,
    count(distinct id) filter (where verdict = 'marked_safe')::int as marked_safe,
    (sum(revenue) filter (where is_first))::numeric(14, 4)::text as usd
  from each_flag group by 1, 2, 3, 4, 5`,
);
const eachCall = `with each_call as (
  select c.*, to_timestamp(floor(extract(epoch from start_time_utc) / 1800) * 1800) as half_hour_utc,
    coalesce((select sum(coalesce(cost_usd, usd_reserved)) from core.model_requests where call_id = c.id and purpose in ('judge', 'rejudge')), 0)
      + coalesce((select sum(cost_usd) from core.call_events where call_id = c.id and kind = 'finished' and lane = 'factory'), 0) as ai_usd,
    (select count(*) from core.call_events where call_id = c.id and kind = 'finished' and lane = 'factory'
      and coalesce(detail ->> 'priced', '') <> 'true') as unpriced,
    case when source = 'ringba' then (select extract(epoch from min(judged_at_utc) - ended_at_utc)::int
      from core.judgements where call_id = c.id and finding = 'flagged') end as flag_seconds
  from core.calls c), each_flag as (
  select c.*, f ->> 'code' as code, f ->> 'name' as name, (f ->> 'severity')::int as severity_of_rule,
    row_number() over (partition by c.id, f ->> 'code') = 1 as is_first
  from (select id, half_hour_utc, campaign_id, publisher, verdict, revenue, qa_flags from each_call where status in ('flagged', 'safe')) c
    cross join lateral jsonb_array_elements(c.qa_flags) f)`;
const order = "order by half_hour_utc, cut, campaign_id nulls first, publisher nulls first";

async function expectFiguresToBeTheCalls() {
  const money = "at_stake_usd::text, confirmed_usd::text, marked_safe_usd::text, ai_usd::text";
  expect(
    await sql(`select half_hour_utc, cut, campaign_id, publisher, calls, in_progress, safe, flagged, skipped, failed, to_review, confirmed,
      marked_safe, ${money}, unpriced, flag_seconds from core.call_figures ${order}`),
  ).toEqual(await sql(`${eachCall} select * from (${countedCalls.join(" union all ")}) c ${order}`));
  expect(
    await sql(`select half_hour_utc, cut, campaign_id, publisher, code, name, severity, calls, confirmed, marked_safe, usd::text
      from core.rule_figures ${order}, code`),
  ).toEqual(
    await sql(
      `${eachCall} select * from (${countedRules.join(" union all ").replaceAll("max(severity)", "max(severity_of_rule)")}) r ${order}, code`,
    ),
  );
  expect(
    await sql("select half_hour_utc, lane, finished, failed from core.lane_figures order by 1, 2"),
  ).toEqual(
    await sql(`select to_timestamp(floor(extract(epoch from at_utc) / 1800) * 1800) as half_hour_utc, lane,
      sum((kind in ('created', 'finished'))::int)::int as finished, sum((kind = 'failed')::int)::int as failed
    from core.call_events where kind in ('created', 'finished', 'failed') and lane is not null group by 1, 2 order by 1, 2`),
  );
}

const writer = fc.integer({ min: 0, max: 2 });
const nth = fc.integer({ min: 0, max: 2 });
const minute = fc.integer({ min: 0, max: 119 });
const startAt = (minutes: number) => new Date(Date.UTC(2026, 10, 20, 10, minutes)).toISOString();
const flagsOf = (codes: readonly string[]) =>
  JSON.stringify(codes.map((code) => ({ code, name: `Rule ${code}`, severity: code === "a" ? 4 : 2 })));

/** What a writer does to its nth call; nothing where it has none yet. */
const change = fc.oneof(
  fc.record({
    text: fc.constant(
      `insert into core.calls (id, ringba_call_id, start_time_utc, ended_at_utc, storage_path, campaign_id, publisher, revenue)
       values ($1, $1::uuid::text, $2, $2::timestamptz + interval '1 minute', 'x', $3, $4, $5) on conflict do nothing`,
    ),
    more: fc.tuple(
      minute.map(startAt),
      fc.constantFrom(null, ...campaigns),
      fc.constantFrom(null, "", "Blue", "Red"),
      fc.constantFrom("0", "61.25", "10.0001"),
    ),
  }),
  fc.record({
    text: fc.constant("update core.calls set status = $2 where id = $1"),
    more: fc.tuple(fc.constantFrom(...callStatuses)),
  }),
  fc.record({
    text: fc.constant(
      `with judged as (insert into core.judgements (call_id, judged_at_utc, finding, flags, qa_version, judge_model, asked)
         select id, ended_at_utc + make_interval(secs => $4), $2, '[]', 'v', 'm', '{}' from core.calls where id = $1)
       update core.calls set status = $2, qa_flags = $3, severity = $5 where id = $1`,
    ),
    more: fc.oneof(
      fc.tuple(
        fc.constant("flagged"),
        fc.constantFrom(["a"], ["b"], ["a", "b", "a"]).map(flagsOf),
        fc.integer({ min: 1, max: 900 }),
        fc.constantFrom(2, 4),
      ),
      fc.tuple(fc.constant("safe"), fc.constant("[]"), fc.constant(30), fc.constant(null)),
    ),
  }),
  fc.record({
    text: fc.constant("update core.calls set verdict = $2 where id = $1"),
    more: fc.tuple(fc.constantFrom("confirmed_bad", "marked_safe", null)),
  }),
  fc.record({
    text: fc.constant("update core.calls set revenue = $2, publisher = $3, source = $4 where id = $1"),
    more: fc.tuple(
      fc.constantFrom("5", "0.01"),
      fc.constantFrom("Blue", "Red", null),
      fc.constantFrom("ringba", "import"),
    ),
  }),
  fc.record({
    text: fc.constant(
      "update core.calls set start_time_utc = $2, ended_at_utc = $2::timestamptz + interval '2 minutes' where id = $1",
    ),
    more: fc.tuple(minute.map(startAt)),
  }),
  fc.record({
    text: fc.constant(
      `insert into core.model_requests (call_id, purpose, model, day, at_utc, tokens_reserved, usd_reserved)
       values ($1, $2, 'm', '2026-11-20', now(), 1, 0.0006)`,
    ),
    more: fc.tuple(fc.constantFrom("judge", "rejudge", "backtest")),
  }),
  fc.record({
    text: fc.constant(
      "update core.model_requests set cost_usd = $2, settled_at_utc = now() where call_id = $1 and settled_at_utc is null",
    ),
    more: fc.tuple(fc.constantFrom("0.0004", "0")),
  }),
  fc.record({
    text: fc.constant(
      `insert into core.call_events (call_id, at_utc, kind, lane, actor, cost_usd, detail)
       select id, $2, $3, $4, 'x', $5, case when $5::numeric is not null then '{"priced": true}'::jsonb end from core.calls where id = $1`,
    ),
    more: fc.tuple(
      minute.map(startAt),
      fc.constantFrom("finished", "failed", "created", "claimed"),
      fc.constantFrom("factory", "judge", "ingest"),
      fc.constantFrom(null, "0.00008"),
    ),
  }),
  fc.record({
    text: fc.constant(`with events as (delete from core.call_events where call_id = $1),
      judgements as (delete from core.judgements where call_id = $1)
      delete from core.calls where id = $1`),
    more: fc.constant([]),
  }),
);
const step = fc.oneof(
  { weight: 12, arbitrary: fc.record({ does: fc.constant("write" as const), writer, nth, change }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constantFrom("begin", "commit", "rollback"), writer }) },
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constantFrom("refresh"), limit: fc.integer({ min: 1, max: 3 }) }),
  },
);

test("after any writes, side by side and committed at any time, the figures are the calls'", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
      await sql("truncate core.calls, core.call_events, core.judgements, core.model_requests cascade");
      const open = new Set<number>();
      for (const one of steps) {
        if (one.does === "refresh" && "limit" in one) {
          await sql("select core.refresh_figures($1)", one.limit);
          continue;
        }
        if (!("writer" in one)) continue;
        const client = clients[one.writer];
        if (one.does === "write" && "change" in one) {
          const call = `b0000000-0000-4000-8000-0000000000${one.writer}${one.nth}`;
          await client?.query("select set_config('callscript.forgets', 'on', false)");
          await client?.query(one.change.text, [call, ...one.change.more]);
        } else if ((one.does === "begin") !== open.has(one.writer)) {
          await client?.query(one.does);
          if (one.does === "begin") open.add(one.writer);
          else open.delete(one.writer);
        }
      }
      for (const index of open) await clients[index]?.query("commit");
      await refreshAll();
      await expectFiguresToBeTheCalls();
    }),
    { numRuns: 30 },
  );
});

test.each([
  "update core.calls set status = 'safe'",
  "update core.calls set severity = null, status = 'safe'",
  "update core.calls set verdict = 'confirmed_bad'",
  "update core.calls set revenue = 9",
  "update core.calls set publisher = 'Blue'",
  `update core.calls set campaign_id = '${campaigns[0]}'`,
  "update core.calls set start_time_utc = '2026-11-20 12:00Z'",
  "update core.calls set ended_at_utc = '2026-11-20 10:12Z'",
  "update core.calls set source = 'import'",
  `update core.calls set qa_flags = '[{"code": "b", "name": "B", "severity": 3}]'`,
  "insert into core.judgements (call_id, judged_at_utc, finding, flags, qa_version, judge_model, asked) select id, '2026-11-20 10:11Z', 'flagged', '[]', 'v', 'm', '{}' from core.calls",
  "insert into core.call_events (call_id, kind, lane, actor, cost_usd) select id, 'finished', 'factory', 'x', 0.5 from core.calls",
  "insert into core.model_requests (call_id, purpose, model, day, at_utc, tokens_reserved, usd_reserved) select id, 'judge', 'm', now(), now(), 1, 0.1 from core.calls",
  "update core.model_requests set cost_usd = 0.2, settled_at_utc = now()",
  "delete from core.model_requests",
])("%s: is counted, whatever else moved", async (text) => {
  await sql(
    `insert into core.calls (ringba_call_id, start_time_utc, ended_at_utc, storage_path, status, severity, revenue, publisher, qa_flags)
     values ('a', '2026-11-20 10:00Z', '2026-11-20 10:10Z', 'x', 'flagged', 4, 5, 'Red', '[{"code": "a", "name": "A", "severity": 4}]')`,
  );
  await sql(
    `insert into core.judgements (call_id, judged_at_utc, finding, flags, qa_version, judge_model, asked)
     select id, '2026-11-20 10:20Z', 'flagged', '[]', 'v', 'm', '{}' from core.calls`,
  );
  await sql(
    `insert into core.model_requests (call_id, purpose, model, day, at_utc, tokens_reserved, usd_reserved)
     select id, 'judge', 'm', now(), now(), 1, 0.3 from core.calls`,
  );
  await refreshAll();
  await expectFiguresToBeTheCalls();
  const all = () =>
    sql(
      "select (select jsonb_agg(c) from core.call_figures c) as calls, (select jsonb_agg(r) from core.rule_figures r) as rules",
    );
  const before = await all();
  await sql(text);
  await refreshAll();
  await expectFiguresToBeTheCalls();
  expect(await all()).not.toEqual(before);
});

test("a transaction that began before the count and commits after it is counted by the next one", async () => {
  const [writing] = clients;
  await writing?.query("begin");
  await writing?.query(
    "insert into core.calls (ringba_call_id, start_time_utc) values ('late', '2026-11-20 10:10Z')",
  );
  await sql("insert into core.calls (ringba_call_id, start_time_utc) values ('soon', '2026-11-20 10:20Z')");
  await refreshAll();
  const seen = () => sql("select calls from core.call_figures where cut = 'all'");
  expect(await seen()).toEqual([{ calls: 1 }]);
  await writing?.query("commit");
  await refreshAll();
  expect(await seen()).toEqual([{ calls: 2 }]);
});

test("two counts at once: one waits for nothing and leaves the marks to the other", async () => {
  await sql("insert into core.calls (ringba_call_id, start_time_utc) values ('one', '2026-11-20 10:10Z')");
  const [counting] = clients;
  await counting?.query("begin");
  await counting?.query("select core.refresh_figures()");
  await sql("insert into core.calls (ringba_call_id, start_time_utc) values ('two', '2026-11-20 10:20Z')");
  expect(await sql("select core.refresh_figures() as n")).toEqual([{ n: 0 }]);
  await counting?.query("rollback");
  await refreshAll();
  await expectFiguresToBeTheCalls();
  expect(await sql("select count(*)::int as left from core.stale_figures")).toEqual([{ left: 0 }]);
});

test("claims, heartbeats and the way through the lanes mark nothing", async () => {
  await sql(
    "insert into core.calls (ringba_call_id, start_time_utc, storage_path, status) values ('one', now(), 'x', 'downloaded')",
  );
  await refreshAll();
  await sql("select core.claim_calls('factory', 'w', 1)");
  await sql("select core.heartbeat('w', array(select id from core.calls))");
  expect(
    await sql(
      "select status, count(s.id)::int as marks from core.calls left join core.stale_figures s on true group by 1",
    ),
  ).toEqual([{ status: "processing", marks: 0 }]);
});

test("what no lane of ours would write does not stop the count", async () => {
  await sql(
    `insert into core.calls (ringba_call_id, start_time_utc, ended_at_utc, storage_path, status, severity, publisher, qa_flags)
     values ('a', '2026-11-20 10:00Z', '9999-01-01', 'x', 'flagged', 2, repeat('p', 5000), '{"code": "odd"}'),
       ('b', '2026-11-20 10:00Z', null, 'x', 'flagged', null, null, '"text"'),
       ('c', '2026-11-20 10:00Z', null, 'x', 'flagged', 4, null, '[{"code": "odd", "severity": "huge"}, {"name": "nameless"}, null]')`,
  );
  await refreshAll();
  expect(await sql("select code, name, severity, calls from core.rule_figures where cut = 'all'")).toEqual([
    { code: "odd", name: "odd", severity: 1, calls: 2 },
  ]);
  expect(await sql("select calls from core.call_figures where cut = 'all'")).toEqual([{ calls: 3 }]);
});

test("the bench finds a figure that is not what the calls come to, in whichever cut, and a row too few or too many", async () => {
  await sql(
    `insert into core.calls (ringba_call_id, campaign_id, publisher, start_time_utc, status, verdict, revenue)
     select 'call ' || n, case when n % 3 > 0 then $1::uuid end, 'Publisher ' || n % 2, timestamptz '2026-11-20' + make_interval(mins => 10 * n),
       case when n % 2 = 0 then 'flagged' else 'skipped' end, case when n % 4 = 0 then 'confirmed_bad' end, n from generate_series(1, 12) n`,
    campaigns[0],
  );
  await refreshAll();
  expect(await figuresThatDiffer(sql)).toBe(0);
  for (const cut of Object.keys(keysOf)) {
    const key = "concat_ws('|', half_hour_utc, cut, campaign_id, publisher)";
    const one = `${key} = (select min(${key}) from core.call_figures where cut = '${cut}' and calls > 0)`;
    await sql(`update core.call_figures set confirmed_usd = confirmed_usd + 0.01 where ${one}`);
    expect(await figuresThatDiffer(sql), cut).toBe(1);
    await sql(`delete from core.call_figures where ${one}`);
    expect(await figuresThatDiffer(sql), cut).toBe(1);
    await sql(
      `insert into core.call_figures select half_hour_utc - interval '1 day', cut, campaign_id, publisher, calls, in_progress, safe, flagged, skipped,
        failed, to_review, confirmed, marked_safe, at_stake_usd, confirmed_usd, marked_safe_usd, ai_usd, unpriced, flag_seconds
       from core.call_figures where ${one}`,
    );
    expect(await figuresThatDiffer(sql), cut).toBe(2);
    await sql("select core.mark_all_figures()");
    await refreshAll();
    expect(await figuresThatDiffer(sql), cut).toBe(0);
  }
});
