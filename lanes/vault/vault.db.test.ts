import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { createRecordingHttp } from "@callscript/adapters/recording-http/recording-http.ts";
import { createRingbaSource } from "@callscript/adapters/ringba/ringba-source.ts";
import { createFsStore } from "@callscript/adapters/store-fs/fs-store.ts";
import { callFailure, laneFailure, transient } from "@callscript/core/failure.ts";
import type { AudioProbe, AudioStore, CallSource } from "@callscript/core/ports.ts";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { callLogServer } from "../../test/fakes/call-log-server.ts";
import { type LoopbackServer, loopbackServer } from "../../test/fakes/loopback-server.ts";
import { testDatabase } from "../../test/support/database.ts";
import { vaultLane } from "./vault.lane.ts";

const { db, sql } = await testDatabase();
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const never = new AbortController().signal;
const one = async (text: string, ...params: unknown[]) => (await sql(text, ...params))[0];

let root: string;
let host: LoopbackServer;
let answers: Record<string, (response: ServerResponse) => unknown>;
let freshLink: string | null;
let api: Awaited<ReturnType<typeof callLogServer>>;

beforeAll(async () => {
  host = await loopbackServer((request, response) =>
    (answers[request.path] ?? ((gone: ServerResponse) => gone.writeHead(404).end()))(response),
  );
  api = await callLogServer({
    calls: () => [],
    detail: (id) =>
      freshLink === null
        ? null
        : { inboundCallId: id, callDt: Date.now(), events: [{ recordingUrl: freshLink }] },
  });
});
afterAll(async () => {
  await host.close();
  await api.close();
});
beforeEach(async () => {
  root = mkdtempSync(path.join(tmpdir(), "callscript-vault-"));
  answers = {};
  freshLink = null;
  host.requests.length = 0;
  await sql("truncate core.calls cascade");
  await sql(
    "update core.lanes set paused = false, pause_kind = null, reason = null, probe_seconds = null, next_probe_at = null, last_success_at = null",
  );
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const probe: AudioProbe = {
  async measure(recording) {
    let bytes = 0;
    for await (const chunk of recording) bytes += chunk.byteLength;
    if (bytes < 100) throw callFailure("not audio: it holds no samples", { final: true });
    const facts = { seconds: bytes / 8000, channels: 2, sampleRate: 8000, codec: "ulaw" };
    return { facts, peaks: { channels: [[-3, 4]], seconds: bytes / 8000 } };
  },
};

function run(
  more: {
    batch?: number;
    concurrency?: number;
    budgetMs?: number;
    signal?: AbortSignal;
    probe?: AudioProbe | null;
    store?: AudioStore;
    source?: CallSource | null;
    worker?: string;
    maxBytes?: number;
    origins?: string[];
  } = {},
) {
  const source = createRingbaSource({
    baseUrl: api.origin,
    accountId: "RA1",
    apiToken: "test",
    timeoutMs: 2000,
  });
  return vaultLane(
    {
      db,
      store: more.store ?? createFsStore({ root }),
      recordings: createRecordingHttp({ allowedOrigins: more.origins ?? [host.origin], timeoutMs: 1000 }),
      probe: more.probe === undefined ? probe : more.probe,
      source: more.source === undefined ? source : more.source,
      clock: { now: () => new Date() },
      log: quiet,
    },
    {
      worker: more.worker ?? "vault-1",
      batch: more.batch ?? 10,
      budgetMs: more.budgetMs ?? 60_000,
      signal: more.signal ?? never,
      ...(more.concurrency === undefined ? {} : { concurrency: more.concurrency }),
      ...(more.maxBytes === undefined ? {} : { maxBytes: more.maxBytes }),
    },
  );
}

async function call(name: string, minutesAgo = 5): Promise<string> {
  const row = await one(
    `insert into core.calls (ringba_call_id, start_time_utc, audio_url)
     values ($1, timestamptz '2026-11-24 00:10:00Z' - make_interval(mins => $2), $3) returning id`,
    name,
    minutesAgo,
    `${host.origin}/${name}`,
  );
  return String(row?.["id"]);
}

const wav = Buffer.concat([Buffer.from("RIFF\0\0\0\0WAVEfmt ", "latin1"), Buffer.alloc(20_000, 7)]);
const serves = (name: string, bytes = wav) => {
  answers[`/${name}`] = (response) =>
    response.writeHead(200, { "content-length": bytes.byteLength }).end(bytes);
};
const state = (id: string) =>
  one(
    `select status, retry_count, processing_error, locked_by,
       round(extract(epoch from next_attempt_at - now()))::int as wait from core.calls where id = $1`,
    id,
  );
const soon = (id: string) => sql("update core.calls set next_attempt_at = now() where id = $1", id);
const laneState = () =>
  one("select paused, pause_kind, probe_seconds, reason from core.lanes where lane = 'vault'");
const stored = () =>
  existsSync(root)
    ? readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => entry.name)
    : [];

test("brings a recording home, measured and hashed, under its UTC day", async () => {
  serves("a");
  const id = await call("a", 11);
  expect(await run()).toEqual({ lane: "vault", claimed: 1, done: 1, failed: 0, more: false, paused: null });
  const row = await one("select * from core.calls where id = $1", id);
  expect(row).toMatchObject({
    status: "downloaded",
    storage_path: `recordings/2026/11/23/${id}.wav`,
    recording_sha256: createHash("sha256").update(wav).digest("hex"),
    recording_bytes: String(wav.byteLength),
    recording_type: "audio/wav",
    recording_codec: "ulaw",
    recording_channels: 2,
    recording_seconds: wav.byteLength / 8000,
    retry_count: 0,
    locked_by: null,
  });
  expect(readFileSync(path.join(root, String(row?.["storage_path"])))).toEqual(wav);
  expect(await one("select peaks from core.call_peaks where call_id = $1", id)).toEqual({
    peaks: { channels: [[-3, 4]], seconds: wav.byteLength / 8000 },
  });
});

test("stores without measuring where there is no probe", async () => {
  serves("a");
  const id = await call("a");
  await run({ probe: null });
  expect(await one("select status, recording_seconds from core.calls where id = $1", id)).toEqual({
    status: "downloaded",
    recording_seconds: null,
  });
});

test("takes the newest first, and the rest when asked again", async () => {
  for (const minutes of [9, 1, 5]) {
    serves(`m${minutes}`);
    await call(`m${minutes}`, minutes);
  }
  expect(await run({ batch: 2, concurrency: 1 })).toMatchObject({ claimed: 2, done: 2, more: true });
  expect(host.requests.map((request) => request.path)).toEqual(["/m1", "/m5"]);
  expect(await run()).toMatchObject({ claimed: 1, done: 1, more: false });
});

test("a link that expired: a fresh one is asked for, kept and used at once", async () => {
  const id = await call("old");
  serves("fresh");
  freshLink = `${host.origin}/fresh`;
  expect(await run()).toMatchObject({ done: 1 });
  expect(await one("select status, audio_url from core.calls where id = $1", id)).toEqual({
    status: "downloaded",
    audio_url: freshLink,
  });
});

test("a missing recording is looked for after 2 min, 30 min and 6 h, then failed with the reason", async () => {
  const id = await call("gone");
  await sql("update core.calls set start_time_utc = now() - interval '9 days'");
  const waits: unknown[] = [];
  for (let look = 0; look < 4; look += 1) {
    expect(await run()).toMatchObject({ claimed: 1, done: 0, failed: 1, paused: null });
    const now = await state(id);
    waits.push([now?.["status"], now?.["retry_count"], now?.["wait"]]);
    if (now?.["status"] === "pending") await soon(id);
  }
  expect(waits).toEqual([
    ["pending", 0, 120],
    ["pending", 1, 1800],
    ["pending", 2, 21_600],
    ["failed", 3, null],
  ]);
  expect(await run()).toMatchObject({ claimed: 0 });
  expect(await state(id)).toMatchObject({ processing_error: "recording missing at Ringba (404)" });
  expect(await sql("select kind from core.call_events where call_id = $1 order by id", id)).toEqual(
    ["given_back", "attempt_failed", "attempt_failed", "failed"].map((kind) => ({ kind })),
  );
  // A person who puts it back gives it the whole row of looks again.
  await sql("select core.requeue_calls(array[$1::uuid], 'admin')", id);
  await run();
  expect(await state(id)).toMatchObject({ status: "pending", retry_count: 0, wait: 120 });
});

test("a recording that failed is looked for once more each day of its first eight, unless it can never be had", async () => {
  const id = await call("gone");
  await sql("update core.calls set start_time_utc = now() - interval '1 hour'");
  for (let look = 0; look < 4; look += 1) {
    await run();
    if ((await state(id))?.["status"] === "pending") await soon(id);
  }
  expect(await state(id)).toMatchObject({ status: "failed", retry_count: 3, wait: 86_400 });
  expect(await run()).toMatchObject({ claimed: 0 });
  await soon(id);
  expect(await run()).toMatchObject({ claimed: 1, done: 0 });
  expect(await state(id)).toMatchObject({ status: "pending", retry_count: 2, wait: 120 });
  await soon(id);
  await run();
  expect(await state(id)).toMatchObject({ status: "failed", retry_count: 3, wait: 86_400 });

  serves("gone");
  await soon(id);
  expect(await run()).toMatchObject({ claimed: 1, done: 1 });
  expect(await state(id)).toMatchObject({ status: "downloaded", retry_count: 0, wait: null });

  const page = await call("page", 1);
  await sql("update core.calls set start_time_utc = now() where id = $1", page);
  serves("page", Buffer.from("<html>expired</html>"));
  await run();
  expect(await state(page)).toMatchObject({ status: "failed", wait: null });
});

test.each([transient("Ringba cannot be reached"), laneFailure("Ringba refused the API token (401)")])(
  "no fresh link to be had ($message): the call waits and loses no attempt",
  async (error) => {
    const id = await call("gone");
    await sql("update core.calls set start_time_utc = now() - interval '1 hour'");
    const refuse = () => Promise.reject(error);
    const source: CallSource = { page: refuse, count: refuse, detail: refuse };
    for (let look = 0; look < 5; look += 1) {
      expect(await run({ source })).toMatchObject({ claimed: 1, paused: null });
      await soon(id);
    }
    expect(await state(id)).toMatchObject({
      status: "pending",
      retry_count: 0,
      processing_error: `no fresh link: ${error.message}`,
    });
    // A day on it is missed like others: nothing waits for ever.
    await sql("update core.calls set start_time_utc = now() - interval '25 hours'");
    await soon(id);
    for (let look = 0; look < 4; look += 1) {
      await run({ source });
      await sql("update core.calls set next_attempt_at = now() where status = 'pending'");
    }
    expect(await state(id)).toMatchObject({
      status: "failed",
      retry_count: 3,
      processing_error: `recording missing at Ringba (no fresh link: ${error.message})`,
    });
  },
);

test("what is no audio fails at once with the reason, and nothing of it is kept", async () => {
  const page = await call("page");
  serves("page", Buffer.from("<html>expired</html>"));
  const mute = await call("mute");
  serves("mute", Buffer.from("RIFF\0\0\0\0WAVEfmt ", "latin1"));
  await run();
  expect(await state(page)).toMatchObject({
    status: "failed",
    processing_error: "not audio: it is a web page",
  });
  expect(await state(mute)).toMatchObject({
    status: "failed",
    processing_error: "not audio: it holds no samples",
  });
  expect(stored()).toEqual([]);
});

test("a link to a place that is not allowed fails at once", async () => {
  const id = await call("x");
  await sql("update core.calls set audio_url = 'http://127.0.0.1:1/x'");
  await run();
  expect(await state(id)).toMatchObject({
    status: "failed",
    processing_error: "the recording's link is refused: only https is read",
  });
});

test("an outage: one wait for all, no attempt lost, and the lane goes on by itself", async () => {
  const names = [..."abcdefghijkl"];
  const ids = await Promise.all(names.map((name, index) => call(name, index)));
  for (const name of names) answers[`/${name}`] = (response) => response.writeHead(503).end();
  const report = await run({ batch: 12 });
  expect(report).toMatchObject({
    done: 0,
    more: false,
    paused: "the recordings' host answered with status 503",
  });
  expect(host.requests.length).toBeLessThanOrEqual(8);
  expect(await laneState()).toMatchObject({ paused: true, pause_kind: "outage", probe_seconds: 30 });
  for (const id of ids)
    expect(await state(id)).toMatchObject({ status: "pending", retry_count: 0, locked_by: null });

  expect(await run()).toMatchObject({ claimed: 0, paused: "the recordings' host answered with status 503" });
  for (const name of names) serves(name);
  await sql("update core.lanes set next_probe_at = now() where lane = 'vault'");
  await sql("update core.calls set next_attempt_at = null");
  for (let runs = 0; runs < 3; runs += 1) await run();
  expect(await one("select count(*)::int as n from core.calls where status = 'downloaded'")).toEqual({
    n: 12,
  });
  expect(await laneState()).toMatchObject({ paused: false });
});

test("a transfer that breaks off keeps its own call waiting, pauses nothing and leaves nothing behind", async () => {
  const id = await call("half");
  answers["/half"] = (response) => {
    response.writeHead(200, { "content-length": 90_000 }).write(wav);
    setTimeout(() => response.destroy(), 20);
  };
  const waits: unknown[] = [];
  for (let look = 0; look < 4; look += 1) {
    expect(await run()).toMatchObject({ claimed: 1, done: 0, paused: null });
    const now = await state(id);
    waits.push([now?.["status"], now?.["retry_count"], now?.["wait"]]);
    if (now?.["status"] === "pending") await soon(id);
  }
  expect(waits.slice(0, 3)).toEqual([
    ["pending", 0, 120],
    ["pending", 1, 1800],
    ["pending", 2, 21_600],
  ]);
  expect(await state(id)).toMatchObject({
    status: "failed",
    processing_error: expect.stringMatching(/^the recording (cannot be fetched|was broken off)/),
  });
  expect(stored()).toEqual([]);
});

test("one call's own trouble does not stop the others: it fails, they go through", async () => {
  const bad = await call("bad", 0);
  answers["/bad"] = (response) => response.writeHead(500).end();
  for (let round = 1; round <= 4; round += 1) {
    serves(`good${round}`);
    const good = await call(`good${round}`, round);
    await sql("update core.calls set next_attempt_at = null, outage_at = outage_at - interval '10 seconds'");
    await sql("update core.lanes set last_success_at = last_success_at - interval '10 seconds'");
    for (let runs = 0; runs < 2; runs += 1) {
      await run({ concurrency: 1 });
      await sql("update core.lanes set next_probe_at = now() where lane = 'vault' and paused");
    }
    expect(await state(good)).toMatchObject({ status: "downloaded" });
  }
  expect(await state(bad)).toMatchObject({
    status: "failed",
    retry_count: 3,
    processing_error: "the recordings' host answered with status 500",
  });
});

test("a disk that is full pauses the lane and costs nothing", async () => {
  serves("a");
  const id = await call("a");
  const store = { ...createFsStore({ root }), put: () => Promise.reject(laneFailure("the disk is full")) };
  expect((await run({ store })).paused).toBe("the disk is full");
  expect(await laneState()).toMatchObject({ pause_kind: "trouble" });
  expect(await state(id)).toMatchObject({ status: "pending", retry_count: 0 });
});

test("facts that the database refuses fail the call, not the lane", async () => {
  serves("a");
  const id = await call("a");
  const broken: AudioProbe = {
    measure: async () => ({
      facts: { seconds: 1, channels: 99_999, sampleRate: 8000, codec: "x" },
      peaks: { channels: [], seconds: 1 },
    }),
  };
  expect(await run({ probe: broken })).toMatchObject({ failed: 1, paused: null });
  expect(await state(id)).toMatchObject({ status: "pending", retry_count: 1 });
});

test("a disk without room is found out with one request, and none of the recording is written", async () => {
  serves("a", Buffer.concat([wav, Buffer.alloc(3_000_000)]));
  const id = await call("a");
  const full = { store: createFsStore({ root, reserve: 2 ** 60 }) };
  expect((await run(full)).paused).toMatch(/MiB of their disk are free$/);
  expect(await state(id)).toMatchObject({ status: "pending", retry_count: 0 });
  expect(stored()).toEqual([]);
  await sql("update core.lanes set next_probe_at = now() where lane = 'vault'");
  await run(full);
  expect(host.requests).toHaveLength(2);
  await sql("update core.lanes set next_probe_at = now() where lane = 'vault'");
  expect(await run()).toMatchObject({ done: 1, paused: null });
});

test("a recording larger than the limit fails for good, and nothing of it is kept", async () => {
  serves("a");
  const id = await call("a");
  await run({ maxBytes: 10_000 });
  expect(await state(id)).toMatchObject({ status: "failed", processing_error: "larger than 10000 bytes" });
  expect(stored()).toEqual([]);
});

test("told to stop, it gives the call back with its attempt", async () => {
  const stopping = new AbortController();
  const id = await call("slow");
  answers["/slow"] = (response) => {
    response.writeHead(200).write(wav);
    setTimeout(() => stopping.abort(new Error("stopping")), 30);
  };
  expect(await run({ signal: stopping.signal })).toMatchObject({
    claimed: 1,
    done: 0,
    paused: null,
    more: false,
  });
  expect(await state(id)).toMatchObject({ status: "pending", retry_count: 0, locked_by: null });
  expect(await one("select kind from core.call_events")).toEqual({ kind: "given_back" });
});

test("who lost the lease writes nothing", async () => {
  const id = await call("a");
  answers["/a"] = async (response) => {
    await sql("update core.calls set locked_by = 'another', retry_count = 2 where id = $1", id);
    response.writeHead(200).end(wav);
  };
  expect(await run()).toMatchObject({ claimed: 1, done: 0, failed: 1, paused: null });
  expect(await state(id)).toMatchObject({ status: "pending", locked_by: "another", retry_count: 2 });
});

test("a recording that comes late does not take the place of the one that its successor brought", async () => {
  const id = await call("a");
  const other = Buffer.concat([wav, Buffer.alloc(500, 9)]);
  answers["/a"] = async (response) => {
    await sql("update core.calls set locked_by = null, retry_count = 0 where id = $1", id);
    serves("a", other);
    await run({ worker: "vault-2" });
    response.writeHead(200).end(wav);
  };
  expect(await run({ concurrency: 1 })).toMatchObject({ claimed: 1, done: 0, failed: 1 });
  const row = await one("select status, storage_path, recording_bytes from core.calls where id = $1", id);
  expect(row).toMatchObject({ status: "downloaded", recording_bytes: String(other.byteLength) });
  expect(readFileSync(path.join(root, String(row?.["storage_path"])))).toEqual(other);
  expect(stored()).toHaveLength(1);
});

test("up to 8 recordings are fetched side by side, newest first, and no more", async () => {
  let open = 0;
  let most = 0;
  const begun: string[] = [];
  const waiting: (() => void)[] = [];
  const answer = async ({ path }: { path: string }, response: ServerResponse) => {
    begun.push(path);
    open += 1;
    most = Math.max(most, open);
    // The first ones wait for each other: fewer than eight at once would wait for ever.
    if (begun.length < 8) await new Promise<void>((resolve) => waiting.push(resolve));
    for (const go of waiting.splice(0)) go();
    open -= 1;
    response.writeHead(200).end(wav);
  };
  // Two hosts: what is asked of one at once has a limit of its own.
  const hosts = [await loopbackServer(answer), await loopbackServer(answer)];
  for (let index = 0; index < 12; index += 1) {
    const id = await call(`s${index}`, index);
    const link = `${hosts[index % 2]?.origin}/s${index}`;
    await sql("update core.calls set audio_url = $2 where id = $1", id, link);
  }
  const origins = hosts.map(({ origin }) => origin);
  expect(await run({ batch: 20, origins })).toMatchObject({ claimed: 12, done: 12 });
  expect(most).toBe(8);
  expect(begun.slice(0, 8).sort()).toEqual(Array.from({ length: 8 }, (_, index) => `/s${index}`));
  for (const one of hosts) await one.close();
});

test("a store that writes slowly holds the source back: what is on its way is never the recording", async () => {
  const id = await call("long");
  const chunk = Buffer.alloc(64 * 1024, 7);
  let sent = 0;
  answers["/long"] = (response) => {
    response.on("error", () => undefined);
    response.writeHead(200).write(wav);
    const push = () => {
      while (!response.destroyed && sent < 400e6) {
        sent += chunk.byteLength;
        if (!response.write(chunk)) return void response.once("drain", push);
      }
    };
    push();
  };
  const before = process.memoryUsage().arrayBuffers;
  const onTheWay: number[] = [];
  const slow: AudioStore = {
    ...createFsStore({ root }),
    async put(_key, body) {
      let taken = 0;
      for await (const part of body) {
        taken += part.byteLength;
        // Time for a source that is not held back to send all it has.
        for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
        onTheWay.push(sent - taken);
        if (taken > 20e6) break;
      }
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 2 ** 20);
      throw callFailure("seen enough", { final: true });
    },
  };
  await run({ store: slow });
  expect(await state(id)).toMatchObject({ processing_error: "seen enough" });
  expect(onTheWay.length).toBeGreaterThan(50);
  // The buffers of both sockets, and a chunk or two.
  expect(Math.max(...onTheWay)).toBeLessThan(32e6);
});

test("without time it takes nothing and asks to be run again", async () => {
  await call("a");
  expect(await run({ budgetMs: 0 })).toMatchObject({ claimed: 0, more: true });
});

test("many workers bring every recording home once", async () => {
  const names = Array.from({ length: 40 }, (_, index) => `r${index}`);
  for (const name of names) {
    serves(name);
    await call(name);
  }
  await Promise.all(["vault-1", "vault-2", "vault-3"].map((worker) => run({ worker, batch: 100 })));
  expect(host.requests).toHaveLength(40);
  expect(new Set(host.requests.map((request) => request.path)).size).toBe(40);
  expect(await one("select count(*)::int as n from core.calls where status = 'downloaded'")).toEqual({
    n: 40,
  });
});
