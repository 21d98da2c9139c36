import { openPool } from "@callscript/adapters/postgres/pool.ts";
import fc from "fast-check";
import { afterAll, beforeEach, expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { clearCalls } from "../../test/support/given-calls.ts";
import { compareInbox, type InboxPosition } from "./compare-inbox.ts";
import { inboxGroups, inboxMatches, inboxTabCount } from "./inbox.sql.ts";
import { everyCall, type InboxFilter, InboxSort } from "./inbox-filter.ts";
import { inboxCampaigns, inboxPublishers } from "./inbox-menus.sql.ts";
import { type InboxCursor, listInbox, positionOf } from "./list-inbox.ts";
import { narrowInbox } from "./narrow-inbox.ts";

const database = await testDatabase();
const { sql } = database;
const web = openPool({ url: database.urlAs("callscript_web"), max: 2, applicationName: "test" });
afterAll(() => web.close());

/** Their windows are 1 day, 2 days, and unknown; the last call has no campaign at all. */
const campaigns = ["c0000000-0000-4000-8000-000000000001", "c0000000-0000-4000-8000-000000000002", null];
const windowDays = [1, 2, null];
const now = new Date("2026-11-24T12:00:00.000Z");

interface Made {
  severity: number;
  hours: number;
  micros: number;
  campaign: number;
  publisher: number;
  rule: number;
  revenue: number;
}
const made: fc.Arbitrary<Made> = fc.record({
  severity: fc.integer({ min: 1, max: 4 }),
  hours: fc.integer({ min: 1, max: 60 }),
  micros: fc.integer({ min: 0, max: 2 }),
  campaign: fc.integer({ min: 0, max: 3 }),
  publisher: fc.integer({ min: 1, max: 3 }),
  rule: fc.integer({ min: 1, max: 3 }),
  revenue: fc.integer({ min: 0, max: 90 }),
});

const flagOf = ({ severity, rule }: Made) => ({
  code: `rule_${rule}`,
  name: `Rule ${rule}`,
  severity,
  at_fault: "publisher",
  refundable: true,
  rule_version: "General@1",
  evidence: "quote",
  quote: `Words of number ${rule}`,
  verified: "exact",
  fact: null,
  turn: 0,
  speaker: "agent",
  start: 1,
  end: 2,
  reason: "it is so",
  confidence: null,
});

beforeEach(async () => {
  await clearCalls(database);
  await sql(
    `insert into core.campaigns (id, ringba_campaign_id, name, vertical, inference_source, refund_window_days) values
    ($1, 'CA1', 'One', 'Solar', 'manual', 1), ($2, 'CA2', 'Two', 'Legal', 'manual', 2), ('c0000000-0000-4000-8000-000000000003', 'CA3', 'Three', 'Legal', 'manual', null)`,
    campaigns[0],
    campaigns[1],
  );
});

/** Fills the inbox, and answers with where each call stands and what it was made of. */
async function given(rows: readonly Made[]): Promise<(InboxPosition & { made: Made })[]> {
  await sql("truncate core.calls cascade");
  const calls = rows.map((one, index) => {
    const startMs = now.getTime() - one.hours * 3_600_000;
    const key = (ms: number) => new Date(ms).toISOString().replace("Z", `00${one.micros}Z`);
    const days = windowDays[one.campaign] ?? null;
    const campaign = one.campaign === 2 ? "c0000000-0000-4000-8000-000000000003" : campaigns[one.campaign];
    return {
      made: one,
      severity: one.severity,
      startUtc: key(startMs),
      closesUtc: days === null ? null : key(startMs + days * 86_400_000),
      id: `0190aaaa-0000-7000-8000-${String((index * 7919) % 100_000).padStart(12, "0")}`,
      campaign: campaign ?? null,
    };
  });
  await sql(
    `insert into core.calls (id, ringba_call_id, campaign_id, start_time_utc, severity, publisher, revenue, qa_flags, status, storage_path)
    select c.id, 'R' || c.id, c.campaign, c.start, c.severity, c.publisher, c.revenue, c.flags, 'flagged', 'x'
    from jsonb_to_recordset($1::jsonb) as c (id uuid, campaign uuid, start timestamptz, severity int, publisher text, revenue numeric, flags jsonb)`,
    JSON.stringify(
      calls.map(({ id, campaign, startUtc, severity, made: one }) => ({
        id,
        campaign,
        start: startUtc,
        severity,
        publisher: `Publisher ${one.publisher}`,
        revenue: one.revenue,
        flags: [flagOf(one)],
      })),
    ),
  );
  return calls;
}

async function readAll(sort: InboxSort, filter: InboxFilter, size: number): Promise<InboxPosition[]> {
  const found: InboxPosition[] = [];
  let after: InboxCursor | null = null;
  for (let pages = 0; pages < 100; pages += 1) {
    const page: Awaited<ReturnType<typeof listInbox>> = await listInbox(web, {
      tab: "review",
      sort,
      filter,
      after,
      size,
      now,
    });
    found.push(...page.calls.map(positionOf));
    if (page.next === null) return found;
    after = page.next;
  }
  throw new Error("the pages do not end");
}

test("page by page every order is that of a plain sort, with equal keys and any filter", async () => {
  const narrowings: { filter: InboxFilter; keeps: (one: Made) => boolean }[] = [
    { filter: everyCall, keeps: () => true },
    {
      filter: { ...everyCall, severities: [1, 3] },
      keeps: ({ severity }) => severity === 1 || severity === 3,
    },
    {
      filter: { ...everyCall, vertical: "Legal" },
      keeps: ({ campaign }) => campaign === 1 || campaign === 2,
    },
    { filter: { ...everyCall, campaign: campaigns[0] ?? null }, keeps: ({ campaign }) => campaign === 0 },
    { filter: { ...everyCall, publisher: "Publisher 2" }, keeps: ({ publisher }) => publisher === 2 },
    { filter: { ...everyCall, rule: "rule_3" }, keeps: ({ rule }) => rule === 3 },
    { filter: { ...everyCall, words: "OF NUMBER 1" }, keeps: ({ rule }) => rule === 1 },
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.array(made, { maxLength: 40 }),
      fc.constantFrom(...InboxSort.options),
      fc.constantFrom(...narrowings),
      fc.integer({ min: 1, max: 9 }),
      async (rows, sort, { filter, keeps }, size) => {
        const calls = await given(rows);
        const compare = compareInbox(sort, now.toISOString().replace("Z", "000Z"));
        const wanted = calls.filter((call) => keeps(call.made)).sort(compare);
        expect((await readAll(sort, filter, size)).map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
      },
    ),
    { numRuns: 40 },
  );
});

test("a day's closing windows, the groups, the counts and what a decision over all would reach agree", async () => {
  const hour = 3_600_000;
  const plain = { micros: 0, publisher: 1, rule: 1, severity: 4, revenue: 10 };
  await given([
    { ...plain, campaign: 0, hours: 1 },
    { ...plain, campaign: 0, hours: 23, severity: 2 },
    { ...plain, campaign: 1, hours: 30 },
    { ...plain, campaign: 2, hours: 1 },
    { ...plain, campaign: 3, hours: 1 },
  ]);
  await sql("update core.calls set start_time_utc = start_time_utc + (now() - $1::timestamptz)", now);
  const soon = { ...everyCall, closesBefore: new Date(Date.now() + 2 * hour) };
  const day = { ...everyCall, closesBefore: new Date(Date.now() + 24 * hour) };
  expect((await listInbox(web, { tab: "review", filter: soon })).calls).toHaveLength(1);
  const params = await narrowInbox(web, "review", day);
  expect(await inboxGroups.review.run(web, ...params)).toEqual([
    { severity: 4, calls: 2, revenue: "20.0000" },
    { severity: 2, calls: 1, revenue: "10.0000" },
  ]);
  expect(await inboxTabCount.review.run(web, ...params)).toEqual([{ calls: 3 }]);
  const matches = await inboxMatches.review.run(web, ...params, 2);
  expect(matches.map(({ revenue, version }) => [revenue, version])).toEqual([
    ["20.0000", 0],
    ["20.0000", 0],
  ]);
});

test("a rule and words leave the same calls, whether they are looked up or met on the way", async () => {
  await given(
    [0, 1, 2, 3, 4, 5].map((n) => ({
      micros: 0,
      publisher: 1,
      rule: 1 + (n % 2),
      severity: 1 + (n % 3),
      revenue: 10,
      campaign: 0,
      hours: n,
    })),
  );
  const narrowed = [
    [{ rule: "rule_1" }, 3],
    [{ words: "number 1" }, 3],
    [{ words: "NUMB" }, 6],
    [{ words: "nobody said it" }, 0],
    [{ words: "..." }, 6],
    [{ rule: "no_such_rule", words: "number" }, 0],
  ] as const;
  for (const [filter, calls] of narrowed)
    for (const few of [0, 2_000]) {
      const params = await narrowInbox(web, "review", { ...everyCall, ...filter }, few);
      const found = await inboxMatches.review.run(web, ...params, 100);
      expect(found, `${JSON.stringify(filter)}, ${few}`).toHaveLength(calls);
    }
});

test("mine is what stands by my decision; a name stands for the address of who decided", async () => {
  const [call, other] = await given(
    [1, 2].map((hours) => ({
      micros: 0,
      publisher: 1,
      rule: 1,
      severity: 4,
      revenue: 10,
      campaign: 0,
      hours,
    })),
  );
  await sql(
    `insert into app_auth."user" (id, name, email, "emailVerified", role) values ('u1', 'Maya', 'maya@desk.local', true, 'reviewer')`,
  );
  const decide = (id: string | undefined, who: string, version: number, verdict = "confirmed_bad") =>
    sql(
      "select core.review_calls($1::uuid[], $2::int[], $3, $4, $5)",
      [id],
      [version],
      verdict,
      who,
      `k${who}${version}`,
    );
  await decide(call?.id, "maya@desk.local", 0);
  await decide(other?.id, "maya@desk.local", 0, "marked_safe");
  await decide(other?.id, "jon@desk.local", 1);
  const mine = { ...everyCall, decidedBy: "maya@desk.local" };
  const found = await listInbox(web, { tab: "confirmed", filter: mine });
  expect(found.calls.map(({ id, decided_by }) => [id, decided_by])).toEqual([[call?.id, "Maya"]]);
  const all = await listInbox(web, { tab: "confirmed" });
  expect(all.calls.map(({ decided_by }) => decided_by)).toEqual(["Maya", "jon@desk.local"]);
});

test("the menus name campaigns, and each publisher of a flagged call once", async () => {
  await given(
    [3, 1, 2, 1, 3].map((publisher) => ({
      micros: 0,
      publisher,
      rule: 1,
      severity: 4,
      revenue: 10,
      campaign: 0,
      hours: 1,
    })),
  );
  expect((await inboxPublishers.run(web)).map(({ publisher }) => publisher)).toEqual([
    "Publisher 1",
    "Publisher 2",
    "Publisher 3",
  ]);
  expect((await inboxCampaigns.run(web)).map(({ name }) => name)).toEqual(["One", "Three", "Two"]);
});
