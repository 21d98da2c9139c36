import { addFault, type Faults, faultsOf } from "../add-fault.ts";
import { fileInside } from "../file-inside.ts";
import type { CsvCall } from "./csv-call.ts";
import type { Table } from "./open-table.ts";

export interface TablePreview {
  /** The first rows that were understood. */
  first: { line: number; call: CsvCall }[];
  /** Rows by what they hold; `empty` ones hold neither a recording nor a transcript. */
  counts: { transcript: number; file: number; link: number; empty: number };
  malformed: Faults<{ line: number; reason: string }>;
}

/** Reads a whole table as an import would, without writing anything. @throws when the file cannot be read. */
export async function previewTable(table: Table, folder: string, rows: number): Promise<TablePreview> {
  const preview: TablePreview = {
    first: [],
    counts: { transcript: 0, file: 0, link: 0, empty: 0 },
    malformed: faultsOf(),
  };
  for await (const row of table.rows) {
    const { line } = row;
    if (!row.ok) {
      addFault(preview.malformed, { line, reason: row.reason });
      continue;
    }
    const { content } = row.call;
    const file = content?.kind === "file" ? await fileInside(folder, content.file) : null;
    if (file?.ok === false) {
      addFault(preview.malformed, { line, reason: file.reason });
      continue;
    }
    preview.counts[content?.kind ?? "empty"] += 1;
    if (preview.first.length < rows) preview.first.push({ line, call: row.call });
  }
  return preview;
}
