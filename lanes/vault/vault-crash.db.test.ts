import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createAudioProbe } from "@callscript/adapters/audio/audio-probe.ts";
import { createRecordingHttp } from "@callscript/adapters/recording-http/recording-http.ts";
import { createFsStore } from "@callscript/adapters/store-fs/fs-store.ts";
import { createS3Store } from "@callscript/adapters/store-s3/s3-store.ts";
import type { AudioStore } from "@callscript/core/ports.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundleChild } from "../../test/crash/bundle-child.ts";
import { runChild } from "../../test/crash/run-child.ts";
import { type LoopbackServer, loopbackServer } from "../../test/fakes/loopback-server.ts";
import { s3Server } from "../../test/fakes/s3-server.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { muLaw, wavFile } from "../../test/support/wav.ts";
import { vaultLane } from "./vault.lane.ts";

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** Two of these work side by side, each with a database of its own: most of the time is processes that start. */
const databases = await Promise.all([testDatabase(), testDatabase()]);

/** 200 kB of 8 kHz mu-law: four chunks. */
const recording = wavFile(
  Buffer.from(Array.from({ length: 200_000 }, (_, index) => (index * 7) % 256)),
  muLaw,
);
const sha256 = createHash("sha256").update(recording).digest("hex");

let home: string;
let child: string;
let host: LoopbackServer;
beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), "callscript-crash-"));
  child = await bundleChild("vault-child", home);
  host = await loopbackServer((_, response) =>
    response.writeHead(200, { "content-length": recording.length }).end(recording),
  );
});
afterAll(async () => {
  await host.close();
  rmSync(home, { recursive: true, force: true });
});

interface Scene {
  database: TestDatabase;
  root: string;
}

async function scene(database: TestDatabase): Promise<Scene> {
  await database.sql("truncate core.calls cascade");
  await database.sql(
    "insert into core.calls (ringba_call_id, start_time_utc, audio_url) values ('RGB1', '2026-11-24 10:00:00Z', $1)",
    `${host.origin}/recording`,
  );
  return { database, root: mkdtempSync(path.join(home, "vault-")) };
}

const vaultOnce = ({ database, root }: Scene, killAt?: number) =>
  runChild(child, { url: database.url, root, origin: host.origin }, killAt);

/** The next run, after the dead one's lease is over and its drafts are old. */
async function repair({ database, root }: Scene, store: AudioStore = createFsStore({ root })): Promise<void> {
  await database.sql(
    "update core.calls set lease_expires_at = now() - interval '1 second' where lease_expires_at is not null",
  );
  await database.sql("select core.rescue_zombies()");
  const twoHoursAgo = new Date(Date.now() - 2 * 3_600_000);
  for (const file of drafts(root)) utimesSync(file, twoHoursAgo, twoHoursAgo);
  await vaultLane(
    {
      db: database.db,
      store,
      recordings: createRecordingHttp({ allowedOrigins: [host.origin], timeoutMs: 5_000 }),
      probe: createAudioProbe(),
      source: null,
      clock: { now: () => new Date() },
      log: quiet,
    },
    { worker: "next", batch: 5, budgetMs: 60_000, signal: new AbortController().signal },
  );
}

function drafts(root: string): string[] {
  const folder = path.join(root, ".incoming");
  return existsSync(folder) ? readdirSync(folder).map((name) => path.join(folder, name)) : [];
}

/** What stands under a final name: path below the root, and hash. */
function kept(root: string): { file: string; sha256: string }[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.endsWith(".incoming"))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({
      file: path.relative(root, file),
      sha256: createHash("sha256").update(readFileSync(file)).digest("hex"),
    }));
}

const rowOf = async ({ database }: Scene) => {
  const rows = await database.sql(
    "select status, storage_path, recording_sha256, recording_seconds, locked_by, retry_count from core.calls",
  );
  expect(rows).toHaveLength(1);
  return rows[0];
};

/** The steps of a run that nothing kills: what the runs below are killed at. */
async function everyStep(): Promise<string[]> {
  const [database] = databases;
  const { steps, signal } = await vaultOnce(await scene(database));
  expect(signal).toBeNull();
  return steps;
}

