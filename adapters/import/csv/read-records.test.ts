import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { type BreakRules, type CsvRecord, openCsv } from "./read-records.ts";

const home = mkdtempSync(path.join(tmpdir(), "callscript-csv-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

interface How {
  mayBreak?: (column: number) => boolean;
  rowOf?: BreakRules["rowOf"];
}

async function read(content: string | Buffer, { mayBreak = () => true, rowOf = () => null }: How = {}) {
  const file = path.join(home, "table.csv");
  writeFileSync(file, content);
  const opened = await openCsv(file);
  if (!opened.ok) return opened.reason;
  const records: CsvRecord[] = [];
  for await (const record of opened.csv.records({ mayBreak, rowOf })) records.push(record);
  return { ...opened.csv.header, records };
}
const cells = (line: number, ...given: string[]) => ({ line, cells: given });
const fault = (line: number, reason: string) => ({ line, cells: null, fault: reason });

test.each([
  [",", "id,a b\n1,x\n"],
  [";", "\ufeffid;a b\r\n1;x\r\n"],
  ["\t", "id\ta b\n1\tx"],
  [";", '"id";"a b"\n1;x\n'],
  [";", "sep=;\nid;a b\n1;x\n"],
])("a file with %j between its columns", async (delimiter, text) => {
  expect(await read(text)).toMatchObject({
    delimiter,
    names: ["id", "a b"],
    records: [{ cells: ["1", "x"] }],
  });
});

test("quoted cells hold delimiters, quotes and line breaks, and lines keep their numbers", async () => {
  const table = await read('id,x\n1,"a, ""b""\r\n\r\nc"\r\n\n2,d\r\n,\n3,"5"" pipe"\n');
  expect(table).toMatchObject({
    records: [cells(2, "1", 'a, "b"\r\n\r\nc'), cells(6, "2", "d"), cells(8, "3", '5" pipe')],
  });
});

test("a row with too few or too many cells is named; empty ones at the end are nothing", async () => {
  expect(await read("id,x\n1\n2,a,\n3,a,b\n4,c\n")).toMatchObject({
    records: [
      fault(2, "1 columns, the header has 2"),
      cells(3, "2", "a"),
      fault(4, "3 columns, the header has 2"),
      cells(5, "4", "c"),
    ],
  });
});

test("a quote that is not closed costs its own line and no other", async () => {
  expect(await read('id,x\n1,"open\n2,b\n3,c\n')).toMatchObject({
    records: [fault(2, "a quote is not closed"), cells(3, "2", "b"), cells(4, "3", "c")],
  });
  expect(await read('id,x\n1,"open\n2,b\n3,"q"\n4,"r\ns"\n')).toMatchObject({
    records: [
      fault(2, "a quote is not closed"),
      cells(3, "2", "b"),
      cells(4, "3", "q"),
      cells(5, "4", "r\ns"),
    ],
  });
  expect(
    await read('id,x\n1,"open\n2,b\n3,closed"\n4,d\n', { mayBreak: () => false }),
    "where a cell has one line",
  ).toMatchObject({
    records: [
      fault(2, "a quote is not closed"),
      cells(3, "2", "b"),
      cells(4, "3", 'closed"'),
      cells(5, "4", "d"),
    ],
  });
});

test("an open quote takes nothing of the lines after it, whatever quotes they hold", async () => {
  const later = ['b,5" pipe,B', 'b,"x",B', 'b,"open,B', 'b,"say ""hi""",B', 'b," open,B', 'b,say "hi",B'];
  for (const line of later) {
    const table = await read(`id,note,link\na,"open,A\n${line}\nc,x,C\n`);
    expect(table, line).toMatchObject({
      records: [{ line: 2, fault: "a quote is not closed" }, { line: 3 }, cells(4, "c", "x", "C")],
    });
    expect(JSON.stringify(table), line).not.toContain('"a"');
  }
});

test("an open quote that a mark of inches closes is found out by the rows that it spans", async () => {
  const rowOf = ([id = "", note, link = ""]: readonly string[]) => {
    if (!/^\w$/.test(id) || note === undefined || !/^(https:.*)?$/.test(link)) return null;
    return link === "" ? "plain" : "recorded";
  };
  for (const [a, b, c] of [
    ["https://a", "https://b", "https://c"],
    ["https://a", "", ""],
    ["", "", "https://c"],
  ]) {
    const table = await read(
      `id,note,link\na,"open,${a}\nb,x,${b}\nc,12",${c}\nd,"1, x\ny z,2",https://d\n`,
      {
        rowOf,
      },
    );
    expect(table).toMatchObject({
      records: [
        fault(2, "a quote is not closed"),
        cells(3, "b", "x", `${b}`),
        cells(4, "c", '12"', `${c}`),
        cells(5, "d", "1, x\ny z,2", "https://d"),
      ],
    });
  }
});

test("a cell of several lines is read beside one with a quote for a letter", async () => {
  expect(
    await read('id,x,y\n1,5" pipe,"two\nlines"\n2,"two\nlines",5" pipe\n3,"bad" w,"two\nlines"\n'),
  ).toMatchObject({
    records: [
      cells(2, "1", '5" pipe', "two\nlines"),
      cells(4, "2", "two\nlines", '5" pipe'),
      cells(6, "3", '"bad" w', "two\nlines"),
    ],
  });
});

test("a quote inside a cell is a letter like another", async () => {
  expect(await read('id,x\n1,5" pipe\n2,b\n3,"bad" word\n')).toMatchObject({
    records: [cells(2, "1", '5" pipe'), cells(3, "2", "b"), cells(4, "3", '"bad" word')],
  });
});

test("a line that is not UTF-8 is named, the others are read", async () => {
  const table = Buffer.concat([Buffer.from("id,x\n1,"), Buffer.from([0xe9, 0x74]), Buffer.from("\n2,été\n")]);
  expect(await read(table)).toMatchObject({ records: [fault(2, "not UTF-8"), cells(3, "2", "été")] });
});

test("a quoted text of megabytes is not waited for", async () => {
  const table = `id,x\n1,"${`${"y".repeat(100)},y\n`.repeat(20_000)}2,b\n`;
  const found = await read(table);
  expect(found).toMatchObject({ records: { 0: fault(2, "a quote is not closed") } });
  expect(typeof found === "string" ? null : found.records.at(-1)).toEqual(cells(20_002, "2", "b"));
});

test.each([
  ["", "The file is empty."],
  ["only one column\n1\n", "no comma, semicolon or tab"],
  ["id,x\r1,a\r", "CR alone"],
  [Buffer.from([0xff, 0xfe, 0x69, 0x00, 0x0a, 0x00]), "not UTF-8; save it as CSV UTF-8"],
  ['id,"x\n', "a quote that is not closed"],
])("%j is refused with what to do", async (content, reason) => {
  expect(await read(content)).toContain(reason);
});

test("whatever is written by the rules is read back", async () => {
  const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", ";", " ", "é"), maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 8 }), async (rows) => {
      const text = [["id", "x", "y"], ...rows.map((row, index) => [`${index}`, ...row])]
        .map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(","))
        .join("\n");
      const table = await read(text);
      expect(typeof table === "string" ? table : table.records.map((one) => one.cells)).toEqual(
        rows.map((row, index) => [`${index}`, ...row]),
      );
    }),
    { numRuns: 200 },
  );
});
