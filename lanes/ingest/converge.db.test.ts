import { createRingbaSource } from "@callscript/adapters/ringba/ringba-source.ts";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type CallLogServer,
  callLogServer,
  type Fault,
  type ListedCall,
} from "../../test/fakes/call-log-server.ts";
import { Crash, crashingDb } from "../../test/support/crashing-db.ts";
import { testDatabase } from "../../test/support/database.ts";
import { ingestLane } from "./ingest.lane.ts";

// The provider's list changes and fails while it is read, and the reader dies at any statement; in the end, when the
// provider has been quiet for as long as the widest tier that is read, every call stands there once, as it last was.

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const never = new AbortController().signal;
const startMs = Date.UTC(2026, 10, 24, 6);
const minuteMs = 60_000;

const { db, sql } = await testDatabase();

interface PlannedCall {
  startSeconds: number;
  /** At which request it appears in the list. */
  listedAt: number;
  /** At which request its revenue is corrected; what it is then. */
  correctedAt: number | null;
}

interface World {
  calls: readonly PlannedCall[];
  faults: readonly Fault[];
  largestPage: number;
  crashes: readonly { statement: number; after: boolean }[];
}

let world: World;
let requests = 0;
let server: CallLogServer;
beforeAll(async () => {
  server = await callLogServer({
    calls: () => listedNow(),
    fault: () => world.faults[requests++] ?? "none",
    largestPage: () => world.largestPage,
  });
});
afterAll(() => server.close());

function listedNow(): ListedCall[] {
  return world.calls.flatMap((call, index) => (call.listedAt <= requests ? [recordOf(call, index)] : []));
}

function recordOf(call: PlannedCall, index: number): ListedCall {
  const corrected = call.correctedAt !== null && call.correctedAt <= requests;
  return {
    inboundCallId: `RGB${String(index).padStart(3, "0")}`,
    callDt: startMs + call.startSeconds * 1000 + (index % 7),
    conversionAmount: corrected ? "7.50" : "61.00",
  };
}

async function reset(given: World): Promise<void> {
  world = given;
  requests = 0;
  server.pages.length = 0;
  await sql(
    "truncate core.calls, core.campaigns, core.ingest_slices, core.ingest_passes, core.ingest_hours cascade",
  );
  await sql(
    `update core.lanes set watermark_utc = $1, starts_utc = $1, page_size = null, longest_page = 0, held_by = null, paused = false,
       pause_kind = null, reason = null where lane = 'ingest'`,
    new Date(startMs),
  );
}

async function run(atMs: number, crash: { statement: number; after: boolean } | null): Promise<boolean> {
  const source = createRingbaSource({
    baseUrl: server.origin,
    accountId: "RA1",
    apiToken: "test",
    timeoutMs: 5000,
  });
  const ports = {
    db: crash === null ? db : crashingDb(db, crash),
    source,
    clock: { now: () => new Date(atMs) },
    log: quiet,
  };
  try {
    const report = await ingestLane(ports, { worker: "ingest-1", budgetMs: 1000, signal: never });
    return report.paused === null && !report.more;
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
    return false;
  } finally {
    // The next process need not wait for the hold of the dead one, nor for the breaker's probe.
    await sql("update core.lanes set held_by = null, next_probe_at = now() where lane = 'ingest'");
  }
}

/** Six hours of calls, read as they come; then quiet, until the tier of a day has been read again. */
async function live(): Promise<void> {
  const crashes = [...world.crashes];
  for (let minutes = 0; minutes <= 360; minutes += 24)
    await run(startMs + minutes * minuteMs, crashes.shift() ?? null);
  requests = Math.max(requests, 10_000);
  for (let minutes = 390; minutes <= 390 + 14 * 60; minutes += 60) {
    for (let tries = 0; !(await run(startMs + minutes * minuteMs, crashes.shift() ?? null)); tries += 1)
      expect(tries).toBeLessThan(60);
  }
}

async function expectTruth(): Promise<void> {
  const rows = await sql("select ringba_call_id, revenue from core.calls order by ringba_call_id");
  expect(rows).toEqual(
    world.calls.map((call, index) => ({
      ringba_call_id: `RGB${String(index).padStart(3, "0")}`,
      revenue: call.correctedAt === null ? "61.0000" : "7.5000",
    })),
  );
  expect(
    await sql("select kind, count(*)::int as n from core.call_events where kind = 'created' group by kind"),
  ).toEqual(world.calls.length === 0 ? [] : [{ kind: "created", n: world.calls.length }]);
}

const plannedCall = fc.record({
  startSeconds: fc.oneof(fc.integer({ min: 0, max: 6 * 3600 - 1 }), fc.constantFrom(3600, 7200)),
  listedAt: fc.integer({ min: 0, max: 80 }),
  correctedAt: fc.option(fc.integer({ min: 1, max: 90 })),
});
const worlds = fc.record({
  calls: fc.array(plannedCall, { maxLength: 60, size: "medium" }),
  faults: fc.array(
    fc.constantFrom<Fault>(
      "none",
      "none",
      "short",
      "partial",
      "low_total",
      "high_total",
      "500",
      "429",
      "drop",
    ),
    { maxLength: 80, size: "medium" },
  ),
  largestPage: fc.constantFrom(10, 20, 1000),
  crashes: fc.array(fc.record({ statement: fc.integer({ min: 0, max: 60 }), after: fc.boolean() }), {
    maxLength: 12,
    size: "medium",
  }),
});

test("whatever is inserted, fails and dies while the log is read, in the end every call stands there once", {
  timeout: 180_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(worlds, async (given) => {
      await reset(given);
      await live();
      await expectTruth();
    }),
    { numRuns: 4, seed: Number(process.env["CALLSCRIPT_SEED"] ?? 7) },
  );
});

test("a death at each statement of one page, before and after it, is repaired by the next run", {
  timeout: 120_000,
}, async () => {
  const calls = Array.from({ length: 6 }, (_, index) => ({
    startSeconds: 600 + index * 60,
    listedAt: 0,
    correctedAt: null,
  }));
  const given: World = { calls, faults: [], largestPage: 1000, crashes: [] };
  const atMs = startMs + 20 * minuteMs;
  await reset(given);
  const counted = crashingDb(db, { statement: Number.POSITIVE_INFINITY, after: false });
  const source = createRingbaSource({
    baseUrl: server.origin,
    accountId: "RA1",
    apiToken: "test",
    timeoutMs: 5000,
  });
  const clock = { now: () => new Date(atMs) };
  await ingestLane(
    { db: counted, source, clock, log: quiet },
    { worker: "w", budgetMs: 1000, signal: never },
  );
  expect(counted.statements()).toBeGreaterThan(20);

  for (let statement = 0; statement < counted.statements(); statement += 1) {
    for (const after of [false, true]) {
      await reset(given);
      expect(await run(atMs, { statement, after })).toBe(false);
      expect(await run(atMs, null)).toBe(true);
      await expectTruth();
      expect(await sql("select watermark_utc from core.lanes where lane = 'ingest'")).toEqual([
        { watermark_utc: new Date(atMs) },
      ]);
    }
  }
});