test("bytes are on the disk before they have a name, and the name is before the call says so", async () => {
  const steps = await everyStep();
  const order = [
    "after claim_calls",
    "after chunk",
    "after sync /.incoming/draft",
    "before confirm_attempt",
    "before rename /recordings/2026/11/24/call.wav",
    "after rename /recordings/2026/11/24/call.wav",
    "after sync /recordings/2026/11/24",
    "after sync /recordings/2026/11",
    "after sync /recordings/2026",
    "after sync /recordings",
    "after sync /",
    "before finish_vault",
  ];
  const found = order.map((one) => steps.indexOf(one));
  expect(found).not.toContain(-1);
  expect(found).toEqual([...found].sort((a, b) => a - b));
  expect(steps.lastIndexOf("after write /.incoming/draft")).toBeLessThan(
    steps.indexOf("before sync /.incoming/draft"),
  );
});

test("killed at each of its steps, a recording is brought home whole and once by the next run", async () => {
  const steps = await everyStep();
  expect(steps.length).toBeGreaterThan(40);
  const kills = steps.map((_, index) => index + 1);
  let halves = 0;
  let resumed = 0;
  const worker = async (database: TestDatabase) => {
    for (let killAt = kills.shift(); killAt !== undefined; killAt = kills.shift()) {
      const at = `killed ${steps[killAt - 1]} (step ${killAt})`;
      const place = await scene(database);
      const run = await vaultOnce(place, killAt);
      expect(run, at).toEqual({ steps: steps.slice(0, killAt), signal: "SIGKILL" });

      const left = kept(place.root);
      for (const one of left) expect(one.sha256, at).toBe(sha256);
      const row = await rowOf(place);
      expect(["pending", "downloaded"], at).toContain(row?.["status"]);
      if (row?.["status"] === "downloaded") expect(left, at).toHaveLength(1);
      if (drafts(place.root).length > 0) halves += 1;
      if (row?.["status"] === "pending" && left.length > 0) resumed += 1;

      await repair(place);
      const [only, ...others] = kept(place.root);
      expect(others, at).toEqual([]);
      expect(await rowOf(place), at).toEqual({
        status: "downloaded",
        storage_path: only?.file,
        recording_sha256: sha256,
        recording_seconds: 25,
        locked_by: null,
        retry_count: 0,
      });
      expect(only?.sha256, at).toBe(sha256);
      expect(drafts(place.root), at).toEqual([]);
      expect(
        await database.sql("select count(*)::int as n from core.call_events where to_status = 'downloaded'"),
        at,
      ).toEqual([{ n: 1 }]);
      rmSync(place.root, { recursive: true, force: true });
    }
  };
  await Promise.all(databases.map(worker));
  // Kills that leave nothing behind would show nothing.
  expect(halves).toBeGreaterThan(20);
  expect(resumed).toBeGreaterThan(5);
}, 120_000);

test("killed while a bucket is asked, before, in and after its PUT: whole and once as well", async () => {
  const keys = { id: "AKIDEXAMPLE", secret: "s3cr3t-key", region: "eu-central-1", bucket: "call-vault" };
  const [database] = databases;
  const moments = ["HEAD whole", "HEAD done", "PUT chunk", "PUT whole", "PUT done"];
  for (const moment of moments) {
    const server = await s3Server(keys);
    const bucket = {
      endpoint: server.origin,
      region: keys.region,
      bucket: keys.bucket,
      accessKeyId: keys.id,
      secretAccessKey: keys.secret,
    };
    const place = await scene(database);
    const job = { url: database.url, root: place.root, origin: host.origin, bucket };
    const { signal } = await runChild(child, job, undefined, (program) => {
      server.onMoment.tell = (now) => {
        if (now === moment) program.kill("SIGKILL");
      };
    });
    expect(signal, moment).toBe("SIGKILL");
    server.onMoment.tell = () => undefined;
    for (const { bytes } of server.objects.values()) expect(bytes.equals(recording), moment).toBe(true);
    expect(await rowOf(place), moment).toMatchObject({ status: "pending" });

    await repair(
      place,
      createS3Store({ ...bucket, timeoutMs: 5_000, spool: path.join(place.root, ".incoming") }),
    );
    const row = await rowOf(place);
    expect(row, moment).toMatchObject({ status: "downloaded", recording_sha256: sha256, retry_count: 0 });
    expect([...server.objects.keys()], moment).toEqual([row?.["storage_path"]]);
    expect(server.writes.get(String(row?.["storage_path"])), moment).toBe(1);
    expect(drafts(place.root), moment).toEqual([]);
    await server.close();
  }
}, 60_000);
