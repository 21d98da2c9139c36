import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import path from "node:path";
import { createFsStore } from "@callscript/adapters/store-fs/fs-store.ts";
import { callFailure } from "@callscript/core/failure.ts";
import type { AudioStore } from "@callscript/core/ports.ts";
import { expect, test } from "vitest";
import { loopbackServer } from "../../test/fakes/loopback-server.ts";
import { vaultStage, wav } from "../../test/support/vault-stage.ts";

const stage = await vaultStage();
const { sql, one, run, call, serves, state, soon, stored } = stage;
const png = Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "latin1");

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
  expect(readFileSync(path.join(stage.root, String(row?.["storage_path"])))).toEqual(wav);
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
  expect(stage.host.requests.map((request) => request.path)).toEqual(["/m1", "/m5"]);
  expect(await run()).toMatchObject({ claimed: 1, done: 1, more: false });
});

test("a link that expired: a fresh one is asked for, kept and used at once", async () => {
  const id = await call("old");
  serves("fresh");
  stage.freshLink = `${stage.host.origin}/fresh`;
  expect(await run()).toMatchObject({ done: 1 });
  expect(await one("select status, audio_url from core.calls where id = $1", id)).toEqual({
    status: "downloaded",
    audio_url: stage.freshLink,
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

  const image = await call("image", 1);
  await sql("update core.calls set start_time_utc = now() where id = $1", image);
  serves("image", png);
  await run();
  expect(await state(image)).toMatchObject({ status: "failed", wait: null });
});

test("a worker that dies on the last look ends the daily looks no more than a 404 does", async () => {
  const id = await call("gone");
  await sql(
    `update core.calls set start_time_utc = now() - interval '1 hour', retry_count = 3, locked_by = 'killed',
       lease_expires_at = now() - interval '1 second'`,
  );
  await sql("select core.rescue_zombies()");
  expect(await state(id)).toMatchObject({ status: "failed", retry_count: 3, wait: 86_400 });
  serves("gone");
  await soon(id);
  expect(await run()).toMatchObject({ done: 1 });
});

test("what is no audio fails at once with the reason, and nothing of it is kept", async () => {
  const image = await call("image");
  serves("image", png);
  const mute = await call("mute");
  serves("mute", Buffer.from("RIFF\0\0\0\0WAVEfmt ", "latin1"));
  await run();
  expect(await state(image)).toMatchObject({
    status: "failed",
    processing_error: "not audio: it begins with 89 50 4e 47",
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

test("told to stop, it gives the call back with its attempt", async () => {
  const stopping = new AbortController();
  const id = await call("slow");
  stage.answers["/slow"] = (response) => {
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
  stage.answers["/a"] = async (response) => {
    await sql("update core.calls set locked_by = 'another', retry_count = 2 where id = $1", id);
    response.writeHead(200).end(wav);
  };
  expect(await run()).toMatchObject({ claimed: 1, done: 0, failed: 1, paused: null });
  expect(await state(id)).toMatchObject({ status: "pending", locked_by: "another", retry_count: 2 });
});

test("a recording that comes late does not take the place of the one that its successor brought", async () => {
  const id = await call("a");
  const other = Buffer.concat([wav, Buffer.alloc(500, 9)]);
  stage.answers["/a"] = async (response) => {
    await sql("update core.calls set locked_by = null, retry_count = 0 where id = $1", id);
    serves("a", other);
    await run({ worker: "vault-2" });
    response.writeHead(200).end(wav);
  };
  expect(await run({ concurrency: 1 })).toMatchObject({ claimed: 1, done: 0, failed: 1 });
  const row = await one("select status, storage_path, recording_bytes from core.calls where id = $1", id);
  expect(row).toMatchObject({ status: "downloaded", recording_bytes: String(other.byteLength) });
  expect(readFileSync(path.join(stage.root, String(row?.["storage_path"])))).toEqual(other);
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
  stage.answers["/long"] = (response) => {
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
    ...createFsStore({ root: stage.root }),
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
  expect(stage.host.requests).toHaveLength(40);
  expect(new Set(stage.host.requests.map((request) => request.path)).size).toBe(40);
  expect(await one("select count(*)::int as n from core.calls where status = 'downloaded'")).toEqual({
    n: 40,
  });
});
