import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { faultsOf } from "./add-fault.ts";
import { type ImportTranscriptsOptions, importTranscripts } from "./import-transcripts.ts";
import { setNameOf } from "./set-name.ts";

const { db, sql } = await testDatabase();
const one = async (text: string) => (await sql(text))[0];
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

let home: string;
beforeEach(async () => {
  home = mkdtempSync(path.join(tmpdir(), "callscript-import-"));
  await sql("truncate core.calls, core.campaigns cascade");
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function file(name: string, lines: readonly unknown[]): string {
  const at = path.join(home, name);
  writeFileSync(at, lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n"));
  return at;
}
const bringTranscripts = (at: string, more: Partial<ImportTranscriptsOptions> = {}) =>
  importTranscripts({ db, log, file: at, set: setNameOf(at, "file"), ...more });
const turns = [{ speaker: "agent", text: "thank you for calling" }];
const everything = async () => [
  await sql("select * from core.calls order by id"),
  await sql("select * from core.campaigns order by id"),
  await sql("select * from core.call_events order by id"),
];
test("each row becomes a transcribed call with its own facts; the rest of the row is kept", async () => {
  const transcripts = file("mine.jsonl", [
    {
      id: "a",
      vertical: "Solar",
      date: "2026-11-04",
      duration_seconds: 126.4,
      caller_number: "+15550100123",
      label: "bad",
      turns: [
        { speaker: "agent", text: "hi there", start: 1.59, end: 9.88 },
        { speaker: "caller", text: "my what" },
      ],
    },
  ]);
  expect(await bringTranscripts(transcripts)).toEqual({
    created: 1,
    existing: 0,
    failed: faultsOf(),
    malformed: faultsOf(),
  });
  expect(
    await one(
      "select c.*, g.ringba_campaign_id, g.name, g.vertical, g.inference_source from core.calls c join core.campaigns g on g.id = c.campaign_id",
    ),
  ).toMatchObject({
    ringba_call_id: "import:mine:a",
    status: "transcribed",
    source: "import",
    start_time_utc: new Date("2026-11-04T00:00:00Z"),
    start_time_source: "row",
    duration_seconds: 126,
    caller_number: "+15550100123",
    transcript_segments: [
      { speaker: "agent", text: "hi there", start: 1.59, end: 9.88 },
      { speaker: "caller", text: "my what", start: null, end: null },
    ],
    transcript_text: "agent: hi there\ncaller: my what",
    provider_record: {
      id: "a",
      vertical: "Solar",
      date: "2026-11-04",
      duration_seconds: 126.4,
      label: "bad",
    },
    locked_by: null,
    retry_count: 0,
    revenue: null,
    ringba_campaign_id: "import:mine:Solar",
    name: "Import mine (Solar)",
    vertical: "Solar",
    inference_source: "manual",
  });
});

test("card numbers, codes and social-security numbers are masked in the turns and in the rest of the row", async () => {
  const said = "my card is 4111-1111-1111-1111 and the code on the back is nine eight seven";
  const transcripts = file("mine.jsonl", [
    {
      id: "a",
      ssn: "219-09-9999",
      notes: { quote: said, link: "https://host/4111111111111111" },
      words: ["four", "five", "three", "nine", "5787", "6362", "1486"].map((word, at) => ({
        word,
        start: at,
      })),
      turns: [
        { speaker: "caller", text: said, start: 1, end: 9 },
        { speaker: "agent", text: "and your social" },
        { speaker: "caller", text: "two one nine" },
        { speaker: "agent", text: "okay" },
        { speaker: "caller", text: "oh nine ninety nine ninety nine thank you" },
      ],
    },
  ]);
  await bringTranscripts(transcripts);
  const masked = "my card is [card] and the code on the back is [cvv]";
  expect(await one("select transcript_text, transcript_segments, provider_record from core.calls")).toEqual({
    transcript_text: `caller: ${masked}\nagent: and your social\ncaller: [ssn]\nagent: okay\ncaller: [ssn] thank you`,
    transcript_segments: [
      { speaker: "caller", text: masked, start: 1, end: 9 },
      { speaker: "agent", text: "and your social", start: null, end: null },
      { speaker: "caller", text: "[ssn]", start: null, end: null },
      { speaker: "agent", text: "okay", start: null, end: null },
      { speaker: "caller", text: "[ssn] thank you", start: null, end: null },
    ],
    provider_record: {
      id: "a",
      ssn: "[ssn]",
      notes: { quote: masked, link: "https://host/4111111111111111" },
      words: [0, 1, 2, 3, 4, 5, 6].map((start) => ({ word: "[card]", start })),
    },
  });
});

test("rows without a vertical are General, whatever the file is called, and open to be mapped", async () => {
  await bringTranscripts(file("medicare solar.jsonl", [{ id: "a", turns }]));
  expect(await one("select name, vertical, inference_source from core.campaigns")).toEqual({
    name: "Import medicare solar",
    vertical: "General",
    inference_source: "unknown",
  });
});

test("a malformed line is named with its number and the others are imported", async () => {
  const mixed = file("mixed.jsonl", [{ id: "a", turns }, { id: 7 }, "not json", "", { id: "b", turns }]);
  const progress: number[][] = [];
  const report = await bringTranscripts(mixed, {
    date: new Date("2026-10-01"),
    onProgress: (done, total) => progress.push([done, total]),
  });
  expect(report).toMatchObject({ created: 2, existing: 0 });
  expect(report.malformed.first.map(({ line }) => line)).toEqual([2, 3]);
  expect(progress).toEqual([1, 2, 3, 4].map((done) => [done, 4]));
  expect(await sql("select distinct start_time_utc, start_time_source from core.calls")).toEqual([
    { start_time_utc: new Date("2026-10-01T00:00:00Z"), start_time_source: "option" },
  ]);
});

test("again changes nothing, also where the row has changed meanwhile", async () => {
  const transcripts = file("mine.jsonl", [
    { id: "a", turns },
    { id: "b", vertical: "ACA", turns },
  ]);
  await bringTranscripts(transcripts);
  const before = await everything();
  file("mine.jsonl", [
    { id: "a", date: "2020-01-01", turns: [...turns, ...turns] },
    { id: "b", vertical: "ACA", turns },
  ]);
  expect(await bringTranscripts(transcripts)).toMatchObject({
    created: 0,
    existing: 2,
  });
  expect(await everything()).toEqual(before);
});

test("text that Postgres refuses is imported without the parts that it refuses", async () => {
  const odd = file("odd.jsonl", [{ id: "a", note: "x\0\ud800", turns: [{ text: "so\0lar \ud800" }] }]);
  expect(await bringTranscripts(odd)).toMatchObject({ created: 1, malformed: faultsOf() });
  expect(
    await one("select transcript_text, transcript_segments -> 0 ->> 'text' as turn from core.calls"),
  ).toEqual({
    transcript_text: "unknown: solar \u{fffd}",
    turn: "solar \u{fffd}",
  });
});

test("a line that Postgres or the program cannot take is named, and those after it are imported", async () => {
  const deep = `{"id":"deep","turns":[{"text":"x"}],"more":${"[".repeat(9_000)}${"]".repeat(9_000)}}`;
  const transcripts = file("odd.jsonl", [
    { id: "nul", caller_number: "+1\x2d5", turns },
    deep,
    { id: "last", turns },
  ]);
  const report = await bringTranscripts(transcripts);
  expect(report.created + report.malformed.count).toBe(3);
  expect(report.malformed.first.every(({ line }) => line === 2)).toBe(true);
  expect(
    await sql(
      "select ringba_call_id from core.calls where ringba_call_id in ('import:odd:nul', 'import:odd:last')",
    ),
  ).toHaveLength(2);
});

test("of many bad lines the first are named and all are counted", async () => {
  const report = await bringTranscripts(
    file("bad.jsonl", [...Array.from({ length: 250 }, () => "not json"), { id: "a", turns }]),
  );
  expect(report).toMatchObject({ created: 1, malformed: { count: 250 } });
  expect(report.malformed.first.map(({ line }) => line)).toEqual(
    Array.from({ length: 100 }, (_, index) => index + 1),
  );
});

test("a file that is not there is an error, not an empty import", async () => {
  await expect(bringTranscripts(path.join(home, "no.jsonl"))).rejects.toThrow(/ENOENT/);
});

const data = process.env["CALLSCRIPT_TEST_DATA"];
describe.skipIf(!data)("the public sets (skipped without CALLSCRIPT_TEST_DATA)", () => {
  test("62 transcripts and 84 labelled calls are imported word by word, and again changes nothing", async () => {
    for (const [name, count] of [
      ["public-transcripts", 62],
      ["calls", 84],
    ] as const) {
      const set = path.join(data ?? "", `${name}.jsonl`);
      expect(await bringTranscripts(set)).toMatchObject({
        created: count,
        malformed: faultsOf(),
      });
      expect(await bringTranscripts(set)).toMatchObject({ created: 0, existing: count });
      const rows = readFileSync(set, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
      const stored = new Map(
        (
          await sql(
            "select ringba_call_id as id, transcript_segments as turns, start_time_source as source from core.calls",
          )
        ).map((row) => [row["id"], row]),
      );
      for (const row of rows) {
        const call = stored.get(`import:${name}:${row.id}`);
        expect(call?.["source"]).toBe(row.date ? "row" : "import_time");
        expect(call?.["turns"]).toEqual(
          row.turns.map((turn: Record<string, unknown>) => ({
            speaker: turn["speaker"],
            text: turn["text"],
            start: turn["start"] ?? null,
            end: turn["end"] ?? null,
          })),
        );
      }
    }
    expect(
      await sql(
        "select vertical, count(*)::int as campaigns from core.campaigns group by vertical order by vertical",
      ),
    ).toHaveLength(8);
  });
});
