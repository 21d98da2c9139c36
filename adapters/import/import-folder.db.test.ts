import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { muLaw, wavFile } from "../../test/support/wav.ts";
import { createAudioProbe } from "../audio/audio-probe.ts";
import { createFsStore } from "../store-fs/fs-store.ts";
import { faultsOf } from "./add-fault.ts";
import { readFolder } from "./folder/read-folder.ts";
import { importFolder } from "./import-folder.ts";

const { db, sql } = await testDatabase();
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

let home: string;
let folder: string;
beforeEach(async () => {
  home = mkdtempSync(path.join(tmpdir(), "callscript-folder-"));
  folder = path.join(home, "calls");
  mkdirSync(folder);
  await sql("truncate core.calls, core.campaigns cascade");
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** Half a second of mu-law at 8 kHz as a WAV file; `seed` makes it one of its own. */
function wav(seed: number): Buffer {
  return wavFile(Buffer.alloc(4000, seed), muLaw);
}

function put(name: string, content: Buffer | string = wav(name.length)): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}
const read = (date: Date | null = null) => readFolder(folder, { timeZone: "UTC", date });
const bring = async (date: Date | null = null) =>
  importFolder({
    db,
    log,
    content: await read(date),
    set: "calls",
    store: createFsStore({ root: path.join(home, "vault") }),
    probe: createAudioProbe(),
    worker: "import-1",
  });
const calls = () =>
  sql(
    "select ringba_call_id, status, start_time_utc, start_time_source from core.calls order by ringba_call_id",
  );

test("every recording becomes a call, its file's name its id, and again changes nothing", async () => {
  put("one.wav");
  put("october/call 2.dat");
  put("notes.txt", "call 2 was rude");
  expect(await bring()).toEqual({ created: 2, existing: 0, failed: faultsOf(), refused: faultsOf() });
  expect(await calls()).toMatchObject([
    { ringba_call_id: "import:calls:october:2fcall:202", status: "downloaded" },
    { ringba_call_id: "import:calls:one", status: "downloaded" },
  ]);
  expect(
    await sql(
      "select g.name, g.vertical, c.provider_record from core.calls c join core.campaigns g on g.id = c.campaign_id where c.ringba_call_id like '%one'",
    ),
  ).toEqual([{ name: "Import calls", vertical: "General", provider_record: { file: "one.wav" } }]);
  const before = await sql("select * from core.calls order by id");
  expect(await bring()).toEqual({ created: 0, existing: 2, failed: faultsOf(), refused: faultsOf() });
  expect(await sql("select * from core.calls order by id")).toEqual(before);
});

test("the start is what the name says, else the given day, else when the file was written, and the call remembers which", async () => {
  put("2026-11-20T150405.wav");
  const plain = put("plain.wav");
  utimesSync(plain, new Date("2026-10-02T03:04:05Z"), new Date("2026-10-02T03:04:05Z"));
  utimesSync(put("ancient.wav"), 0, 0);
  await bring();
  expect(await calls()).toMatchObject([
    {
      ringba_call_id: "import:calls:2026-11-20T150405",
      start_time_utc: new Date("2026-11-20T15:04:05Z"),
      start_time_source: "file_name",
    },
    { ringba_call_id: "import:calls:ancient", start_time_source: "import_time" },
    {
      ringba_call_id: "import:calls:plain",
      start_time_utc: new Date("2026-10-02T03:04:05Z"),
      start_time_source: "file_time",
    },
  ]);
  await sql("truncate core.calls cascade");
  await bring(new Date("2026-11-01"));
  expect(
    await sql("select start_time_source, count(*)::int as n from core.calls group by 1 order by 1"),
  ).toEqual([
    { start_time_source: "file_name", n: 1 },
    { start_time_source: "option", n: 2 },
  ]);
});

test("hidden files, links that lead out and what is no audio are left out; what only looks like a recording is named", async () => {
  writeFileSync(path.join(home, "secret.wav"), wav(9));
  mkdirSync(path.join(home, "elsewhere"));
  writeFileSync(path.join(home, "elsewhere/x.wav"), wav(9));
  put("good.wav");
  put(".hidden.wav");
  put(".cache/x.wav");
  put("table.txt", Buffer.from("\ufeffid\t1", "utf16le"));
  put("empty.mp3", "");
  put("page.wav", "<html>not found</html>");
  symlinkSync(path.join(home, "secret.wav"), path.join(folder, "out.wav"));
  symlinkSync(path.join(home, "elsewhere"), path.join(folder, "outside"));
  symlinkSync("good.wav", path.join(folder, "alias.wav"));
  symlinkSync("nowhere.wav", path.join(folder, "broken.wav"));
  const content = await read();
  expect(content.calls.map((call) => call.name)).toEqual(["good.wav"]);
  expect(content.leftOut, "also the link to a recording that is taken under its own name").toBe(6);
  expect(content.refused.sort((a, b) => (a.file < b.file ? -1 : 1))).toEqual([
    { file: "broken.wav", reason: "cannot be read (ENOENT)" },
    { file: "empty.mp3", reason: "not audio: it is empty" },
    { file: "page.wav", reason: "not audio: it is a web page" },
  ]);
});

test("a recording with several names in the folder is one call, by its own name before a link's", async () => {
  put("good.wav");
  put("late/good.wav", wav(1));
  put(".kept/x.wav", wav(2));
  symlinkSync("good.wav", path.join(folder, "a.wav"));
  symlinkSync("../good.wav", path.join(folder, "late/z.wav"));
  symlinkSync(".kept/x.wav", path.join(folder, "second.wav"));
  symlinkSync(".kept/x.wav", path.join(folder, "first.wav"));
  const content = await read();
  expect(content.calls.map((call) => call.name)).toEqual(["first.wav", "good.wav", "late/good.wav"]);
  expect(content.leftOut, "three links and a hidden folder").toBe(4);
  expect(await bring()).toMatchObject({ created: 3 });
});

test("two recordings of one name are refused together, so that a later import mixes nothing up", async () => {
  put("a.wav");
  await bring();
  put("a.ogg", Buffer.concat([Buffer.from("OggS"), Buffer.alloc(100)]));
  put("b.wav");
  const report = await bring();
  expect(report).toMatchObject({ created: 1, existing: 0 });
  expect(report.refused.first.map((one) => one.file).sort()).toEqual(["a.ogg", "a.wav"]);
  expect((await calls()).map((call) => call["ringba_call_id"])).toEqual(["import:calls:a", "import:calls:b"]);
});

test("a recording that cannot be decoded fails its call, a name that is too long is named, the rest go on", async () => {
  put("broken.wav", wav(1).subarray(0, 40));
  put(`${"x".repeat(201)}.wav`);
  put("good.wav");
  const report = await bring();
  expect(report).toMatchObject({
    created: 1,
    failed: { count: 1, first: [{ call: "import:calls:broken" }] },
  });
  expect(report.refused.first).toMatchObject([{ reason: "its name is too long for an id" }]);
  expect(await calls()).toMatchObject([
    { ringba_call_id: "import:calls:broken", status: "failed" },
    { ringba_call_id: "import:calls:good", status: "downloaded" },
  ]);
});

test("a recording that failed fails again, and one that replaced it is brought", async () => {
  put("call.wav", wav(1).subarray(0, 40));
  const failing = { created: 0, existing: 0, failed: { count: 1, first: [{ call: "import:calls:call" }] } };
  expect(await bring()).toMatchObject(failing);
  expect(await bring()).toMatchObject(failing);
  put("call.wav");
  expect(await bring()).toMatchObject({ created: 1, existing: 0, failed: faultsOf() });
  expect(await calls()).toMatchObject([{ ringba_call_id: "import:calls:call", status: "downloaded" }]);
  expect(await bring()).toMatchObject({ created: 0, existing: 1 });
});
