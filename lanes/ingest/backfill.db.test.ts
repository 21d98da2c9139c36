import { createRingbaSource } from "@callscript/adapters/ringba/ringba-source.ts";
import { laneFailure } from "@callscript/core/failure.ts";
import type { CallSource } from "@callscript/core/ports.ts";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  type CallLogServer,
  callLogServer,
  type Fault,
  type ListedCall,
} from "../../test/fakes/call-log-server.ts";
import { testDatabase } from "../../test/support/database.ts";
import { type BackfillPlan, planBackfill, previewBackfill } from "./backfill-plan.ts";
import { type BackfillReport, type ReadBackfillOptions, readBackfill } from "./backfill-read.ts";

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const never = new AbortController().signal;
const day = 24 * 3_600_000;
const fromUtc = new Date("2026-10-01T00:00:00Z");
const toUtc = new Date("2026-10-02T00:00:00Z");
const key = "backfill of the test";
const { db, sql } = await testDatabase();

let listed: ListedCall[] = [];
let fault: (request: number) => Fault;
let largestPage = 1000;
let server: CallLogServer;
/** Seconds waited for, each after it; the budget's time goes by meanwhile. */
let waits: number[] = [];
beforeAll(async () => {
  server = await callLogServer({
    calls: () => listed,
    fault: (request) => fault(request),
    largestPage: () => largestPage,
  });
});
afterAll(() => server.close());
beforeEach(async () => {
  listed = callsOfDay(300);
  fault = () => "none";
  largestPage = 1000;
  await startAgain();
});

async function startAgain() {
  server.pages.length = 0;
  waits = [];
  await sql(
    "truncate core.calls, core.campaigns, core.ingest_slices, core.ingest_passes, core.rate_budgets cascade",
  );
  await sql("update core.lanes set watermark_utc = null, starts_utc = null, page_size = null");
}

/** Half of the calls within one hour, the others over the whole day. */
function callsOfDay(count: number): ListedCall[] {
  return Array.from({ length: count }, (_, at) => ({
    inboundCallId: `RGB${at}`,
    callDt: fromUtc.getTime() + (at % 2 === 0 ? 8 * 3_600_000 + at * 10_000 : Math.floor((at * day) / count)),
    hasConnected: at % 10 !== 0,
    connectedCallLengthInSeconds: 120,
    ...(at % 10 === 0 ? {} : { recordingUrl: "https://media.ringba.com/recording-public?k=1" }),
  }));
}

function source(): CallSource {
  return createRingbaSource({ baseUrl: server.origin, accountId: "RA1", apiToken: "test", timeoutMs: 5000 });
}

const ports = (given: CallSource = source()) => ({
  db,
  source: given,
  clock: { now: () => new Date("2026-11-24T12:00:00Z") },
  log: quiet,
});

async function wait(seconds: number) {
  waits.push(seconds);
  await sql(
    `update core.rate_budgets set filled_at = filled_at - make_interval(secs => $1),
      blocked_until = blocked_until - make_interval(secs => $1)`,
    seconds,
  );
}

const patient = { signal: never, keep: 0.75, wait };
const plan = () => planBackfill(db, key, { fromUtc, toUtc });

async function read(
  options: Partial<ReadBackfillOptions> & { source?: CallSource; plan?: BackfillPlan } = {},
): Promise<BackfillReport> {
  const { source: given, plan: planned, ...rest } = options;
  return readBackfill(ports(given), planned ?? (await plan()), {
    ...patient,
    worker: "backfill-1",
    expected: 0,
    mostInserted: null,
    ...rest,
  });
}

const stored = async () =>
  (await sql("select ringba_call_id as id from core.calls")).map(({ id }) => id).sort();
const all = () => listed.map((call) => call.inboundCallId).sort();
const rowOfPass = async () => (await sql("select * from core.ingest_passes"))[0];

test("a preview counts and estimates, and stores nothing", async () => {
  const preview = await previewBackfill(ports(), await plan(), {
    ...patient,
    prices: { inputPerMillion: "0.15", outputPerMillion: "0.60" },
  });
  // 270 of 300 with a recording, 2 min each; 2500 + 2 x 227 tokens in and 80 out.
  expect(preview).toMatchObject({
    count: { calls: 300, how: "counted" },
    known: 0,
    recorded: 270,
    audioHours: 9,
    computeHours: null,
    usdPerJudged: "0.0004911",
    usd: "0.132597",
    sample: { calls: 300, recorded: 270, meanSeconds: 120, from: "page" },
  });
  expect(
    await sql(
      "select from core.calls union all select from core.ingest_passes union all select from core.ingest_slices",
    ),
  ).toEqual([]);
});

