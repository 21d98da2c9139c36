import { mkdtempSync, rmSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { createRecordingHttp } from "@callscript/adapters/recording-http/recording-http.ts";
import { createRingbaSource } from "@callscript/adapters/ringba/ringba-source.ts";
import { createFsStore } from "@callscript/adapters/store-fs/fs-store.ts";
import { ringbaBudget, setBudget } from "@callscript/core/rate-budget.sql.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { json, type LoopbackServer, loopbackServer } from "../../test/fakes/loopback-server.ts";
import { testDatabase } from "../../test/support/database.ts";
import { callOf, givenCall } from "../../test/support/given-calls.ts";
import { claimForRetry, failedWithoutRecording } from "./retry.sql.ts";
import { retryCall } from "./retry-call.ts";
import { vaultLane } from "./vault.lane.ts";
import type { VaultPorts } from "./vault-ports.ts";

const database = await testDatabase();
const { db, sql } = database;
const never = new AbortController().signal;
const wav = Buffer.concat([Buffer.from("RIFF\0\0\0\0WAVEfmt ", "latin1"), Buffer.alloc(20_000, 7)]);

let root: string;
let host: LoopbackServer;
let recording: (response: ServerResponse, path: string) => unknown;
/** Answers the provider's detail request for the one call that a test has. */
let detail: (response: ServerResponse) => unknown;
beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), "callscript-fresh-link-"));
  host = await loopbackServer((request, response) =>
    request.path.endsWith("/detail") ? detail(response) : recording(response, request.path),
  );
});
afterAll(async () => {
  await host.close();
  rmSync(root, { recursive: true, force: true });
});
beforeEach(async () => {
  detail = knows(null);
  recording = (response) => response.writeHead(404).end();
  host.requests.length = 0;
  await sql("truncate core.calls cascade");
  await sql("delete from core.rate_budgets");
  await sql(
    "update core.lanes set paused = false, pause_kind = null, reason = null, next_probe_at = null, last_success_at = null",
  );
});

function ports(): VaultPorts {
  const account = { baseUrl: host.origin, accountId: "RA1", apiToken: "test", timeoutMs: 2000 };
  const pace = { graceMs: 20, windowMs: 50, bytesPerSecond: 1000 };
  return {
    db,
    store: createFsStore({ root }),
    recordings: createRecordingHttp({ allowedOrigins: [host.origin], timeoutMs: 1000, pace }),
    probe: null,
    source: createRingbaSource(account),
    clock: { now: () => new Date() },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  };
}

const run = () => vaultLane(ports(), { worker: "vault-1", batch: 10, budgetMs: 60_000, signal: never });
const given = (columns: Record<string, unknown> = {}) =>
  givenCall(database, {
    ringba_call_id: "RGB1",
    audio_url: `${host.origin}/old`,
    start_time_utc: new Date(Date.now() - 3_600_000),
    ...columns,
  });
const knows = (recordingUrl: string | null) => (response: ServerResponse) =>
  json(response, 200, {
    isSuccessful: true,
    report: {
      records: [
        {
          inboundCallId: "RGB1",
          callDt: Date.now(),
          events: recordingUrl === null ? [] : [{ recordingUrl }],
        },
      ],
    },
  });
const servesOnly = (served: string) => {
  recording = (response, asked) =>
    asked === served ? response.writeHead(200).end(wav) : response.writeHead(404).end();
};
const detailsAsked = () => host.requests.filter((request) => request.path.endsWith("/detail")).length;
const soon = () => sql("update core.calls set next_attempt_at = now()");
const events = async (id: string) =>
  (await sql("select kind from core.call_events where call_id = $1 order by id", id)).map(({ kind }) => kind);
async function standing(id: string) {
  const [row] = await sql(
    `select status, retry_count, processing_error, locked_by,
       round(extract(epoch from next_attempt_at - now()))::int as wait from core.calls where id = $1`,
    id,
  );
  return row;
}

