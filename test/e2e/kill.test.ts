import { statSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startEmbedded } from "@callscript/adapters/postgres/embedded.ts";
import { openPool, type PostgresDb } from "@callscript/adapters/postgres/pool.ts";
import { type CallStatus, transitions } from "@callscript/core/call-state.ts";
import { type FakeRingba, startFakeRingba } from "@callscript/demo/ringba/fake-ringba.ts";
import { makeStandInModels } from "@callscript/demo/voice-code/make-models.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { seeded } from "../support/seeded.ts";
import { liveWith, newHome, type Place, start } from "./support/run-callscript.ts";

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const kills = 10;
const account = { accountId: "RA-kill", apiToken: "a token of the test" };
let place: Place;
let ringba: FakeRingba;
/** From here on the provider lists no further calls. */
let lastCallMs = Number.POSITIVE_INFINITY;

beforeAll(async () => {
  place = await newHome();
  await makeStandInModels(path.join(place.home, "models"));
  ringba = await startFakeRingba({
    ...account,
    port: 0,
    firstStartedAt: new Date(Date.now() - 30_000),
    everySeconds: 0.8,
    unrecordedEvery: null,
    now: () => new Date(Math.min(Date.now(), lastCallMs)),
  });
});
afterAll(async () => {
  await ringba.close();
  place.remove();
});

test("ten kill -9 at random moments: every call ends once in a terminal state, with no event missing", async () => {
  const seed = Number(process.env["KILL_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
  const random = seeded(seed);
  // Eleven starts ask more in a minute than the account's default allows, and the last would wait for its share.
  const env = place.env({ ...liveWith(ringba, account), RINGBA_REQUESTS_PER_MINUTE: "600" });
  const run = () => start(["dist/callscript.mjs", "up"], env);
  const killOne = async (mostMs: number) => {
    const program = run();
    await program.says(/Starting the database/, 60_000);
    await pause(500 + random() * mostMs);
    program.child.kill("SIGKILL");
    await program.ended;
  };
  for (let kill = 0; kill < kills; kill += 1) await killOne(3_500);

  const cluster = await startEmbedded({ home: place.home, log: quiet });
  const db = openPool({ url: cluster.url, max: 2, applicationName: "test" });
  // What the dead left claimed is rescued when its lease ends: moved in time instead of waited for.
  const endLeases = () =>
    db.rows(
      "update core.calls set lease_expires_at = now() - interval '1 second' where lease_expires_at is not null returning id",
      [],
    );
  // On a slow machine none of them had anything in hand yet, and a kill with nothing in hand shows nothing.
  let left = await endLeases();
  for (let later = 1; left.length === 0 && later <= 10; later += 1) {
    await killOne(3_500 + later * 1_000);
    left = await endLeases();
  }
  lastCallMs = Date.now();
  // And what was listed since the last beat is asked for at once instead of a minute later.
  await db.rows(
    "update core.ingest_passes set opened_at_utc = opened_at_utc - interval '1 minute' where tier = 'hot'",
    [],
  );
  const last = run();
  try {
    await last.says(/is running/, 90_000);
    await expect.poll(() => listedButUnknown(db), { timeout: 60_000, interval: 500 }).toEqual([]);
    await expect
      .poll(() => tryAgainNow(db).then(() => unfinished(db)), { timeout: 150_000, interval: 500 })
      .toEqual([]);
    await checkEvents(db, seed);
    await checkRecordings(db);
    expect(left.length, `seed ${seed}: a kill with nothing in hand shows nothing`).toBeGreaterThan(0);
  } finally {
    await db.close();
    last.child.kill("SIGTERM");
    await last.ended;
  }
}, 420_000);

const Listed = z.object({ report: z.object({ records: z.array(z.object({ inboundCallId: z.string() })) }) });

/** The calls of the provider's own list that the database does not know. */
async function listedButUnknown(db: PostgresDb): Promise<string[]> {
  const response = await fetch(`${ringba.url}/v2/${account.accountId}/calllogs`, {
    method: "POST",
    headers: { authorization: `Token ${account.apiToken}`, "content-type": "application/json" },
    body: JSON.stringify({
      reportStart: new Date(0).toISOString(),
      reportEnd: new Date(lastCallMs).toISOString(),
      size: 1000,
    }),
  });
  const { records } = Listed.parse(await response.json()).report;
  expect(records.length).toBeGreaterThan(50);
  const known = await db.rows("select ringba_call_id from core.calls", []);
  expect(new Set(known.map((row) => row["ringba_call_id"])).size).toBe(known.length);
  const ids = new Set(known.map((row) => row["ringba_call_id"]));
  return records.map((record) => record.inboundCallId).filter((id) => !ids.has(id));
}

/** A recording whose line broke on a busy machine waits for minutes: moved in time instead of waited for. */
function tryAgainNow(db: PostgresDb) {
  return db.rows("update core.calls set next_attempt_at = now() where next_attempt_at > now()", []);
}

function unfinished(db: PostgresDb) {
  return db.rows(
    "select ringba_call_id, status, processing_error from core.calls where status not in ('flagged', 'safe', 'skipped')",
    [],
  );
}

const Call = z.object({ id: z.uuid(), status: z.string() });
const Event = z.object({
  call_id: z.uuid(),
  from_status: z.string().nullable(),
  to_status: z.string().nullable(),
});

/** Each call's events are one chain of legal moves from its creation to the state it has. */
async function checkEvents(db: PostgresDb, seed: number): Promise<void> {
  const calls = z.array(Call).parse(await db.rows("select id, status from core.calls", []));
  const events = z
    .array(Event)
    .parse(
      await db.rows(
        "select call_id, from_status, to_status from core.call_events where kind <> 'updated' order by call_id, id",
        [],
      ),
    );
  for (const call of calls) {
    const chain = events.filter((event) => event.call_id === call.id);
    let at: string | null = null;
    for (const [index, event] of chain.entries()) {
      expect(event.from_status === null, `seed ${seed}: only the first event creates`).toBe(index === 0);
      expect(event.from_status, `seed ${seed}, call ${call.id}`).toBe(at);
      if (event.from_status !== null && event.to_status !== event.from_status) {
        expect(transitions[event.from_status as CallStatus]).toContain(event.to_status);
      }
      at = event.to_status;
    }
    expect(at, `seed ${seed}, call ${call.id}`).toBe(call.status);
  }
  const twice = await db.rows("select call_id from core.judgements group by call_id having count(*) > 1", []);
  expect(twice, `seed ${seed}: judged twice`).toEqual([]);
}

/** Each recording that a call names lies in the vault, whole. */
async function checkRecordings(db: PostgresDb): Promise<void> {
  const rows = z
    .array(z.object({ storage_path: z.string(), recording_bytes: z.coerce.number() }))
    .parse(
      await db.rows(
        "select storage_path, recording_bytes from core.calls where storage_path is not null",
        [],
      ),
    );
  expect(rows.length).toBeGreaterThan(40);
  for (const { storage_path, recording_bytes } of rows)
    expect(statSync(path.join(place.home, "recordings", storage_path)).size).toBe(recording_bytes);
}