test("where the account does not count, what the call log claims is taken, else what was seen", async () => {
  const refuses: CallSource = { ...source(), count: () => Promise.reject(laneFailure("refused")) };
  const options = { ...patient, prices: null };
  largestPage = 20;
  expect(await previewBackfill(ports(refuses), await plan(), options)).toMatchObject({
    count: { calls: 300, how: "claimed" },
    usd: "0",
    usdPerJudged: "0",
  });
  const claimsNothing: CallSource = {
    ...refuses,
    page: async (...given) => ({ ...(await source().page(...given)), claimedTotal: null }),
  };
  expect((await previewBackfill(ports(claimsNothing), await plan(), options)).count).toMatchObject({
    calls: 20,
    how: "seen",
  });
  fault = () => "500";
  await expect(previewBackfill(ports(refuses), await plan(), options)).rejects.toThrow(/500/);
});

test("what is stored already is not estimated again, and gives the lengths", async () => {
  await read();
  listed = [
    ...listed,
    ...callsOfDay(10).map((call) => ({ ...call, inboundCallId: `new-${call.inboundCallId}` })),
  ];
  await sql("update core.calls set recording_seconds = 60");
  expect(await previewBackfill(ports(), await plan(), { ...patient, prices: null })).toMatchObject({
    count: { calls: 310 },
    known: 300,
    recorded: 9,
    sample: { calls: 300, recorded: 270, meanSeconds: 60, from: "stored" },
  });
});

test.each([1000, 20])(
  "brings every call of the stretch and nothing else, %i records a page",
  async (size) => {
    largestPage = size;
    listed = [
      ...listed,
      { inboundCallId: "before", callDt: fromUtc.getTime() - 1 },
      { inboundCallId: "after", callDt: toUtc.getTime() },
    ];
    const report = await read({ expected: 300 });
    expect(report).toMatchObject({
      ended: "finished",
      inserted: 300,
      updated: 0,
      gaps: 0,
      positionUtc: toUtc,
    });
    expect(await stored()).toEqual(all().filter((id) => id !== "before" && id !== "after"));
    expect(await rowOfPass()).toMatchObject({ key, tier: "backfill", position_utc: toUtc, inserted: 300 });
    expect(waits).toEqual([]);
  },
);

test("stopped at any request, the same stretch goes on where it was and brings all, once", async () => {
  listed = callsOfDay(36);
  largestPage = 20;
  await read({ expected: 36 });
  const requests = server.pages.length;
  expect(requests).toBeGreaterThan(10);
  for (let at = 0; at < requests; at += 1) {
    await startAgain();
    const stop = new AbortController();
    fault = (request) => {
      if (request === at) stop.abort();
      return "none";
    };
    const stopped = await read({ signal: stop.signal, expected: 36 });
    expect(stopped.ended).toBe("stopped");
    const kept = await stored();
    const next = await plan();
    expect(next.positionUtc).toEqual(stopped.positionUtc);
    expect(next.inserted).toBe(kept.length);
    fault = () => "none";
    server.pages.length = 0;
    expect((await read({ expected: 18 })).ended).toBe("finished");
    expect(await stored()).toEqual(all());
    const earliest = Math.min(...server.pages.map(({ reportStart }) => Date.parse(reportStart)));
    expect(earliest).toBe(next.positionUtc.getTime());
  }
}, 60_000);

test("a stretch that was read to its end is read again from its beginning and brings what changed", async () => {
  await read();
  expect(await plan()).toMatchObject({ positionUtc: fromUtc, inserted: 0, finishedAtUtc: expect.any(Date) });
  listed = listed.map((call) =>
    call.inboundCallId === "RGB7" ? { ...call, conversionAmount: "61.00" } : call,
  );
  expect(await read()).toMatchObject({ ended: "finished", inserted: 0, updated: 1 });
});

