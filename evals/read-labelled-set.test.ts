import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readLabelledSet } from "./read-labelled-set.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "callscript-set-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const read = (content: string | Buffer, day: string | null = null) => {
  const file = path.join(folder, "set.jsonl");
  writeFileSync(file, content);
  return readLabelledSet(file, day);
};
const row = (more: Record<string, unknown> = {}) => ({
  id: "a",
  vertical: "Solar",
  date: "2026-11-04",
  label: "safe",
  turns: [{ speaker: "agent", text: "hello", start: 1, end: 2 }],
  ...more,
});
const line = (more?: Record<string, unknown>) => JSON.stringify(row(more));

test("a set as an editor on Windows saves it; names of speakers are roles, and a missing vertical is General", async () => {
  const set = `\ufeff${line()}\r\n\r\n${line({
    id: "b",
    vertical: null,
    label: "bad",
    flags: ["rude_agent", { code: "no_consent", quote: "you dialed me", turn: 0, start: 1 }],
    tolerated_flags: ["dead_air"],
    turns: [{ speaker: "Customer", text: "you dialed me" }, { text: "sorry" }],
  })}\r\n`;
  expect(await read(set)).toEqual([
    {
      id: "a",
      vertical: "Solar",
      date: "2026-11-04",
      label: "safe",
      flags: [],
      tolerated_flags: [],
      turns: [{ speaker: "agent", text: "hello", start: 1, end: 2 }],
    },
    {
      id: "b",
      vertical: "General",
      date: "2026-11-04",
      label: "bad",
      flags: [{ code: "rude_agent" }, { code: "no_consent" }],
      tolerated_flags: ["dead_air"],
      turns: [
        { speaker: "caller", text: "you dialed me", start: null, end: null },
        { speaker: "unknown", text: "sorry", start: null, end: null },
      ],
    },
  ]);
});

test("the day is the row's own in UTC, else the one that was given, and never today's", async () => {
  const days = async (date: string | null, day: string | null) =>
    (await read(line({ date }), day)).map((call) => call.date);
  expect(await days("2026-11-04", "2020-01-01")).toEqual(["2026-11-04"]);
  expect(await days("2026-11-04T23:30:00-05:00", null)).toEqual(["2026-11-05"]);
  expect(await days(null, "2020-01-01")).toEqual(["2020-01-01"]);
  await expect(days(null, null)).rejects.toThrow(/line 1: no date.*--date YYYY-MM-DD/);
});

test.each([
  ["no JSON", "{", "line 1: not JSON"],
  ["an array of calls", `[${line()}]`, "line 1: row: Invalid input: expected object"],
  ["JSON over several lines", JSON.stringify(row(), null, 2), "JSON Lines, one call a line"],
  ["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]), "line 1: not UTF-8"],
  ["no id", line({ id: undefined }), "line 1: id:"],
  ["no label", line({ label: undefined }), 'line 1: label: Invalid option: expected one of "bad"|"safe"'],
  ["an unknown vertical", line({ vertical: "Crypto" }), /line 1: vertical: .*"Medicare".*"Solar"/],
  ["a day that is none", line({ date: "2026-02-30" }), "line 1: date: a day such as 2026-11-20"],
  ["a day before calls were recorded", line({ date: "1900-01-01" }), "line 1: date: between 1990 and 2100"],
  ["a day of the year 1", line({ date: "0001-01-01" }), "line 1: date: between 1990 and 2100"],
  ["a day that is never", line({ date: "9999-12-31T00:00:00Z" }), "line 1: date: between 1990 and 2100"],
  ["no turns", line({ turns: [] }), "line 1: turns: no turns"],
  ["a turn without text", line({ turns: [{ speaker: "agent" }] }), "line 1: turns.0.text"],
  ["a turn before the call", line({ turns: [{ text: "hi", start: -1 }] }), "line 1: turns.0.start"],
  ["a bad call without codes", line({ label: "bad" }), "line 1: flags: missing"],
  ["a safe call with codes", line({ flags: ["rude_agent"] }), "line 1: flags: a safe call has none"],
  [
    "a code that is none",
    line({ label: "bad", flags: ["Rude agent"] }),
    "line 1: flags.0.code: a rule's code",
  ],
  ["an id twice", `${line()}\n${line({ id: "b" })}\n${line()}`, "line 3: its id a is that of line 1"],
  ["nothing", "", "holds no calls"],
  ["empty lines", "\n \r\n", "holds no calls"],
])("%s is refused with its line and the reason", async (_what, content, reason) => {
  await expect(read(content)).rejects.toThrow(reason);
});

test("a line of 17 MB is refused without being held, and of many faults the first are told", async () => {
  const huge = line({ turns: [{ text: "x".repeat(17 * 1024 * 1024) }] });
  await expect(read(huge)).rejects.toThrow("line 1: longer than 16 MB");
  const error: unknown = await read("{\n".repeat(40)).catch((reason: unknown) => reason);
  expect(String(error).split("\n")).toHaveLength(7);
  expect(String(error)).toContain("and 35 more");
});

test("where only that a call is bad is known, the codes are empty", async () => {
  expect(await read(line({ label: "bad", flags: [] }))).toMatchObject([{ label: "bad", flags: [] }]);
});