describe("a recording that is not there", () => {
  test("the provider is asked at every look: 2 min, 30 min and 6 h later, and what comes back at last is taken", async () => {
    const id = await given();
    const waits: unknown[] = [];
    for (const looks of [1, 2, 3]) {
      await run();
      expect(detailsAsked()).toBe(looks);
      waits.push((await standing(id))?.["wait"]);
      await soon();
    }
    expect(waits).toEqual([120, 1800, 21_600]);
    detail = knows(`${host.origin}/fresh`);
    servesOnly("/fresh");
    expect(await run()).toMatchObject({ done: 1 });
    expect(await callOf(database, id)).toMatchObject({
      status: "downloaded",
      audio_url: `${host.origin}/fresh`,
    });
  });

  test.each([
    ["410", (response: ServerResponse) => response.writeHead(410).end(), "recording missing at Ringba (410)"],
    ["403", (response: ServerResponse) => response.writeHead(403).end(), "recording missing at Ringba (403)"],
    [
      "0 bytes",
      (response: ServerResponse) => response.writeHead(200, { "content-length": 0 }).end(),
      "recording missing at Ringba (the recording is still empty)",
    ],
  ])("after the last look the call fails and says how it was refused: %s", async (_what, answer, reason) => {
    const id = await given();
    recording = answer;
    for (let look = 0; look < 4; look += 1) {
      expect(await standing(id)).toMatchObject({ status: "pending" });
      await run();
      await soon();
    }
    expect(await standing(id)).toMatchObject({ status: "failed", processing_error: reason });
  });

  test("without a request to spare nobody is asked, and the call waits at no cost", async () => {
    const id = await given();
    await setBudget.run(db, ringbaBudget, 60);
    // Six and a bit: a tenth of a minute's requests stays for the pages.
    await sql("update core.rate_budgets set tokens = 6.5, filled_at = clock_timestamp()");
    for (let look = 0; look < 5; look += 1) {
      await sql("update core.rate_budgets set tokens = 6, filled_at = clock_timestamp()");
      await run();
      expect(await standing(id)).toMatchObject({
        status: "pending",
        retry_count: 0,
        wait: expect.toSatisfy((seconds) => seconds >= 120 && seconds <= 120 + 3600 / 8 + 1),
        processing_error: "no fresh link: Ringba's request budget is spent",
      });
      await soon();
    }
    expect(detailsAsked()).toBe(0);
    await sql("update core.rate_budgets set tokens = 8, filled_at = clock_timestamp()");
    await run();
    expect(detailsAsked()).toBe(1);
  });

  test("a page in a recording's place while no request is to spare costs no attempt", async () => {
    const id = await given();
    recording = (response) => response.writeHead(200).end("<h1>Sign in</h1>");
    await setBudget.run(db, ringbaBudget, 60);
    for (let look = 0; look < 5; look += 1) {
      await sql("update core.rate_budgets set tokens = 6, filled_at = clock_timestamp()");
      await run();
      expect(await standing(id)).toMatchObject({
        status: "pending",
        retry_count: 0,
        processing_error: "no fresh link: Ringba's request budget is spent",
      });
      await soon();
    }
    expect(detailsAsked()).toBe(0);
  });

  test("a call that the provider refuses to tell of is given up like one that it knows no link of", async () => {
    const id = await given();
    detail = (response) => json(response, 400, { isSuccessful: false, message: "no such call" });
    for (let look = 0; look < 4; look += 1) {
      expect(await standing(id)).toMatchObject({ status: "pending" });
      await run();
      await soon();
    }
    expect(await standing(id)).toMatchObject({
      status: "failed",
      processing_error: "recording missing at Ringba (404)",
    });
  });

  test("a provider that is asked too often is asked less by everybody", async () => {
    const id = await given();
    await setBudget.run(db, ringbaBudget, 60);
    detail = (response) =>
      json(response, 429, { isRateLimited: true, rateLimit: { perMinute: { limit: 40 } } });
    await run();
    expect(await standing(id)).toMatchObject({ status: "pending", retry_count: 0 });
    const [budget] = await sql(
      "select learnt_per_minute, blocked_until > now() as blocked from core.rate_budgets where name = $1",
      ringbaBudget,
    );
    expect(budget).toEqual({ learnt_per_minute: 32, blocked: true });
  });

  test("while one trickles and another's host is down, every other comes home", async () => {
    const slow = await given({ ringba_call_id: "RGB-slow", audio_url: `${host.origin}/slow` });
    const down = await given({
      ringba_call_id: "RGB-down",
      audio_url: `${host.origin}/down`,
      start_time_utc: new Date(),
    });
    recording = (response, asked) => {
      if (asked === "/down") return response.writeHead(503).end();
      if (asked !== "/slow") return response.writeHead(200).end(wav);
      response.writeHead(200, { "content-length": wav.byteLength });
      const timer = setInterval(() => response.write(wav.subarray(0, 1)), 10);
      return response.on("close", () => clearInterval(timer));
    };
    expect(await run()).toMatchObject({ paused: "the recordings' host answered with status 503" });
    for (let round = 0; round < 4; round += 1) {
      const other = await given({
        ringba_call_id: `RGB-other-${round}`,
        audio_url: `${host.origin}/${round}`,
      });
      // A quiet night: nothing else went through for long, and everything that waits may be tried.
      await sql("update core.calls set next_attempt_at = null where status = 'pending'");
      await sql(
        "update core.lanes set next_probe_at = now(), last_success_at = last_success_at - interval '1 hour'",
      );
      await sql("update core.calls set outage_at = outage_at - interval '2 hours'");
      await run();
      await run();
      expect(await standing(other)).toMatchObject({ status: "downloaded" });
    }
    expect(await standing(slow)).toMatchObject({
      status: "failed",
      retry_count: 3,
      processing_error: "the recording came too slowly: under 1000 bytes a second",
    });
    expect(await standing(down)).toMatchObject({ status: "failed" });
  });
});