test("a quarter of a minute's requests is all it takes, and it waits for the rest", async () => {
  largestPage = 20;
  await sql("insert into core.rate_budgets (name, per_minute, tokens) values ('ringba', 60, 60)");
  let least = 60;
  const watched: CallSource = {
    ...source(),
    async page(...given) {
      const [budget] = await sql("select tokens from core.rate_budgets where name = 'ringba'");
      least = Math.min(least, Number(budget?.["tokens"]));
      return source().page(...given);
    },
  };
  expect((await read({ source: watched })).ended).toBe("finished");
  expect(await stored()).toEqual(all());
  expect(least).toBeGreaterThanOrEqual(45 - 1e-6);
  expect(least).toBeLessThan(46);
  expect(waits.length).toBeGreaterThan(10);
});

test("two requests a minute are enough to come to the end, if slowly", async () => {
  largestPage = 50;
  await sql("insert into core.rate_budgets (name, per_minute, tokens) values ('ringba', 2, 0)");
  expect((await read()).ended).toBe("finished");
  expect(await stored()).toEqual(all());
});

test("a rate limit lowers the budget and is waited for", async () => {
  await sql("insert into core.rate_budgets (name, per_minute, tokens) values ('ringba', 60, 60)");
  fault = (request) => (request === 1 ? "429" : "none");
  expect((await read()).ended).toBe("finished");
  expect(waits[0]).toBe(7);
  expect((await sql("select learnt_per_minute from core.rate_budgets where name = 'ringba'"))[0]).toEqual({
    learnt_per_minute: 30,
  });
});

test("an outage is waited for, longer each time; one that lasts ends the reading where it stands", async () => {
  // Each failure is one of the stretch and one of the second that tells whether anything is answered.
  fault = (request) => (request < 4 ? "500" : "none");
  expect((await read()).ended).toBe("finished");
  expect(waits).toEqual([5, 15]);

  await startAgain();
  largestPage = 50;
  fault = (request) => (request < 10 ? "none" : "drop");
  const report = await read();
  expect(report).toMatchObject({ ended: "failed", error: expect.any(Error) });
  expect(waits).toEqual([5, 15, 30, 60, 60]);
  expect((await plan()).positionUtc).toEqual(report.positionUtc);
  fault = () => "none";
  expect((await read()).ended).toBe("finished");
  expect(await stored()).toEqual(all());
});

test("a refused token ends it at once", async () => {
  const refused: CallSource = {
    ...source(),
    page: () => Promise.reject(laneFailure("Ringba refused the API token (401)")),
  };
  expect(await read({ source: refused })).toMatchObject({ ended: "failed", inserted: 0 });
  expect(waits).toEqual([]);
});

test("more calls than are allowed end it after the slice that brought them, counted over all its runs", async () => {
  largestPage = 20;
  const first = await read({ mostInserted: 40 });
  expect(first.ended).toBe("limit");
  expect(first.inserted).toBeGreaterThan(40);
  // While the page size is not known, a slice may have been three pages.
  expect(first.inserted).toBeLessThanOrEqual(40 + 3 * 20);
  const again = await read({ mostInserted: 40 });
  expect(again.ended).toBe("limit");
  expect((await read()).ended).toBe("finished");
  expect(await stored()).toEqual(all());
});

test("a single second that stays partial is left to ingest", async () => {
  largestPage = 1000;
  listed = [{ inboundCallId: "lonely", callDt: fromUtc.getTime() + 5_000 }];
  const at = fromUtc.getTime() + 5_000;
  fault = () => {
    const { reportStart, reportEnd } = JSON.parse(server.requests.at(-1)?.body ?? "{}");
    return Date.parse(reportStart) <= at && Date.parse(reportEnd) > at ? "partial" : "none";
  };
  const report = await read();
  expect(report).toMatchObject({ ended: "finished", gaps: 1 });
  expect(await sql("select tier, from_utc from core.ingest_passes where tier = 'gap'")).toEqual([
    { tier: "gap", from_utc: new Date(fromUtc.getTime() + 5_000) },
  ]);
});

test("a stretch far behind leaves the watermark where it is", async () => {
  const watermark = new Date("2026-11-24T11:00:00Z");
  await sql("update core.lanes set watermark_utc = $1 where lane = 'ingest'", watermark);
  await read();
  expect((await sql("select watermark_utc from core.lanes where lane = 'ingest'"))[0]).toEqual({
    watermark_utc: watermark,
  });
});
