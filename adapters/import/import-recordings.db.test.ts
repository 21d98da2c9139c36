import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { laneFailure, PortError } from "@callscript/core/failure.ts";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { muLaw, wavFile } from "../../test/support/wav.ts";
import { createAudioProbe } from "../audio/audio-probe.ts";
import { createFsStore } from "../store-fs/fs-store.ts";
import { faultsOf } from "./add-fault.ts";
import { heldElsewhere } from "./bring-recording.ts";
import { importRecordings } from "./import-recordings.ts";
import { setNameOf } from "./set-name.ts";

const { db, sql } = await testDatabase();
const turns = [{ speaker: "agent", text: "thank you for calling" }];
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const one = async (text: string) => (await sql(text))[0];

let home: string;
beforeEach(async () => {
  home = mkdtempSync(path.join(tmpdir(), "callscript-import-"));
  await sql("truncate core.calls, core.campaigns cascade");
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const everything = async () => [
  await sql("select * from core.calls order by id"),
  await sql("select * from core.campaigns order by id"),
  await sql("select * from core.call_events order by id"),
];
/** One second of 8 kHz mu-law, as a WAV file. */
function wav(): Buffer {
  return wavFile(Buffer.from(Array.from({ length: 8000 }, (_, index) => (index * 7) % 256)), muLaw);
}

let folder: string;
const store = () => createFsStore({ root: path.join(home, "vault") });
const bring = (more: Partial<Parameters<typeof importRecordings>[0]> = {}) =>
  importRecordings({
    db,
    log,
    folder,
    set: setNameOf(folder, "folder"),
    store: store(),
    probe: createAudioProbe(),
    worker: "import-1",
    ...more,
  });
const index = (rows: readonly unknown[]) =>
  writeFileSync(path.join(folder, "index.jsonl"), rows.map((row) => JSON.stringify(row)).join("\n"));
const vault = () =>
  readdirSync(path.join(home, "vault"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(path.join(home, "vault"), path.join(entry.parentPath, entry.name)));

beforeEach(() => {
  folder = path.join(home, "september");
  mkdirSync(path.join(folder, "audio"), { recursive: true });
  writeFileSync(path.join(folder, "audio/good.wav"), wav());
});

test("a recording is stored, measured and downloaded", async () => {
  index([
    {
      id: "a",
      file: "audio/good.wav",
      date: "2026-11-04T10:00:00Z",
      duration: 1.2,
      turns,
      kind: "two_party",
    },
  ]);
  expect(await bring()).toEqual({ created: 1, existing: 0, failed: faultsOf(), malformed: faultsOf() });
  const row = await one("select * from core.calls");
  expect(row).toMatchObject({
    ringba_call_id: "import:september:a",
    status: "downloaded",
    storage_path: `recordings/2026/11/04/${row?.["id"]}.wav`,
    recording_type: "audio/wav",
    recording_channels: 1,
    recording_seconds: 1,
    duration_seconds: 1,
    start_time_source: "row",
    retry_count: 0,
    locked_by: null,
    lease_expires_at: null,
    transcript_segments: null,
  });
  expect(row?.["provider_record"]).toMatchObject({ id: "a", kind: "two_party" });
  expect(row?.["provider_record"]).not.toHaveProperty("turns");
  expect(await one("select count(*)::int as n from core.call_peaks")).toEqual({ n: 1 });
  expect(readFileSync(path.join(home, "vault", String(row?.["storage_path"])))).toEqual(wav());
});

test("what is no audio fails its call with the reason, what is missing or outside is named, the rest go on", async () => {
  writeFileSync(path.join(home, "secret.wav"), wav());
  symlinkSync(path.join(home, "secret.wav"), path.join(folder, "audio/link.wav"));
  writeFileSync(path.join(folder, "audio/page.wav"), "<html>not found</html>");
  writeFileSync(path.join(folder, "audio/broken.wav"), wav().subarray(0, 40));
  index([
    { id: "a", file: "audio/page.wav" },
    { id: "b", file: "audio/nowhere.wav" },
    { id: "c", file: "../secret.wav" },
    { id: "d", file: "audio/../../secret.wav" },
    { id: "e", file: path.join(home, "secret.wav") },
    { id: "f", file: "audio/link.wav" },
    { id: "g", file: "audio" },
    { id: "h" },
    { id: "i", file: "audio/broken.wav" },
    { id: "j", file: "audio/good.wav" },
  ]);
  const report = await bring();
  expect(report.created).toBe(1);
  expect(report.failed.first).toEqual([
    { call: "import:september:a", reason: "not audio: it is a web page" },
    { call: "import:september:i", reason: expect.any(String) },
  ]);
  expect(report.malformed.first).toEqual([
    { line: 2, reason: "file: audio/nowhere.wav is missing" },
    { line: 3, reason: "file: ../secret.wav is not inside the folder" },
    { line: 4, reason: "file: audio/../../secret.wav is not inside the folder" },
    { line: 5, reason: `file: ${path.join(home, "secret.wav")} is not inside the folder` },
    { line: 6, reason: "file: audio/link.wav is not inside the folder" },
    { line: 7, reason: "file: audio is no file" },
    { line: 8, reason: "file: Invalid input: expected string, received undefined" },
  ]);
  expect(await sql("select ringba_call_id, status, processing_error from core.calls order by 1")).toEqual([
    {
      ringba_call_id: "import:september:a",
      status: "failed",
      processing_error: "not audio: it is a web page",
    },
    {
      ringba_call_id: "import:september:i",
      status: "failed",
      processing_error: report.failed.first[1]?.reason,
    },
    { ringba_call_id: "import:september:j", status: "downloaded", processing_error: null },
  ]);
  expect(vault()).toHaveLength(1);
});

test("a link that leads in circles and a name that no disk takes are named", async () => {
  const folder = path.join(home, "circles");
  mkdirSync(folder);
  symlinkSync("round.wav", path.join(folder, "round.wav"));
  writeFileSync(
    path.join(folder, "index.jsonl"),
    [
      { id: "a", file: "round.wav" },
      { id: "b", file: `${"x".repeat(5_000)}.wav` },
    ]
      .map((row) => JSON.stringify(row))
      .join("\n"),
  );
  const store = createFsStore({ root: path.join(home, "vault") });
  const report = await importRecordings({
    db,
    log,
    store,
    probe: null,
    folder,
    set: "circles",
    worker: "w",
  });
  expect(report.malformed.first.map(({ line }) => line)).toEqual([1, 2]);
  expect(report.malformed.first.map(({ reason }) => reason).join()).toMatch(/ELOOP.*ENAMETOOLONG/);
});

test("again changes nothing", async () => {
  index([{ id: "a", file: "audio/good.wav" }]);
  await bring();
  const before = await everything();
  expect(await bring()).toEqual({ created: 0, existing: 1, failed: faultsOf(), malformed: faultsOf() });
  expect(await everything()).toEqual(before);
});

test("a file that failed its call fails it again, and one that replaced it is brought", async () => {
  writeFileSync(path.join(folder, "audio/page.wav"), "<html>not found</html>");
  index([{ id: "a", file: "audio/page.wav", date: "2026-11-04" }]);
  const reason = "not audio: it is a web page";
  const failed = faultsOf([{ call: "import:september:a", reason }]);
  for (const _time of [1, 2, 3, 4]) {
    expect(await bring()).toEqual({ created: 0, existing: 0, failed, malformed: faultsOf() });
    expect(await one("select status, processing_error, retry_count, locked_by from core.calls")).toEqual({
      status: "failed",
      processing_error: reason,
      retry_count: 1,
      locked_by: null,
    });
  }
  writeFileSync(path.join(folder, "audio/page.wav"), wav());
  expect(await bring({ worker: "import-2" })).toMatchObject({ created: 1, existing: 0, failed: faultsOf() });
  expect(await one("select status, processing_error, retry_count, locked_by from core.calls")).toEqual({
    status: "downloaded",
    processing_error: null,
    retry_count: 0,
    locked_by: null,
  });
  expect(vault()).toHaveLength(1);
  const events = await sql("select kind, from_status, to_status, actor from core.call_events order by id");
  expect(events.slice(0, 4)).toEqual([
    { kind: "created", from_status: null, to_status: "pending", actor: "import-1" },
    { kind: "failed", from_status: "pending", to_status: "failed", actor: "import-1" },
    { kind: "requeued", from_status: "failed", to_status: "pending", actor: "import-1" },
    { kind: "failed", from_status: "pending", to_status: "failed", actor: "import-1" },
  ]);
  expect(events.slice(-2)).toMatchObject([
    { kind: "requeued", from_status: "failed", to_status: "pending", actor: "import-2" },
    { from_status: "pending", to_status: "downloaded", actor: "import-2" },
  ]);
});

test("a failed call is no import's to bring once it has a recording, a transcript or a link, or is Ringba's", async () => {
  writeFileSync(path.join(folder, "audio/page.wav"), "<html>not found</html>");
  index([{ id: "a", file: "audio/page.wav" }]);
  await bring();
  const change = (set: string) => sql(`update core.calls set ${set}`);
  for (const [column, value] of [
    ["storage_path", "'recordings/a.wav'"],
    ["transcript_segments", "'[]'"],
    ["audio_url", "'https://media.ringba.com/a'"],
    ["source", "'ringba'"],
  ] as const) {
    await change(`${column} = ${value}`);
    const before = await everything();
    expect(await bring(), column).toMatchObject({ created: 0, existing: 1, failed: faultsOf() });
    expect(await everything(), column).toEqual(before);
    await change(column === "source" ? "source = 'import'" : `${column} = null`);
  }
  expect(await bring()).toMatchObject({ existing: 0, failed: { count: 1 } });
});

test("a vault that cannot be written ends the import; the call is given back and brought the next time", async () => {
  index([{ id: "a", file: "audio/good.wav" }]);
  const full = { ...store(), put: () => Promise.reject(laneFailure("the disk of the recordings is full")) };
  await expect(bring({ store: full })).rejects.toThrow(PortError);
  expect(await one("select status, retry_count, locked_by from core.calls")).toEqual({
    status: "pending",
    retry_count: 0,
    locked_by: null,
  });
  expect(await bring({ worker: "import-2" })).toMatchObject({ created: 1, existing: 0 });
  expect(await one("select status, retry_count from core.calls")).toEqual({
    status: "downloaded",
    retry_count: 0,
  });
});

test("an import that was killed is gone on with when its lease is over; what it left failed is not put in the lanes' queue", async () => {
  const folder = path.join(home, "killed");
  mkdirSync(folder);
  writeFileSync(path.join(folder, "a.wav"), "no audio");
  writeFileSync(path.join(folder, "index.jsonl"), JSON.stringify({ id: "a", file: "a.wav" }));
  const store = createFsStore({ root: path.join(home, "vault") });
  const bring = () =>
    importRecordings({ db, log, store, probe: createAudioProbe(), folder, set: "september", worker: "w" });
  expect((await bring()).failed.count).toBe(1);
  expect(await sql("select core.requeue_calls(array(select id from core.calls), 'a test') as moved")).toEqual(
    [{ moved: 0 }],
  );
  await sql(
    "update core.calls set status = 'pending', locked_by = 'killed', retry_count = 1, lease_expires_at = now() - interval '1 second'",
  );
  expect((await bring()).failed.count).toBe(1);
});

test("a recording that wants for a decoder is named and waits; the import after it is installed brings it", async () => {
  writeFileSync(path.join(folder, "audio/call.flac"), `fLaC${"x".repeat(2_000)}`);
  index([
    { id: "a", file: "audio/call.flac" },
    { id: "b", file: "audio/good.wav" },
  ]);
  const tools = path.join(home, "tools");
  mkdirSync(tools);
  vi.stubEnv("PATH", tools);
  expect(await bring()).toMatchObject({
    created: 1,
    failed: faultsOf([
      {
        call: "import:september:a",
        reason: "the recording is flac: this machine cannot decode it; install ffmpeg for it",
      },
    ]),
  });
  const waiting = "select status, retry_count, locked_by from core.calls where ringba_call_id like '%:a'";
  expect(await one(waiting)).toEqual({ status: "pending", retry_count: 0, locked_by: null });
  expect(vault()).toHaveLength(1);

  const decoded = path.join(home, "decoded.wav");
  writeFileSync(decoded, wav());
  const script = `#!${process.execPath}\nprocess.stdin.resume().on("end", () => process.stdout.write(require("fs").readFileSync("${decoded}")));`;
  writeFileSync(path.join(tools, "ffmpeg"), script, { mode: 0o700 });
  expect(await bring()).toMatchObject({ created: 1, existing: 1, failed: faultsOf() });
  vi.unstubAllEnvs();
  expect(await one(waiting)).toEqual({ status: "downloaded", retry_count: 0, locked_by: null });
  expect(vault()).toHaveLength(2);
});

test("a call that another import holds is left to it", async () => {
  index([{ id: "a", file: "audio/good.wav" }]);
  await bring();
  await sql(
    "update core.calls set status = 'pending', storage_path = null, locked_by = 'import-9', retry_count = 1",
  );
  expect(await bring()).toMatchObject({
    created: 0,
    existing: 0,
    failed: { count: 1, first: [{ reason: heldElsewhere }] },
  });
  expect(await one("select status, locked_by from core.calls")).toEqual({
    status: "pending",
    locked_by: "import-9",
  });
});

const data = process.env["CALLSCRIPT_TEST_DATA"];
describe.skipIf(!data)("the public sets (skipped without CALLSCRIPT_TEST_DATA)", () => {
  test("41 recordings are stored and measured as the index says", async () => {
    const folder = path.join(home, "audio");
    cpSync(path.join(data ?? "", "audio"), folder, { recursive: true });
    const vault = createFsStore({ root: path.join(home, "vault") });
    const bring = () =>
      importRecordings({
        db,
        log,
        folder,
        set: "audio",
        store: vault,
        probe: createAudioProbe(),
        worker: "import-1",
        date: new Date("2026-11-20"),
      });
    expect(await bring()).toMatchObject({
      created: 41,
      existing: 0,
      failed: faultsOf(),
      malformed: faultsOf(),
    });
    expect(await bring()).toMatchObject({ created: 0, existing: 41 });
    const rows = readFileSync(path.join(folder, "index.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    for (const row of rows) {
      const [call] = await sql(
        "select * from core.calls where ringba_call_id = $1",
        `import:audio:${row.id}`,
      );
      expect(call).toMatchObject({ status: "downloaded", recording_channels: row.channels });
      expect(Math.abs(Number(call?.["recording_seconds"]) - row.duration)).toBeLessThan(0.05);
    }
  });
});
