import { afterEach, expect, test } from "vitest";
import type { LoopbackServer } from "../../../test/fakes/loopback-server.ts";
import {
  type Character,
  callsUntilNow,
  type Listed,
  peculiarAccount,
} from "../../../test/fakes/peculiar-account.ts";
import { examine, on } from "../../../test/support/examine-account.ts";

let server: LoopbackServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function account(character: Character): Promise<LoopbackServer> {
  server = await peculiarAccount(character);
  return server;
}

test("20 records although 1000 were asked for: the page size is 20", async () => {
  const report = await examine(await account({ calls: callsUntilNow(31, 60), largestPage: 20 }));
  expect(on(report, "page size")).toMatchObject({
    state: "settled",
    finding: "20, although 1000 were asked for",
    evidence: expect.stringContaining("20 at offset 0, 11 at offset 20, 0 at offset 31; 31 claimed"),
  });
});

test("all calls on one short page: their number is no limit, and the count of it agrees or not", async () => {
  const few = await examine(await account({ calls: callsUntilNow(7, 60) }));
  expect(on(few, "page size")).toMatchObject({ state: "unknown", finding: "at least 7: no page was full" });
  expect(on(few, "/insights")).toMatchObject({ state: "settled" });
  await server?.close();
  const miscounted = await examine(await account({ calls: callsUntilNow(7, 60), insights: 9 }));
  expect(on(miscounted, "/insights")).toMatchObject({
    state: "unknown",
    evidence: "it counts 9 calls in the last 30 days, the call log lists 7",
  });
});

test("true on a page with more behind it is what partialResult means; its length is then no page size", async () => {
  const report = await examine(
    await account({ calls: callsUntilNow(30, 60), largestPage: 20, partialResult: (behind) => behind > 0 }),
  );
  expect(on(report, "partialResult")).toMatchObject({
    state: "settled",
    finding: expect.stringMatching(/^true: more/),
  });
  expect(on(report, "page size").state).toBe("unknown");
});

test("an account that does not say whether a page is partial", async () => {
  const report = await examine(
    await account({ calls: callsUntilNow(5, 60), partialResult: () => undefined }),
  );
  expect(on(report, "partialResult")).toMatchObject({
    state: "unknown",
    finding: "the account does not send it",
  });
});

test("a page that ignores the offset is a fault", async () => {
  const report = await examine(
    await account({ calls: callsUntilNow(30, 60), largestPage: 20, ignoresOffset: true }),
  );
  expect(on(report, "offsets")).toMatchObject({ state: "fault" });
});

test("callDt as ISO text, with and without a zone, and as what cannot be read", async () => {
  const iso = (at: number, ms: number) =>
    at % 2 === 0 ? new Date(ms).toISOString() : new Date(ms).toISOString().slice(0, -1);
  const startMs = (one: Listed) => Date.parse(`${String(one.callDt).replace(/Z$/, "")}Z`);
  const calls = callsUntilNow(4, 60).map((one, at) => ({ ...one, callDt: iso(at, Number(one.callDt)) }));
  const readable = await examine(await account({ calls, startMs }));
  expect(on(readable, "callDt")).toMatchObject({
    state: "settled",
    finding: "ISO text with a zone or ISO text without a zone (read as UTC)",
  });
  expect(on(readable, "stretches").state).toBe("settled");
  await server?.close();
  const local = calls.map((one) => ({ ...one, callDt: "11/24/2026 6:57:00 am", when: startMs(one) }));
  const unreadable = await examine(await account({ calls: local, startMs: (one) => Number(one["when"]) }));
  expect(on(unreadable, "callDt")).toMatchObject({
    state: "fault",
    evidence: expect.stringContaining("callDt is no time"),
  });
});

test("callDt as epoch seconds is read", async () => {
  const startMs = (one: Listed) => Number(one.callDt) * 1000;
  const calls = callsUntilNow(4, 60).map((one) => ({
    ...one,
    callDt: Math.floor(Number(one.callDt) / 1000),
  }));
  const report = await examine(await account({ calls, startMs }));
  expect(on(report, "callDt")).toMatchObject({ state: "settled", finding: "number, epoch seconds" });
});

test("a total of null claims nothing, here as in ingest", async () => {
  const answer = { status: 200, body: { report: { records: [], totalCount: null } } };
  const report = await examine(
    await account({ instead: (_, path) => (path.endsWith("/calllogs") ? answer : null) }),
  );
  expect(on(report, "page size").evidence).toContain("no total claimed");
});

test("records from outside the stretch are a fault: the times may be of another zone", async () => {
  const startMs = (one: Listed) => Number(one.callDt) + 5 * 3_600_000;
  const calls = callsUntilNow(3, 60).map((one) => ({ ...one, callDt: Number(one.callDt) - 5 * 3_600_000 }));
  const report = await examine(await account({ calls, startMs }));
  expect(on(report, "stretches")).toMatchObject({ state: "fault" });
});

test("a call without a link beside calls with one: how long it waits is told, and settles nothing", async () => {
  const more = (at: number) => (at === 3 ? { recordingUrl: undefined } : {});
  const calls = callsUntilNow(6, 60, more);
  expect(on(await examine(await account({ calls })), "link delay")).toMatchObject({
    state: "unknown",
    finding: "a link can be there 2 min after hang-up at the latest; one call waits for 5 min already",
  });
});

test("one call in many without a link is one that is not recorded", async () => {
  const more = (at: number) => (at === 3 ? { recordingUrl: undefined } : {});
  const calls = callsUntilNow(30, 60, more);
  expect(on(await examine(await account({ calls })), "link delay")).toMatchObject({
    state: "settled",
    finding: "a link is there 2 min after hang-up at the latest; 1 of them has none, the oldest for 5 min",
  });
});

test("a recording on a host that is not allowed: never asked, named with the setting", async () => {
  const calls = callsUntilNow(2, 60, () => ({ recordingUrl: "https://cdn.example/recording?k=1" }));
  const report = await examine(await account({ calls }));
  expect(on(report, "recording")).toMatchObject({
    state: "fault",
    evidence: expect.stringContaining("cdn.example"),
  });
  expect(report.settings).toContainEqual(
    expect.objectContaining({ name: "RECORDING_HOSTS", value: expect.stringMatching(/,cdn\.example$/) }),
  );
});
