import { createFsStore } from "@callscript/adapters/store-fs/fs-store.ts";
import { callFailure, laneFailure, transient } from "@callscript/core/failure.ts";
import type { AudioProbe, AudioStore, CallSource } from "@callscript/core/ports.ts";
import { expect, test } from "vitest";
import { vaultStage, wav } from "../../test/support/vault-stage.ts";

const stage = await vaultStage();
const { sql, one, run, call, serves, state, soon, laneState, stored } = stage;

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
    // However old the call is: nobody has said that its recording is gone.
    await sql("update core.calls set start_time_utc = now() - interval '20 days'");
    for (let look = 0; look < 4; look += 1) {
      await soon(id);
      await run({ source });
    }
    const waits = await state(id);
    expect(waits).toMatchObject({ status: "pending", retry_count: 0 });
    expect(waits?.["wait"]).toBeGreaterThanOrEqual(120);
    expect(waits?.["wait"]).toBeLessThanOrEqual(120 + 3600);
  },
);

test("an outage: one wait for all, no attempt lost, and the lane goes on by itself", async () => {
  const names = [..."abcdefghijkl"];
  const ids = await Promise.all(names.map((name, index) => call(name, index)));
  for (const name of names) stage.answers[`/${name}`] = (response) => response.writeHead(503).end();
  const report = await run({ batch: 12 });
  expect(report).toMatchObject({
    done: 0,
    more: false,
    paused: "the recordings' host answered with status 503",
  });
  expect(stage.host.requests.length).toBeLessThanOrEqual(8);
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
  stage.answers["/half"] = (response) => {
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
  stage.answers["/bad"] = (response) => response.writeHead(500).end();
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
  const store = {
    ...createFsStore({ root: stage.root }),
    put: () => Promise.reject(laneFailure("the disk is full")),
  };
  expect((await run({ store })).paused).toBe("the disk is full");
  expect(await laneState()).toMatchObject({ pause_kind: "trouble" });
  expect(await state(id)).toMatchObject({ status: "pending", retry_count: 0 });
});

test("a full disk that has room again is found out, though the newest calls have no recording yet", async () => {
  serves("a");
  const waiting = await call("a", 30);
  const full = storeThat(() => laneFailure("the disk is full"));
  await run({ store: full });
  expect(await laneState()).toMatchObject({ pause_kind: "trouble" });
  for (const name of ["gone1", "gone2"]) await call(name);
  await sql("update core.calls set start_time_utc = now() where id <> $1", waiting);
  await sql("update core.calls set next_attempt_at = null");
  await sql("update core.lanes set next_probe_at = now() where lane = 'vault'");
  await run();
  expect(await laneState()).toMatchObject({ paused: false });
  expect(await state(waiting)).toMatchObject({ status: "downloaded" });
});

test("a probe of a full disk that meets a 404 has found nothing out, and the next call is tried at once", async () => {
  serves("a");
  const waiting = await call("a", 30);
  await run({ store: storeThat(() => laneFailure("the disk is full")) });
  await call("gone");
  await sql("update core.calls set next_attempt_at = null");
  await sql("update core.lanes set next_probe_at = now() where lane = 'vault'");
  expect(await run({ concurrency: 1 })).toMatchObject({ done: 1, paused: null });
  expect(stage.host.requests.map(({ path }) => path)).toEqual(["/a", "/gone", "/a"]);
  expect(await state(waiting)).toMatchObject({ status: "downloaded" });
});

test("a recording that wants for a decoder is fetched again in an hour, and no fresh link is asked for", async () => {
  serves("a");
  const id = await call("a");
  const probe: AudioProbe = {
    measure: () => Promise.reject(callFailure("install ffmpeg", { retryAfterSeconds: 3600 })),
  };
  stage.freshLink = `${stage.host.origin}/fresh`;
  await run({ probe });
  expect(await state(id)).toMatchObject({ retry_count: 1, processing_error: "install ffmpeg", wait: 3600 });
  expect(await one("select audio_url from core.calls")).toEqual({ audio_url: `${stage.host.origin}/a` });
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
  const full = { store: createFsStore({ root: stage.root, reserve: 2 ** 60 }) };
  expect((await run(full)).paused).toMatch(/MiB of their disk are free$/);
  expect(await state(id)).toMatchObject({ status: "pending", retry_count: 0 });
  expect(stored()).toEqual([]);
  await sql("update core.lanes set next_probe_at = now() where lane = 'vault'");
  await soon(id);
  await run(full);
  expect(stage.host.requests).toHaveLength(2);
  await sql("update core.lanes set next_probe_at = now() where lane = 'vault'");
  await soon(id);
  expect(await run()).toMatchObject({ done: 1, paused: null });
});

test("a recording larger than the limit fails for good, and nothing of it is kept", async () => {
  serves("a");
  const id = await call("a");
  await run({ maxBytes: 10_000 });
  expect(await state(id)).toMatchObject({ status: "failed", processing_error: "larger than 10000 bytes" });
  expect(stored()).toEqual([]);
});

/** The folder, but what `refuses` answers for a recording is thrown in its place. */
function storeThat(refuses: (key: string) => Error | null): AudioStore {
  const store = createFsStore({ root: stage.root });
  return {
    ...store,
    async put(key, body, options) {
      const refusal = refuses(key);
      if (refusal === null) return store.put(key, body, options);
      await body.cancel();
      throw refusal;
    },
  };
}

/** Everything that waits may be tried again, and a paused lane probes. */
async function later() {
  await sql("update core.calls set next_attempt_at = null where status = 'pending'");
  await sql("update core.lanes set next_probe_at = now() where lane = 'vault' and paused");
  await sql("update core.calls set outage_at = outage_at - interval '10 minutes'");
  await sql("update core.lanes set last_success_at = last_success_at - interval '9 minutes'");
}

test("a recording that the store alone refuses keeps no other from coming home, and is given up", async () => {
  serves("bad");
  const bad = await call("bad", 0);
  const goods = Array.from({ length: 9 }, (_, index) => `good${index}`);
  for (const name of goods) {
    serves(name);
    await call(name, 10);
  }
  const store = storeThat((key) =>
    key.includes(bad) ? laneFailure("the store answered with status 400") : null,
  );
  expect((await run({ store, concurrency: 1 })).paused).toBe("the store answered with status 400");
  expect(await state(bad)).toMatchObject({ status: "pending", retry_count: 0, wait: 60 });
  for (let round = 0; round < 4; round += 1) {
    await later();
    serves(`late${round}`);
    await call(`late${round}`, 20);
    await run({ store, concurrency: 1, batch: 20 });
    await sql("update core.lanes set next_probe_at = now() where lane = 'vault' and paused");
    await run({ store, concurrency: 1, batch: 20 });
  }
  expect(await one("select count(*)::int as n from core.calls where status = 'downloaded'")).toEqual({
    n: 13,
  });
  expect(await state(bad)).toMatchObject({ status: "failed", retry_count: 3 });
  expect(await laneState()).toMatchObject({ paused: false });
});

test("a store that is gone burns no call, whatever other recordings' hosts answer meanwhile", async () => {
  serves("a");
  const id = await call("a", 0);
  const store = storeThat(() => transient("the store cannot be reached: ECONNREFUSED"));
  for (let round = 0; round < 6; round += 1) {
    await call(`gone${round}`, 60 + round);
    await later();
    await run({ store });
    await sql("update core.lanes set next_probe_at = now() where lane = 'vault' and paused");
    await run({ store });
  }
  expect(await state(id)).toMatchObject({ status: "pending", retry_count: 0 });
  await later();
  await run();
  await run();
  expect(await state(id)).toMatchObject({ status: "downloaded" });
});

test("a recording that is gone says nothing of a full disk: the lane stays paused", async () => {
  serves("a");
  await call("a", 0);
  const store = storeThat(() => laneFailure("recordings cannot be written: the disk is full"));
  await run({ store });
  const gone = await call("gone", 1);
  await sql("update core.lanes set next_probe_at = now() where lane = 'vault'");
  await run({ store });
  expect(await state(gone)).toMatchObject({
    processing_error: "waiting for the recording: the recording was gone at Ringba (404)",
  });
  expect(await laneState()).toMatchObject({ paused: true, pause_kind: "trouble" });
});

test("a recording that says it is too large is refused before it is read", async () => {
  const id = await call("huge");
  let written = 0;
  stage.answers["/huge"] = (response) => {
    response.writeHead(200, { "content-length": 2 ** 31 });
    response.on("error", () => undefined);
    const more = () => {
      while (!response.destroyed && written < 64e6) {
        written += 65_536;
        if (!response.write(Buffer.alloc(65_536, 1))) return void response.once("drain", more);
      }
    };
    more();
  };
  await run();
  expect(await state(id)).toMatchObject({
    status: "failed",
    processing_error: "larger than 536870912 bytes",
  });
  expect(written).toBeLessThan(8e6);
});
