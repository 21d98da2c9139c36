import fc from "fast-check";
import { expect, test } from "vitest";
import { csvLine } from "./csv-line.ts";

test("cells are quoted where they must be, and nothing is left empty", () => {
  expect(csvLine(["a", 'say "hi"', "x,y", "two\nlines", null, -5.5, 0])).toBe(
    'a,"say ""hi""","x,y","two\nlines",,-5.5,0\r\n',
  );
});

test.each(["=1+1", "+13125550142", "-2+3", "@SUM(A1)", "\t=1", "\r=1"])(
  "%j runs nothing in a spreadsheet",
  (text) => {
    const [cell] = readLine(csvLine([text]));
    expect(cell).toBe(`'${text}`);
  },
);

test("whatever is written is read again, but for the apostrophe", () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), (cells) => {
      expect(readLine(csvLine(cells))).toEqual(
        cells.map((cell) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)),
      );
    }),
  );
});

function readLine(line: string): string[] {
  const cells: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  for (let found = cell.exec(line); found; found = cell.exec(line))
    cells.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? "");
  return cells;
}
