import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { readLine, segmentsOf, startOf, TranscriptRow } from "./import-row.ts";
import { countLines, readLines } from "./read-lines.ts";

const folder = mkdtempSync(path.join(tmpdir(), "callscript-import-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ["{", "not JSON"],
  ["[]", "row: Invalid input: expected object, received array"],
  ['{"id":"a"}', "turns: Invalid input: expected array, received undefined"],
  ['{"id":"a","turns":[]}', "turns: no turns"],
  ['{"id":"a b","turns":[{"text":"x"}]}', "id: letters, digits, '.', '_', ':' and '-', at most 200"],
  [
    '{"id":"a","turns":[{"speaker":"agent"}]}',
    "turns.0.text: Invalid input: expected string, received undefined",
  ],
  ['{"id":"a","turns":[{"text":"x","start":-1}]}', "turns.0.start: Too small: expected number to be >=0"],
  ['{"id":"a","date":"yesterday","turns":[{"text":"x"}]}', /^date: a day such as 2026-11-20 or a moment/],
  ['{"id":"a","date":"2026-02-30","turns":[{"text":"x"}]}', /^date: /],
  ['{"id":"a","date":"9999-12-31T23:59:59-23:59","turns":[{"text":"x"}]}', "date: between 1990 and 2100"],
  ['{"id":"a","date":"0000-01-01T00:00:00+23:59","turns":[{"text":"x"}]}', /^date: /],
  [
    '{"id":"a","caller_number":"4111 1111-1111/1111","turns":[{"text":"x"}]}',
    "caller_number: a telephone number has at most 15 digits",
  ],
  [
    '{"id":"a","caller_number":"٤١١١١١١١١١١١١١١١","turns":[{"text":"x"}]}',
    "caller_number: a telephone number has at most 15 digits",
  ],
  ['{"id":"a","vertical":"Boats","turns":[{"text":"x"}]}', /^vertical: /],
])("says what is wrong with %s", (line, reason) => {
  expect(readLine({ number: 1, text: line }, TranscriptRow)).toEqual({
    ok: false,
    reason: typeof reason === "string" ? reason : expect.stringMatching(reason),
  });
});

test("roles stay roles, other names become voices in order, a missing speaker and missing times stay unknown", () => {
  const turns = [
    { speaker: "Agent", text: "hi\0", start: 0.5, end: 1 },
    { speaker: "MEE071", text: "a" },
    { text: "b", start: null },
    { speaker: " ", text: "c" },
    { speaker: "theo", text: "d" },
    { speaker: "mee071", text: "e" },
    { speaker: "Customer", text: "\ud800" },
    { speaker: "Rep", text: "f" },
  ];
  expect(segmentsOf(turns)).toEqual([
    { speaker: "agent", text: "hi", start: 0.5, end: 1 },
    { speaker: "S1", text: "a", start: null, end: null },
    { speaker: "unknown", text: "b", start: null, end: null },
    { speaker: "unknown", text: "c", start: null, end: null },
    { speaker: "S2", text: "d", start: null, end: null },
    { speaker: "S1", text: "e", start: null, end: null },
    { speaker: "caller", text: "\u{fffd}", start: null, end: null },
    { speaker: "agent", text: "f", start: null, end: null },
  ]);
});

test("a call's start is the row's, else the option's, else now, and says which", () => {
  const now = new Date("2026-11-24T12:00:00Z");
  const at = (startTimeUtc: string, source: string) => ({ startTimeUtc: new Date(startTimeUtc), source });
  expect(startOf({ date: "2026-11-04" }, new Date("2026-01-01"), now)).toEqual(
    at("2026-11-04T00:00:00Z", "row"),
  );
  expect(startOf({ date: "2026-11-04T23:30:00-05:00" }, null, now)).toEqual(
    at("2026-11-05T04:30:00Z", "row"),
  );
  expect(startOf({}, new Date("2026-01-01"), now)).toEqual(at("2026-01-01T00:00:00Z", "option"));
  expect(startOf({ date: null }, null, now)).toEqual(at("2026-11-24T12:00:00Z", "import_time"));
});

test("lines keep their numbers over empty ones, CRLF, a byte order mark and a missing last newline", async () => {
  const file = path.join(folder, "lines.jsonl");
  writeFileSync(file, '\u{feff}{"a":1}\r\n\n  \n{"b":"€"}\n{"c":3}');
  const lines = [];
  for await (const line of readLines(file)) lines.push({ ...line, text: line.text?.trim() });
  expect(lines).toEqual([
    { number: 1, text: '{"a":1}' },
    { number: 4, text: '{"b":"€"}' },
    { number: 5, text: '{"c":3}' },
  ]);
  expect(await countLines(file)).toBe(3);
});

test("a line without end is named and not held", async () => {
  const file = path.join(folder, "long.jsonl");
  writeFileSync(file, `${"x".repeat(17 * 1024 * 1024)}\n{"b":2}\n`);
  const lines = [];
  for await (const line of readLines(file)) lines.push(line);
  expect(lines).toEqual([
    { number: 1, text: null, fault: "longer than 16 MB" },
    { number: 2, text: '{"b":2}' },
  ]);
});

test("a line in another encoding is named, not stored with its letters lost", async () => {
  const file = path.join(folder, "latin1.jsonl");
  writeFileSync(
    file,
    Buffer.concat([Buffer.from('{"a":"caf'), Buffer.from([0xe9]), Buffer.from('"}\n{"b":2}\n')]),
  );
  const lines = [];
  for await (const line of readLines(file)) lines.push(line);
  expect(lines).toEqual([
    { number: 1, text: null, fault: "not UTF-8" },
    { number: 2, text: '{"b":2}' },
  ]);
});
