import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createAudioProbe } from "@callscript/adapters/audio/audio-probe.ts";
import { createRecordingHttp } from "@callscript/adapters/recording-http/recording-http.ts";
import { createRingbaSource } from "@callscript/adapters/ringba/ringba-source.ts";
import { createFsStore } from "@callscript/adapters/store-fs/fs-store.ts";
import { type FakeRingba, startFakeRingba } from "@callscript/demo/ringba/fake-ringba.ts";
import { ingestLane } from "@callscript/lanes/ingest/ingest.lane.ts";
import { vaultLane } from "@callscript/lanes/vault/vault.lane.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase } from "./support/database.ts";

const { db, sql } = await testDatabase();
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const clock = { now: () => new Date() };
const signal = new AbortController().signal;
const root = mkdtempSync(path.join(tmpdir(), "callscript-demo-"));
let ringba: FakeRingba;

beforeAll(async () => {
  ringba = await startFakeRingba({
    port: 0,
    accountId: "RA1",
    apiToken: "test",
    firstStartedAt: new Date(Date.now() - 3_600_000),
  });
});
afterAll(async () => {
  await ringba.close();
  rmSync(root, { recursive: true, force: true });
});

test("the demo's calls are listed, skipped or brought home and measured, each once", async () => {
  const source = createRingbaSource({
    baseUrl: ringba.url,
    accountId: "RA1",
    apiToken: "test",
    timeoutMs: 5000,
  });
  const ingest = () =>
    ingestLane({ db, source, clock, log }, { worker: "ingest-1", budgetMs: 60_000, signal });
  const first = await ingest();
  expect(first).toMatchObject({ failed: 0, more: false, paused: null });
  expect(first.done).toBeGreaterThan(180);
  expect((await ingest()).done).toBeLessThan(3);
  expect(
    await sql(
      "select count(*)::int as n from core.calls where status = 'skipped' and skip_reason <> 'not_connected'",
    ),
  ).toEqual([{ n: 0 }]);

  const vaulted = await vaultLane(
    {
      db,
      clock,
      log,
      source,
      store: createFsStore({ root }),
      recordings: createRecordingHttp({ allowedOrigins: [ringba.url], timeoutMs: 5000 }),
      probe: createAudioProbe(),
    },
    { worker: "vault-1", batch: 25, budgetMs: 60_000, signal },
  );
  expect(vaulted).toMatchObject({ claimed: 25, done: 25, failed: 0, more: true });
  const [newest] = await sql(
    `select bool_and(c.status = 'downloaded' and c.recording_seconds > 5 and c.recording_type = 'audio/mpeg'
       and c.revenue > 0 and c.publisher is not null and p.peaks is not null) as whole
     from (select * from core.calls where audio_url is not null order by start_time_utc desc limit 25) c
     left join core.call_peaks p on p.call_id = c.id`,
  );
  expect(newest).toEqual({ whole: true });
  expect(await sql("select vertical from core.campaigns where inference_source = 'regex'")).not.toEqual([]);
});
