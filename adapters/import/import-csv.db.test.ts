import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { wavFile } from "../../test/support/wav.ts";
import { createAudioProbe } from "../audio/audio-probe.ts";
import { linkFault, linkPolicy } from "../recording-http/link-policy.ts";
import { createFsStore } from "../store-fs/fs-store.ts";
import { faultsOf } from "./add-fault.ts";
import { heldElsewhere } from "./bring-recording.ts";
import { parseMapOption } from "./csv/map-columns.ts";
import { openTable } from "./csv/open-table.ts";
import { previewTable } from "./csv/preview-table.ts";
import { importCsv } from "./import-csv.ts";
import { setNameOf } from "./set-name.ts";

const { db, sql } = await testDatabase();
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

let home: string;
beforeEach(async () => {
  home = mkdtempSync(path.join(tmpdir(), "callscript-csv-"));
  await sql("truncate core.calls, core.campaigns cascade");
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** Half a second of silence, 8 kHz and 16 bits, as a WAV file. */
function wav(): Buffer {
  return wavFile(Buffer.alloc(8000));
}

interface How {
  map?: string[];
  timeZone?: string;
  date?: Date;
}

async function table(name: string, lines: readonly string[], { map = [], timeZone = "UTC" }: How = {}) {
  const file = path.join(home, name);
  writeFileSync(file, lines.join("\n"));
  const wanted = parseMapOption(map);
  if (!wanted.ok) throw new Error(wanted.reason);
  const policy = linkPolicy({ allowedOrigins: [] });
  const opened = await openTable(file, {
    map: wanted.wanted,
    timeZone,
    dayOrder: null,
    linkFault: (link) => linkFault(link, policy),
  });
  if (!opened.ok) throw new Error(opened.reason);
  return { file, table: opened.table };
}

async function bring(name: string, lines: readonly string[], how: How = {}) {
  const opened = await table(name, lines, how);
  return importCsv({
    db,
    log,
    table: opened.table,
    folder: home,
    set: setNameOf(opened.file, "file"),
    store: createFsStore({ root: path.join(home, "vault") }),
    probe: createAudioProbe(),
    worker: "import-1",
    date: how.date ?? null,
  });
}
const nothingElse = { existing: 0, failed: faultsOf(), malformed: faultsOf(), links: 0, empty: 0 };
const everything = async () => [
  await sql("select * from core.calls order by id"),
  await sql("select * from core.campaigns order by id"),
  await sql("select * from core.call_events order by id"),
];

const ringbas = [
  "Call Date,Inbound Call ID,Campaign,Publisher,Buyer,Target,Caller ID,Duration,Connected Call Length,Revenue,Payout,Recording URL,Is Duplicate,Hangup,Note",
  '11/20/2026 3:04:05 PM,RGB0123456789ABCDEF0123V3FKQ01,ACA Nationwide,Bluebird,Northwind,N 1,+15550100123,0:02:06,98,"$1,061.50",$22.5,https://media.ringba.com/recording-public?v=v1&k=a,no,Caller,"two\nlines"',
  "11/20/2026 3:05:00 PM,RGB0123456789ABCDEF0124V3FKQ01,ACA Nationwide,Bluebird,-no value-,,1.55501E+10,0:00:03,0,$0.00,,,no,,",
];

test("a Ringba export: each recording's link is the vault's, the row's facts are the call's, Ringba's id names it", async () => {
  expect(await bring("log.csv", ringbas, { timeZone: "America/New_York" })).toEqual({
    ...nothingElse,
    created: 1,
    links: 1,
    empty: 1,
  });
  const calls = await sql(
    "select c.*, g.name, g.vertical, g.inference_source from core.calls c join core.campaigns g on g.id = c.campaign_id",
  );
  expect(calls).toMatchObject([
    {
      ringba_call_id: "RGB0123456789ABCDEF0123V3FKQ01",
      source: "import",
      status: "pending",
      start_time_utc: new Date("2026-11-20T20:04:05Z"),
      start_time_source: "row",
      caller_number: "+15550100123",
      duration_seconds: 126,
      connected_seconds: 98,
      revenue: "1061.5000",
      payout: "22.5000",
      publisher: "Bluebird",
      buyer: "Northwind",
      target: "N 1",
      end_call_source: "Caller",
      is_duplicate: false,
      audio_url: "https://media.ringba.com/recording-public?v=v1&k=a",
      locked_by: null,
      lease_expires_at: null,
      retry_count: 0,
      name: "ACA Nationwide",
      vertical: "ACA",
      inference_source: "regex",
      provider_record: { Note: "two\nlines", Revenue: "$1,061.50" },
    },
  ]);
  const before = await everything();
  expect(await bring("log.csv", ringbas), "again, also in another zone").toEqual({
    ...nothingElse,
    created: 0,
    existing: 1,
    empty: 1,
  });
  expect(await everything()).toEqual(before);
  expect(await sql("select id from core.claim_calls('vault', 'v', 5)")).toHaveLength(1);
});

test("a card number in the caller's column is named by its line and kept nowhere, the other rows go on", async () => {
  const card = "4111 1111 1111 1111";
  const [header = "", row = ""] = ringbas;
  const wrong = row.replace("+15550100123", card).replace("0123V3", "0126V3");
  expect(await bring("cards.csv", [header, wrong, row])).toMatchObject({
    created: 1,
    malformed: {
      count: 1,
      first: [{ line: 2, reason: "caller_number: a telephone number has at most 15 digits" }],
    },
  });
  expect(JSON.stringify(await everything())).not.toContain(card);
});

test("a call that ingest brought is the same call, and its campaign the one of that name", async () => {
  await sql("insert into core.campaigns (ringba_campaign_id, name) values ('CA1', 'ACA Nationwide')");
  await sql(
    "insert into core.calls (ringba_call_id, start_time_utc, status) values ('RGB0123456789ABCDEF0123V3FKQ01', now(), 'pending')",
  );
  const rows = [...ringbas, (ringbas[1] ?? "").replace("0123V3", "0125V3")];
  expect(await bring("log.csv", rows)).toMatchObject({ created: 1, existing: 1 });
  expect(
    await sql(
      "select c.source, g.ringba_campaign_id from core.calls c left join core.campaigns g on g.id = c.campaign_id order by c.source",
    ),
  ).toEqual([
    { source: "import", ringba_campaign_id: "CA1" },
    { source: "ringba", ringba_campaign_id: null },
  ]);
});

test("neither skipped as Ringba's calls are, nor lost when its link fails: it can be put back", async () => {
  await bring("log.csv", ringbas);
  await sql("update core.calls set has_connected = false, start_time_utc = now() - interval '9 days'");
  expect(await sql("select core.skip_calls() as n")).toEqual([{ n: 0 }]);
  await sql("update core.calls set status = 'failed', processing_error = 'gone'");
  expect(await sql("select core.requeue_calls(array(select id from core.calls), 'a test') as moved")).toEqual(
    [{ moved: 1 }],
  );
  expect(await sql("select status from core.calls")).toEqual([{ status: "pending" }]);
});

test("transcripts are transcribed, files are brought, semicolons and a byte order mark do not matter", async () => {
  mkdirSync(path.join(home, "audio"));
  writeFileSync(path.join(home, "audio/1.wav"), wav());
  const report = await bring("mine.csv", [
    "\ufeffid;file;transcript;date;vertical;revenue",
    't1;;"Agent: I\'m calling from Medicare\nCaller: who?";2026-11-20 09:00;solar;1.234,50',
    "f1;audio/1.wav;;20.11.2026 10:00;;",
    "p1;;hello there;;;",
  ]);
  expect(report).toEqual({ ...nothingElse, created: 3 });
  const calls = await sql(
    `select ringba_call_id, c.status, start_time_utc, start_time_source, revenue, transcript_segments, recording_bytes,
      retry_count, locked_by, g.name, g.vertical from core.calls c join core.campaigns g on g.id = c.campaign_id
    order by ringba_call_id`,
  );
  expect(calls).toMatchObject([
    {
      ringba_call_id: "import:mine:f1",
      status: "downloaded",
      start_time_utc: new Date("2026-11-20T10:00:00Z"),
      recording_bytes: String(wav().byteLength),
      retry_count: 0,
      locked_by: null,
      name: "Import mine",
      vertical: "General",
    },
    {
      ringba_call_id: "import:mine:p1",
      status: "transcribed",
      start_time_source: "import_time",
      transcript_segments: [{ speaker: "unknown", text: "hello there", start: null, end: null }],
    },
    {
      ringba_call_id: "import:mine:t1",
      status: "transcribed",
      start_time_utc: new Date("2026-11-20T09:00:00Z"),
      start_time_source: "row",
      revenue: "1234.5000",
      transcript_segments: [
        { speaker: "agent", text: "I'm calling from Medicare", start: null, end: null },
        { speaker: "caller", text: "who?", start: null, end: null },
      ],
      name: "Import mine (Solar)",
      vertical: "Solar",
    },
  ]);
  expect(
    await sql("select provider_record from core.calls where ringba_call_id = 'import:mine:t1'"),
    "what was said stands in the transcript alone",
  ).toEqual([
    {
      provider_record: {
        id: "t1",
        file: "",
        date: "2026-11-20 09:00",
        vertical: "solar",
        revenue: "1.234,50",
      },
    },
  ]);
});

test("card numbers and social-security numbers are masked in transcripts, other columns and reasons", async () => {
  const report = await bring("mine.csv", [
    "id,revenue,notes,transcript",
    'a,1,"ssn 219-09-9999","Agent: the card number\nCaller: 4111 1111\nAgent: okay\nCaller: 1111 1111 thanks"',
    "b,4111 1111 1111 1111,,hello",
  ]);
  expect(report.malformed.first).toEqual([
    { line: 6, reason: expect.stringMatching(/^revenue: "\[card\]"/) },
  ]);
  expect(await sql("select transcript_text, provider_record from core.calls")).toEqual([
    {
      transcript_text: "agent: the card number\ncaller: [card]\nagent: okay\ncaller: [card] thanks",
      provider_record: { id: "a", revenue: "1", notes: "ssn [ssn]" },
    },
  ]);
});

test("each row that is not understood is named with its line and its reason, the rest go on", async () => {
  writeFileSync(path.join(home, "page.wav"), "<html>");
  const report = await bring("bad.csv", [
    "id,date,revenue,duration,recording,file,transcript",
    "ok,2026-11-20,1,10,,,hello",
    "a b,2026-11-20,1,10,,,hello",
    ",2026-11-20,1,10,,,hello",
    "d,03/04/2026 15:00,1,10,,,hello",
    "e,2026-11-20,a lot,10,,,hello",
    "f,2026-11-20,1,soon,,,hello",
    "g,2026-11-20,1,10,ftp://host/x.wav,,",
    "h,2026-11-20,1,10,,../secret.wav,",
    "i,2026-11-20,1,10,,missing.wav,",
    "j,2026-11-20,1,10",
    'k,2026-11-20,1,10,"open,,hello',
    "l,2026-11-20,1,10,,page.wav,",
    "ok,2026-11-20,1,10,,,hello",
    "last,2026-11-20,1,10,,,hello",
    "m,2026-11-20,1,10,https://media.ringba.com.evil.test/x,,",
    "n,2026-11-20,1,10,http://169.254.169.254/x,,",
    "o,2026-11-20,1,10,https://[::1/,,",
  ]);
  expect(report).toMatchObject({ created: 2, existing: 1, links: 0, empty: 0 });
  expect(report.failed.first).toEqual([{ call: "import:bad:l", reason: "not audio: it is a web page" }]);
  expect(report.malformed.first).toEqual([
    { line: 3, reason: "id: letters, digits, '.', '_', ':' and '-', at most 200" },
    { line: 4, reason: "id: none given" },
    {
      line: 5,
      reason: 'date: "03/04/2026 15:00" may be month/day or day/month; --day-order mdy or dmy says which',
    },
    { line: 6, reason: 'revenue: "a lot" is no amount in dollars' },
    { line: 7, reason: 'duration_seconds: "soon" is no length such as 126 or 2:06' },
    { line: 8, reason: "recording_url: no link that begins with https://" },
    { line: 9, reason: "file: ../secret.wav is not inside the folder" },
    { line: 10, reason: "file: missing.wav is missing" },
    { line: 11, reason: "4 columns, the header has 7" },
    { line: 12, reason: "a quote is not closed" },
    {
      line: 16,
      reason:
        "recording_url: the recording's link is refused: media.ringba.com.evil.test is not a host of recordings",
    },
    { line: 17, reason: "recording_url: the recording's link is refused: only https is read" },
    { line: 18, reason: "recording_url: the recording's link is no URL" },
  ]);
});

test("a call never gets the recording of the row after it, whatever quote is left open", async () => {
  const link = (call: string) => `https://media.ringba.com/${call}`;
  for (const second of ['b,5" pipe,', 'b,12",', "b,x,"]) {
    await sql("truncate core.calls cascade");
    const rows = [
      "id,note,recording url",
      `a,"open,${link("a")}`,
      `${second}${link("b")}`,
      `c,x,${link("c")}`,
    ];
    const report = await bring("quotes.csv", rows);
    expect(report, second).toMatchObject({
      created: 2,
      malformed: { count: 1, first: [{ line: 2, reason: "a quote is not closed" }] },
    });
    expect(await sql("select ringba_call_id, audio_url from core.calls order by 1"), second).toEqual([
      { ringba_call_id: "import:quotes:b", audio_url: link("b") },
      { ringba_call_id: "import:quotes:c", audio_url: link("c") },
    ]);
  }
});

test("a file whose import broke off is brought by the next, and one that another import holds is left to it", async () => {
  writeFileSync(path.join(home, "1.wav"), wav());
  const rows = ["id,file", "a,1.wav"];
  await bring("set.csv", rows);
  await sql(
    "update core.calls set status = 'pending', storage_path = null, locked_by = 'killed', retry_count = 1, lease_expires_at = now() + interval '1 minute'",
  );
  expect(await bring("set.csv", rows)).toMatchObject({
    created: 0,
    existing: 0,
    failed: { count: 1, first: [{ reason: heldElsewhere }] },
  });
  await sql("update core.calls set lease_expires_at = now() - interval '1 second'");
  expect(await bring("set.csv", rows)).toMatchObject({ created: 1, existing: 0 });
  expect(await sql("select status, retry_count, locked_by from core.calls")).toEqual([
    { status: "downloaded", retry_count: 0, locked_by: null },
  ]);
});

test("a row whose file failed fails again, and is brought when the file was replaced", async () => {
  const rows = ["id,file,revenue", "a,1.wav,2.50"];
  writeFileSync(path.join(home, "1.wav"), "<html>");
  const failed = faultsOf([{ call: "import:set:a", reason: "not audio: it is a web page" }]);
  expect(await bring("set.csv", rows)).toMatchObject({ created: 0, existing: 0, failed });
  expect(await bring("set.csv", rows)).toMatchObject({ created: 0, existing: 0, failed });
  writeFileSync(path.join(home, "1.wav"), wav());
  expect(await bring("set.csv", rows)).toMatchObject({ created: 1, existing: 0, failed: faultsOf() });
  expect(await sql("select status, revenue, processing_error, retry_count from core.calls")).toEqual([
    { status: "downloaded", revenue: "2.5000", processing_error: null, retry_count: 0 },
  ]);
});

test("campaigns: known by Ringba's id, else by a name that one alone has, else made and tagged; a stated vertical is apart", async () => {
  const id = `CA${"0f".repeat(16)}`;
  await sql(
    "insert into core.campaigns (ringba_campaign_id, name) values ($1, 'Known'), ('x', 'Twin'), ('y', 'Twin')",
    id,
  );
  await bring("c.csv", [
    "id,campaign,campaign id,vertical,transcript",
    `a,Renamed,${id},,x`,
    "b,Known,,,x",
    "c,Twin,,,x",
    "d,Solar West,,,x",
    "e,Solar West,,,x",
    "f,Solar West,,Legal,x",
    "g,Other,17,,x",
  ]);
  expect(
    await sql(
      `select c.ringba_call_id as call, g.ringba_campaign_id as campaign, g.name, g.vertical, g.inference_source as known
      from core.calls c join core.campaigns g on g.id = c.campaign_id order by 1`,
    ),
  ).toEqual([
    { call: "import:c:a", campaign: id, name: "Known", vertical: "General", known: "unknown" },
    { call: "import:c:b", campaign: id, name: "Known", vertical: "General", known: "unknown" },
    {
      call: "import:c:c",
      campaign: "import:c:campaign:Twin",
      name: "Twin",
      vertical: "General",
      known: "unknown",
    },
    {
      call: "import:c:d",
      campaign: "import:c:campaign:Solar West",
      name: "Solar West",
      vertical: "Solar",
      known: "regex",
    },
    {
      call: "import:c:e",
      campaign: "import:c:campaign:Solar West",
      name: "Solar West",
      vertical: "Solar",
      known: "regex",
    },
    {
      call: "import:c:f",
      campaign: "import:c:Legal:Solar West",
      name: "Solar West (Legal)",
      vertical: "Legal",
      known: "manual",
    },
    {
      call: "import:c:g",
      campaign: "import:c:campaign:17",
      name: "Other",
      vertical: "General",
      known: "unknown",
    },
  ]);
});

test("a preview reads as an import would and writes nothing", async () => {
  const opened = await table(
    "p.csv",
    [
      "Ref,When,recording,file,transcript",
      "a,2026-11-20,,,Agent: hi",
      "b,2026-11-20,https://media.ringba.com/x,,",
      "c,2026-11-20,,,",
      "d,2026-11-20,,nowhere.wav,",
      "e,someday,,,hi",
    ],
    { map: ["id=Ref,date=When"] },
  );
  const preview = await previewTable(opened.table, home, 2);
  expect(preview).toMatchObject({
    first: [
      { line: 2, call: { id: "a", startTimeUtc: new Date("2026-11-20T00:00:00Z") } },
      { line: 3, call: { id: "b", content: { kind: "link" } } },
    ],
    counts: { transcript: 1, file: 0, link: 1, empty: 1 },
    malformed: { count: 2, first: [{ line: 5 }, { line: 6 }] },
  });
  expect(await sql("select id from core.calls union select id from core.campaigns")).toEqual([]);
});

test("a table of bad rows is counted and told in its first, by a preview and by an import", async () => {
  const rows = [
    "id,date,transcript",
    ...Array.from({ length: 250 }, (_, at) => `${at},03/04/2026 15:00,hi`),
    '"',
    "x,,hi",
  ];
  const counted = await table("bad.csv", rows);
  expect(await counted.table.survey(), "rows, of whatever kind").toEqual({ ok: true, rows: 252 });
  await counted.table.close();
  const preview = await previewTable((await table("bad.csv", rows)).table, home, 5);
  const report = await bring("bad.csv", rows);
  for (const { malformed } of [preview, report]) {
    expect(malformed.count).toBe(251);
    expect(malformed.first).toHaveLength(100);
    expect(malformed.first[99]).toMatchObject({
      line: 101,
      reason: expect.stringContaining("may be month/day"),
    });
  }
});

test("rows without a date take the day that is given, and text that Postgres refuses is taken without it", async () => {
  await bring("d.csv", ["id,publisher,transcript", "a,x\0y,so\0lar"], { date: new Date("2026-10-01") });
  expect(
    await sql("select start_time_utc, start_time_source, publisher, transcript_text from core.calls"),
  ).toEqual([
    {
      start_time_utc: new Date("2026-10-01T00:00:00Z"),
      start_time_source: "option",
      publisher: "xy",
      transcript_text: "unknown: solar",
    },
  ]);
});