describe("a person tries again", () => {
  const failed = {
    status: "failed",
    storage_path: null,
    retry_count: 3,
    processing_error: "recording missing at Ringba (404)",
  };
  const retrier = { worker: "vault-retry-1", signal: never, maxBytes: 1e6 };

  async function retry(id: string, more: Partial<typeof retrier> = {}) {
    const [call] = await claimForRetry.run(db, [id], retrier.worker);
    if (call === undefined) throw new Error("not claimed");
    return retryCall(ports(), call, { ...retrier, ...more });
  }

  test("by a fresh link", async () => {
    const id = await given(failed);
    expect(await failedWithoutRecording.run(db, 10)).toEqual([{ id, name: "RGB1" }]);
    detail = knows(`${host.origin}/fresh`);
    servesOnly("/fresh");
    expect(await retry(id)).toEqual({ kind: "vaulted", bytes: wav.byteLength });
    expect(await callOf(database, id)).toMatchObject({
      status: "downloaded",
      retry_count: 0,
      processing_error: null,
      locked_by: null,
    });
    expect(host.requests.map(({ path: asked }) => asked)).not.toContain("/old");
    expect(await events(id)).toEqual(["requeued", "finished"]);
    expect(await failedWithoutRecording.run(db, 10)).toEqual([]);
  });

  test("one that a CSV brought with a link, and none that never had one", async () => {
    servesOnly("/old");
    const id = await given({ ...failed, ringba_call_id: "import:set:1", source: "import" });
    await given({ ...failed, ringba_call_id: "import:set:2", source: "import", audio_url: null });
    expect(await failedWithoutRecording.run(db, 10)).toEqual([{ id, name: "import:set:1" }]);
    expect(await retry(id)).toMatchObject({ kind: "vaulted" });
  });

  test("by the kept link, where the provider names no other or cannot be asked", async () => {
    servesOnly("/old");
    const id = await given(failed);
    expect(await retry(id)).toMatchObject({ kind: "vaulted" });
    await sql("truncate core.calls cascade");
    detail = (response) => response.writeHead(500).end();
    expect(await retry(await given(failed))).toMatchObject({ kind: "vaulted" });
  });

  test("in vain: a failed call is failed again with the new reason, and the lane goes on", async () => {
    const id = await given(failed);
    expect(await retry(id)).toEqual({
      kind: "not_vaulted",
      reason: "the recording was gone at Ringba (404)",
      outage: false,
    });
    expect(await standing(id)).toMatchObject({
      status: "failed",
      retry_count: 3,
      processing_error: "the recording was gone at Ringba (404)",
      locked_by: null,
    });
    recording = (response) => response.writeHead(503).end();
    expect(await retry(id)).toMatchObject({ kind: "not_vaulted", outage: true });
    expect(await sql("select paused from core.lanes where lane = 'vault'")).toEqual([{ paused: false }]);
    expect(await events(id)).toEqual(["requeued", "failed", "requeued", "failed"]);
  });

  test("in vain: a call that waits goes on waiting as it did", async () => {
    const id = await given({ retry_count: 1, processing_error: "kept" });
    await sql("update core.calls set next_attempt_at = now() + interval '1000 seconds'");
    await retry(id);
    expect(await standing(id)).toEqual({
      status: "pending",
      retry_count: 1,
      processing_error: "kept",
      locked_by: null,
      wait: 1000,
    });
  });

  test("told to stop: the call stands as before", async () => {
    const id = await given(failed);
    const stopping = new AbortController();
    recording = () => stopping.abort();
    await retry(id, { signal: stopping.signal });
    expect(await standing(id)).toMatchObject({
      status: "failed",
      processing_error: "recording missing at Ringba (404)",
    });
  });

  test("only what has no recording and is nobody's is taken", async () => {
    const held = await given({ ringba_call_id: "RGB-held", locked_by: "vault-1", retry_count: 1 });
    const others = [
      await given({ ringba_call_id: "RGB-kept", status: "failed" }),
      await given({ ringba_call_id: "RGB-done", status: "downloaded" }),
      await given({ ringba_call_id: "RGB-import", ...failed, source: "import", audio_url: null }),
      await given({ ringba_call_id: "RGB-skipped", status: "skipped", storage_path: null }),
    ];
    expect(await claimForRetry.run(db, [held, ...others], "vault-retry-1")).toEqual([]);
    expect(await failedWithoutRecording.run(db, 10)).toEqual([]);
  });

  test("two at once take a call once; who lost it writes nothing; who dies leaves it failed", async () => {
    const id = await given(failed);
    const claims = await Promise.all(
      ["one", "two", "three"].map((worker) => claimForRetry.run(db, [id], `vault-retry-${worker}`)),
    );
    const [call] = claims.flat();
    expect(claims.flat()).toHaveLength(1);
    if (call === undefined) throw new Error("not claimed");
    await sql("update core.calls set lease_expires_at = now() - interval '1 second'");
    await sql("select * from core.rescue_zombies()");
    expect(await standing(id)).toMatchObject({ status: "failed", retry_count: 3, locked_by: null });
    servesOnly("/old");
    expect(await retryCall(ports(), call, retrier)).toMatchObject({ kind: "not_vaulted" });
    expect(await standing(id)).toMatchObject({ status: "failed", locked_by: null });
  });
});
