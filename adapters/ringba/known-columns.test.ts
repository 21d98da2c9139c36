import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { json, type LoopbackServer, loopbackServer } from "../../test/fakes/loopback-server.ts";
import { portFailure } from "../../test/support/port-failure.ts";
import type { ColumnMemory, RememberedColumns } from "./known-columns.ts";
import { createRingbaSource } from "./ringba-source.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const never = new AbortController().signal;
const slice = {
  fromUtc: new Date("2026-11-22T07:00:00Z"),
  toUtc: new Date("2026-11-22T07:30:00Z"),
  offset: 0,
  size: 1000,
};

interface ListAnswer {
  status: number;
  body: unknown;
  /** Nothing is answered at all. */
  silent?: boolean;
}
const list = (...names: string[]): ListAnswer => ({ status: 200, body: names.map((id) => ({ id })) });
const whole = list("inboundCallId", "callDt", "buyer");

let server: LoopbackServer;
let answer: ListAnswer;
let refuse: RegExp | null;
/** For each page that was asked: the columns it named. */
let named: (string[] | null)[];
const timesAsked = () => server.requests.filter(({ path }) => path.endsWith("/columns")).length;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-22T07:31:00Z") });
  onTestFinished(() => void vi.useRealTimers());
  answer = whole;
  refuse = null;
  named = [];
  server = await loopbackServer((request, response) => {
    if (request.path.endsWith("/columns")) {
      if (!answer.silent) json(response, answer.status, answer.body);
      return;
    }
    const { valueColumns } = JSON.parse(request.body);
    named.push(valueColumns?.map((one: { column: string }) => one.column) ?? null);
    if (refuse?.test(request.body)) return json(response, 422, { message: "Unknown column 'buyer'." });
    json(response, 200, { report: { records: [] } });
  });
});
afterEach(async () => {
  await server.close();
});

function sourceWith(columnMemory?: ColumnMemory) {
  return createRingbaSource({
    baseUrl: server.origin,
    accountId: "RA1",
    apiToken: "test",
    timeoutMs: 300,
    ...(columnMemory ? { columnMemory } : {}),
  });
}

function memory(): ColumnMemory {
  let kept: RememberedColumns | null = null;
  return {
    load: async () => kept,
    save: async (known) => {
      kept = known;
    },
  };
}

test.each<[string, ListAnswer]>([
  ["500", { status: 500, body: {} }],
  ["503", { status: 503, body: {} }],
  ["nothing in time", { status: 200, body: {}, silent: true }],
  ["no JSON", { status: 200, body: undefined }],
  ["a refusal", { status: 403, body: {} }],
])("a column list that fails (%s) stops no page and is asked for again after ten minutes", async (_, bad) => {
  const source = sourceWith();
  answer = bad;
  await source.page(slice, never);
  vi.advanceTimersByTime(9 * minuteMs);
  await source.page(slice, never);
  expect([timesAsked(), named]).toEqual([1, [null, null]]);
  answer = whole;
  vi.advanceTimersByTime(2 * minuteMs);
  await source.page(slice, never);
  expect([timesAsked(), named.at(-1)]).toEqual([2, ["inboundCallId", "callDt", "buyer"]]);
});

test("the last known list counts while the account does not answer; a list that came lasts a day", async () => {
  const source = sourceWith();
  await source.page(slice, never);
  vi.advanceTimersByTime(dayMs - minuteMs);
  await source.page(slice, never);
  expect(timesAsked()).toBe(1);
  answer = { status: 500, body: {} };
  vi.advanceTimersByTime(2 * minuteMs);
  await source.page(slice, never);
  await source.page(slice, never);
  expect([timesAsked(), named.at(-1)]).toEqual([2, ["inboundCallId", "callDt", "buyer"]]);
});

test("a rate limit is told once, so that less is asked; the page after it needs no list", async () => {
  const source = sourceWith();
  answer = { status: 429, body: {} };
  expect(await portFailure(source.page(slice, never))).toMatchObject({ rateLimit: { perMinute: null } });
  await source.page(slice, never);
  expect([timesAsked(), named]).toEqual([1, [null]]);
});

test("an account without a list is asked once a day", async () => {
  const source = sourceWith();
  answer = { status: 422, body: {} };
  await source.page(slice, never);
  vi.advanceTimersByTime(dayMs - minuteMs);
  await source.page(slice, never);
  expect([timesAsked(), named]).toEqual([1, [null, null]]);
});

test("what one process was told, the next one knows: the list, its refusals and its failures", async () => {
  const shared = memory();
  refuse = /"buyer"/;
  await sourceWith(shared).page(slice, never);
  await sourceWith(shared).page(slice, never);
  expect([timesAsked(), named]).toEqual([
    1,
    [
      ["inboundCallId", "callDt", "buyer"],
      ["inboundCallId", "callDt"],
      ["inboundCallId", "callDt"],
    ],
  ]);
  vi.advanceTimersByTime(dayMs + minuteMs);
  refuse = null;
  answer = { status: 429, body: {} };
  expect(await portFailure(sourceWith(shared).page(slice, never))).toMatchObject({ kind: "transient" });
  await sourceWith(shared).page(slice, never);
  expect([timesAsked(), named.at(-1)]).toEqual([2, ["inboundCallId", "callDt"]]);
  answer = whole;
  vi.advanceTimersByTime(11 * minuteMs);
  await sourceWith(shared).page(slice, never);
  expect([timesAsked(), named.at(-1)]).toEqual([3, ["inboundCallId", "callDt", "buyer"]]);
});

test("a list that was asked for by a clock that ran ahead is asked for again", async () => {
  const shared = memory();
  const aheadMs = Date.now() + 30 * dayMs;
  await shared.save({ columns: ["callDt"], refused: [], askedAtMs: aheadMs, failed: false });
  await sourceWith(shared).page(slice, never);
  expect(timesAsked()).toBe(1);
});
