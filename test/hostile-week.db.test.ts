import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runWeek } from "./drills/run-week.ts";
import { verifyWeek } from "./drills/verify-week.ts";
import { makeTape } from "./fakes/hostile-provider/tape.ts";
import { truthOf } from "./fakes/hostile-provider/truth.ts";
import { testDatabase } from "./support/database.ts";

const minute = 60_000;
const small = {
  days: 1,
  callsPerDay: 250,
  spice: 10,
  beatMs: 10 * minute,
  busyBeatMs: 10 * minute,
  quietBeatMs: 360 * minute,
  quietDays: 10,
};
const nothing = {
  lost: [],
  recordingsLost: [],
  duplicated: [],
  stale: [],
  invented: [],
  illegalMoves: [],
  unsettled: [],
  campaigns: [],
  filesWithoutRow: [],
  rowsWithoutFile: [],
  wrongBytes: [],
};
/** Everything that the provider of seed 358 does. */
const faults = [
  ["partial", "short in mid-stream", "records twice", "total too low", "total too high", "no total"],
  ["429", "limited", "500", "outage", "answer cut off", "old count"],
  ["expired", "late", "busy", "cut_off", "stalled", "gone", "html", "empty", "huge", "trickle"],
  ["metadata", "loop"],
];

const known = await testDatabase();
const unknown = await testDatabase();
const wrong = await testDatabase();

test("a provider that does everything wrong, 20 calls a page: nothing is lost, doubled or stale", {
  timeout: 400_000,
}, async () => {
  const { findings, tally, report } = await runWeek(known.db, { ...small, seed: 358, pageLimit: 20 });
  expect(findings, report).toEqual(nothing);
  const [pages = [], answers = [], ...recordings] = faults;
  const named = [...pages, ...answers, ...recordings.flat().map((kind) => `recording ${kind}`)];
  expect(named.filter((fault) => !tally.has(fault))).toEqual([]);
  expect(tally.has("token leaked")).toBe(false);
});

test("nor by a provider of another seed", { timeout: 400_000 }, async () => {
  const seed = Number(process.env["CALLSCRIPT_SEED"] ?? 20_261_125);
  const { findings, tally, report } = await runWeek(unknown.db, { ...small, callsPerDay: 80, seed });
  expect(findings, report).toEqual(nothing);
  expect(tally.has("token leaked"), report).toBe(false);
});

test("the comparison at the end finds every kind of loss", async () => {
  const root = mkdtempSync(path.join(tmpdir(), "callscript-week-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const tape = makeTape({
    seed: 3,
    startMs: Date.parse("2026-11-16T00:00:00Z"),
    days: 1,
    callsPerDay: 30,
    spice: 1,
  });
  const truth = truthOf(tape);
  const [first, second, third] = truth.filter((call) => call.recordingSha256 !== null).map(({ id }) => id);
  await wrong.sql(
    `insert into core.calls (ringba_call_id, start_time_utc, status, storage_path, recording_sha256)
     values ($1, now(), 'downloaded', 'gone.wav', $4), ($2, now(), 'downloaded', 'other.wav', $4),
       ($3, now(), 'pending', null, null), ('RGBnever', now(), 'skipped', null, null)`,
    first,
    second,
    third,
    "0".repeat(64),
  );
  await wrong.sql(
    `insert into core.call_events (call_id, kind, from_status, to_status, actor)
     select c.id, e.kind, e.from_status, e.to_status, 'test' from core.calls c,
       (values ('created', null, 'pending'), ('finished', 'pending', 'downloaded'), ('finished', 'downloaded', 'pending'),
         ('finished', 'pending', 'downloaded')) as e (kind, from_status, to_status)
     where c.ringba_call_id = $1`,
    first,
  );
  writeFileSync(path.join(root, "other.wav"), "other");
  writeFileSync(path.join(root, "stray.wav"), "stray");

  const found = await verifyWeek(wrong.db, root, tape);
  expect(found.lost).toHaveLength(truth.length - 3);
  expect(found.recordingsLost).toContain(`${third}: pending, no error`);
  expect(found.duplicated).toEqual([first]);
  expect(found.stale).toHaveLength(3);
  expect(found.invented).toEqual(["RGBnever"]);
  expect(found.illegalMoves.map((one) => one.split(":")[0])).toEqual(
    expect.arrayContaining([first, second, third]),
  );
  expect(found.unsettled).toEqual([`${third}: pending, no error`]);
  expect(found.filesWithoutRow).toEqual(["stray.wav"]);
  expect(found.rowsWithoutFile).toEqual(["gone.wav"]);
  expect(new Set(found.wrongBytes)).toEqual(new Set([first, second]));
});
