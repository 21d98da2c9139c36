import { type MomentOptions, oddDate } from "../read-moment.ts";
import { type CsvCall, csvCallReader, type LinkOptions } from "./csv-call.ts";
import { type ColumnMap, type CsvField, mapColumns } from "./map-columns.ts";
import { type BreakRules, type CsvHeader, openCsv } from "./read-records.ts";

export interface TableOptions extends MomentOptions, LinkOptions {
  /** Columns that were named for fields; the others find their own. */
  map: ReadonlyMap<CsvField, string>;
}

/** One row, understood or not. `line` is where it begins, counted from 1. */
type TableRow = { line: number; ok: true; call: CsvCall } | { line: number; ok: false; reason: string };

type TableSurvey = { ok: true; rows: number } | { ok: false; reason: string };

export interface Table {
  header: CsvHeader;
  columns: ColumnMap;
  /** To be read once. */
  rows: AsyncGenerator<TableRow>;
  /** Counts the rows in place of reading them; not ok: by one of its dates, others would be read wrongly. */
  survey(): Promise<TableSurvey>;
  close(): Promise<void>;
}

/**
 * Opens a table of calls, a CSV file whose first line names the columns.
 * @throws when the file cannot be read.
 */
export async function openTable(
  file: string,
  options: TableOptions,
): Promise<{ ok: true; table: Table } | { ok: false; reason: string }> {
  const opened = await openCsv(file);
  if (!opened.ok) return opened;
  const { csv } = opened;
  const { names: headers, delimiter } = csv.header;
  const mapped = mapColumns(headers, options.map);
  if (!mapped.ok) {
    await csv.close();
    return mapped;
  }
  const { columns } = mapped;
  const read = csvCallReader({ ...options, headers, columns, delimiter });
  // Where a note or a transcript stands, it may have lines; an id or a date has none.
  const oneLine = new Set(
    [...columns].filter(([field]) => field !== "transcript").map(([, column]) => column),
  );
  const rules: BreakRules = {
    mayBreak: (column: number) => !oneLine.has(column),
    rowOf: (cells: readonly string[]) => {
      const row = read(cells);
      if (!row.ok) return null;
      const { content } = row.call;
      return content?.kind === "link" || content?.kind === "file" ? "recorded" : "plain";
    },
  };
  async function* rows(): AsyncGenerator<TableRow> {
    for await (const { line, ...record } of csv.records(rules)) {
      if (record.cells === null) yield { line, ok: false, reason: record.fault };
      else yield { line, ...read(record.cells) };
    }
  }
  const dateColumn = options.dayOrder === null ? columns.get("date") : undefined;
  async function survey(): Promise<TableSurvey> {
    let found = 0;
    for await (const { line, cells } of csv.records(rules)) {
      found += 1;
      const odd = dateColumn === undefined ? null : oddDate(cells?.[dateColumn] ?? "");
      if (odd !== null) return { ok: false, reason: `line ${line}: date: ${odd}` };
    }
    return { ok: true, rows: found };
  }
  return { ok: true, table: { header: csv.header, columns, rows: rows(), survey, close: csv.close } };
}
