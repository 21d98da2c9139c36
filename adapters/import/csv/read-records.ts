import { parse } from "csv-parse/sync";
import { type NumberedLine, readLines } from "../read-lines.ts";
import { type Delimiter, findDelimiter } from "./find-delimiter.ts";

/** A quoted text that runs on for longer than this is a quote that somebody forgot to close. */
const longestRecord = 1024 * 1024;

export interface CsvHeader {
  delimiter: Delimiter;
  names: string[];
}

/** One row with as many cells as the header, or why not. `line` is where it begins, counted from 1 as editors do. */
export type CsvRecord = { line: number; cells: string[] } | { line: number; cells: null; fault: string };

interface CsvFile {
  header: CsvHeader;
  /** Whether the cells of a column may hold line breaks; elsewhere one means that a quote was not closed. */
  records(mayBreak: (column: number) => boolean): AsyncGenerator<CsvRecord>;
  close(): Promise<void>;
}

export type OpenedCsv = { ok: true; csv: CsvFile } | { ok: false; reason: string };

/**
 * Opens a CSV file and reads its header: UTF-8, with or without a byte order mark, with comma, semicolon or tab. Rows
 * are read one by one. A broken row, such as one whose quote is never closed, costs no row but its own first line.
 * @throws when the file cannot be read.
 */
export async function openCsv(file: string): Promise<OpenedCsv> {
  const lines = lineReader(file);
  let first = await recordAt(lines, () => true, null);
  // Excel's own first line, which names the delimiter: the header shows it as well.
  if (first?.cells && /^sep=.$/i.test(first.cells[0] ?? "")) first = await recordAt(lines, () => true, null);
  const opened = headerOf(first);
  if (!opened.ok) {
    await lines.close();
    return opened;
  }
  const { header } = opened;
  return {
    ok: true,
    csv: {
      header,
      close: lines.close,
      async *records(mayBreak) {
        for (;;) {
          const record = await recordAt(lines, mayBreak, header);
          if (record === null) return;
          if (record.cells?.every((cell) => cell.trim() === "")) continue;
          yield record;
        }
      },
    },
  };
}

function headerOf(first: CsvRecord | null): { ok: true; header: CsvHeader } | { ok: false; reason: string } {
  if (first === null) return { ok: false, reason: "The file is empty." };
  if (first.cells === null) {
    const hint = first.fault === "not UTF-8" ? "; save it as CSV UTF-8" : "";
    return { ok: false, reason: `The first line, which names the columns, is ${first.fault}${hint}.` };
  }
  const [line = ""] = first.cells;
  if (line.includes("\r"))
    return { ok: false, reason: "The lines end in CR alone; save the file as CSV UTF-8." };
  const delimiter = findDelimiter(line);
  if (delimiter === null)
    return { ok: false, reason: "The first line holds no comma, semicolon or tab between column names." };
  const names = cellsOf(line, delimiter);
  if (names === null)
    return { ok: false, reason: "The first line, which names the columns, has a quote that is not closed." };
  return { ok: true, header: { delimiter, names: names.map((name) => name.trim()) } };
}

/** The lines of a file, some of which may be put back. */
function lineReader(file: string) {
  const source = readLines(file, { keepEmpty: true });
  let back: NumberedLine[] = [];
  return {
    async next(): Promise<NumberedLine | null> {
      const held = back.pop();
      if (held !== undefined) return held;
      const { done, value } = await source.next();
      return done === true ? null : value;
    },
    putBack(lines: readonly NumberedLine[]) {
      back = [...back, ...[...lines].reverse()];
    },
    async close() {
      await source.return(undefined);
    },
  };
}

/**
 * The record that begins at the next line that is not empty. Quotes are doubled inside quotes, so a record is whole as
 * soon as their number is even. Without a header the first line itself is the record's one cell.
 */
async function recordAt(
  lines: ReturnType<typeof lineReader>,
  mayBreak: (column: number) => boolean,
  header: CsvHeader | null,
): Promise<CsvRecord | null> {
  let first = await lines.next();
  while (first !== null && first.text?.trim() === "") first = await lines.next();
  if (first === null) return null;
  const line = first.number;
  if (first.text === null) return { line, cells: null, fault: first.fault };
  if (header === null) return { line, cells: [withoutReturn(first.text)] };

  const more: NumberedLine[] = [];
  let text = first.text;
  let isOpen = quotesIn(text) % 2 === 1;
  while (isOpen && text.length <= longestRecord) {
    const next = await lines.next();
    if (next === null) break;
    more.push(next);
    if (next.text === null) break;
    text += `\n${next.text}`;
    isOpen = (quotesIn(next.text) % 2 === 0) === isOpen;
  }
  if (more.length > 0) {
    const whole = isOpen ? null : fitted(line, text, header);
    const isSound = (cell: string, column: number) => mayBreak(column) || !cell.trim().includes("\n");
    if (whole?.cells?.every(isSound)) return whole;
    lines.putBack(more);
  }
  return fitted(line, first.text, header);
}

/** The record's cells, one for each column. Empty ones beyond the header's are what some programs end a row with. */
function fitted(line: number, text: string, { names, delimiter }: CsvHeader): CsvRecord {
  const cells = cellsOf(withoutReturn(text), delimiter);
  if (cells === null) return { line, cells: null, fault: "a quote is not closed" };
  const isTooLong = cells.slice(names.length).some((cell) => cell.trim() !== "");
  if (cells.length < names.length || isTooLong)
    return { line, cells: null, fault: `${cells.length} columns, the header has ${names.length}` };
  return { line, cells: cells.slice(0, names.length) };
}

/** The cells of one record; null where its quotes do not add up. */
function cellsOf(text: string, delimiter: Delimiter): string[] | null {
  try {
    const records: string[][] = parse(text, { delimiter, relax_quotes: true, relax_column_count: true });
    const [cells] = records;
    return records.length === 1 && cells !== undefined ? cells : null;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "CSV_QUOTE_NOT_CLOSED") return null;
    throw error;
  }
}

function quotesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) count += 1;
  return count;
}

function withoutReturn(text: string): string {
  return text.endsWith("\r") ? text.slice(0, -1) : text;
}
