import { parse } from "csv-parse/sync";
import { type NumberedLine, readLines } from "../read-lines.ts";
import { type Delimiter, findDelimiter } from "./find-delimiter.ts";
import { followQuotes } from "./follow-quotes.ts";

/** A quoted text that runs on for longer than this is a quote that somebody forgot to close. */
const longestRecord = 1024 * 1024;

export interface CsvHeader {
  delimiter: Delimiter;
  names: string[];
}

/** One row with as many cells as the header, or why not. `line` is where it begins, counted from 1 as editors do. */
export type CsvRecord = { line: number; cells: string[] } | { line: number; cells: null; fault: string };

/** What tells a cell of several lines from a quote that somebody forgot to close. */
export interface BreakRules {
  /** Whether the cells of a column may hold line breaks. */
  mayBreak(column: number): boolean;
  /** How cells read as a row: as a call that names a recording, as one that does not, or as none. */
  rowOf(cells: readonly string[]): "recorded" | "plain" | null;
}

interface CsvFile {
  header: CsvHeader;
  records(rules: BreakRules): AsyncGenerator<CsvRecord>;
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
  let first = await lineAt(lines);
  // Excel's own first line, which names the delimiter: the header shows it as well.
  if (first?.cells && /^sep=.$/i.test(first.cells[0] ?? "")) first = await lineAt(lines);
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
      async *records(rules) {
        for (;;) {
          const record = await recordAt(lines, rules, header);
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

type LineReader = ReturnType<typeof lineReader>;

/** The lines of a file, some of which may be put back. */
function lineReader(file: string) {
  const source = readLines(file, { keepEmpty: true });
  const back: NumberedLine[] = [];
  return {
    async next(): Promise<NumberedLine | null> {
      const held = back.pop();
      if (held !== undefined) return held;
      const { done, value } = await source.next();
      return done === true ? null : value;
    },
    async nextFilled(): Promise<NumberedLine | null> {
      let line = await this.next();
      while (line !== null && line.text?.trim() === "") line = await this.next();
      return line;
    },
    putBack(lines: readonly NumberedLine[]) {
      for (const line of [...lines].reverse()) back.push(line);
    },
    async close() {
      await source.return(undefined);
    },
  };
}

/** The next line that is not empty as a record of one cell. */
async function lineAt(lines: LineReader): Promise<CsvRecord | null> {
  const first = await lines.nextFilled();
  if (first === null) return null;
  const { number: line } = first;
  return first.text === null
    ? { line, cells: null, fault: first.fault }
    : { line, cells: [withoutReturn(first.text)] };
}

/** The record that begins at the next line that is not empty. */
async function recordAt(lines: LineReader, rules: BreakRules, header: CsvHeader): Promise<CsvRecord | null> {
  const first = await lines.nextFilled();
  if (first === null) return null;
  const line = first.number;
  if (first.text === null) return { line, cells: null, fault: first.fault };

  const more: NumberedLine[] = [];
  let text = first.text;
  let quotes = followQuotes(withoutReturn(text), header.delimiter, "closed");
  while (quotes === "open" && text.length <= longestRecord) {
    const next = await lines.next();
    if (next === null) break;
    more.push(next);
    if (next.text === null) break;
    text += `\n${next.text}`;
    quotes = followQuotes(withoutReturn(next.text), header.delimiter, "open");
  }
  if (more.length > 0) {
    const whole = quotes === "closed" ? fitted(line, text, header) : null;
    const isSound = (cell: string, column: number) => rules.mayBreak(column) || !cell.trim().includes("\n");
    if (whole?.cells?.every(isSound) && !spansRows(first.text, more.at(-1)?.text ?? "", rules, header))
      return whole;
    lines.putBack(more);
  }
  return fitted(line, first.text, header);
}

/**
 * Whether a quoted text begins in a row and ends in another, as when somebody forgot to close a quote and a mark of
 * inches closes it later: then both lines read as calls where quotes are letters.
 */
function spansRows(first: string, last: string, rules: BreakRules, header: CsvHeader): boolean {
  const [begun, ended] = [first, last].map((text) => {
    const cells = withoutReturn(text)
      .split(header.delimiter)
      .map((cell) => cell.replace(/^"|"$/g, ""));
    return cells.length === header.names.length ? rules.rowOf(cells) : null;
  });
  return Boolean(begun && ended) && [begun, ended].includes("recorded");
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
  if (!/["\r\n]/.test(text)) return text.split(delimiter);
  try {
    const records: string[][] = parse(text, { delimiter, relax_quotes: true, relax_column_count: true });
    const [cells] = records;
    return records.length === 1 && cells !== undefined ? cells : null;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "CSV_QUOTE_NOT_CLOSED") return null;
    throw error;
  }
}

function withoutReturn(text: string): string {
  return text.endsWith("\r") ? text.slice(0, -1) : text;
}
