import path from "node:path";
import { type Faults, faultsOf } from "@callscript/adapters/import/add-fault.ts";
import type { CsvCall, CsvContent } from "@callscript/adapters/import/csv/csv-call.ts";
import { csvFields } from "@callscript/adapters/import/csv/map-columns.ts";
import type { Table } from "@callscript/adapters/import/csv/open-table.ts";
import { previewTable } from "@callscript/adapters/import/csv/preview-table.ts";
import type { FolderCalls } from "@callscript/adapters/import/folder/read-folder.ts";

const shownRows = 5;
const write = (line: string) => process.stdout.write(`${line}\n`);

/** Prints which column was taken for what, and which are only kept. */
export function printColumns({ header, columns }: Table): void {
  write("Columns:");
  for (const field of csvFields) {
    const column = columns.get(field);
    if (column !== undefined) write(`  ${field.padEnd(18)} ${header.names[column]}`);
  }
  const taken = new Set(columns.values());
  const others = header.names.filter((_name, column) => !taken.has(column));
  if (others.length > 0) write(`  kept as they are   ${others.join(", ")}`);
}

/** Says in which zone times were read that name none. */
export function printZone(timeZone: string): void {
  write(`Times without a zone are read as ${timeZone} (--timezone says otherwise).`);
}

/** Names the first faults and says how many more there are. */
export function printFaults<T extends { reason: string }>(
  { count, first }: Faults<T>,
  where: (fault: T) => string,
): void {
  for (const fault of first) process.stderr.write(`  ${where(fault)}: ${fault.reason}\n`);
  if (count > first.length) process.stderr.write(`  and ${count - first.length} more\n`);
}

/** Prints a table as an import would read it; answers how many rows it would not take. */
export async function previewCsv(table: Table, file: string, timeZone: string): Promise<number> {
  const { first, counts, malformed } = await previewTable(table, path.dirname(file), shownRows);
  printColumns(table);
  write("First rows:");
  for (const { line, call } of first) write(`  line ${line}: ${describe(call)}`);
  write(
    `${counts.transcript} with a transcript, ${counts.file} with a file, ${counts.link} with a link, ${counts.empty} with none of these, ${malformed.count} not understood.`,
  );
  printFaults(malformed, ({ line }) => `line ${line}`);
  printZone(timeZone);
  write("Nothing was imported (--dry-run).");
  return malformed.count;
}

/** Prints a folder as an import would read it; answers how many recordings it would not take. */
export function previewFolder({ calls, refused, leftOut }: FolderCalls, timeZone: string): number {
  const origins = {
    file_name: "its name",
    option: "--date",
    file_time: "the file's time",
    import_time: "now",
  };
  write("First recordings:");
  for (const { name, id, startTimeUtc, startSource } of calls.slice(0, shownRows)) {
    write(`  ${name}: ${id}, ${startTimeUtc.toISOString()} by ${origins[startSource]}`);
  }
  write(
    `${calls.length} recordings, ${leftOut} other files left out, ${refused.length} that cannot be taken.`,
  );
  printFaults(faultsOf(refused), ({ file }) => file);
  printZone(timeZone);
  write("Nothing was imported (--dry-run).");
  return refused.length;
}

function describe(call: CsvCall): string {
  const facts = [
    call.startTimeUtc === null ? "no date" : call.startTimeUtc.toISOString(),
    call.campaign,
    call.vertical,
    call.publisher,
    call.buyer,
    call.durationSeconds === null ? null : `${call.durationSeconds} s`,
    call.revenue === null ? null : `revenue $${call.revenue}`,
    call.payout === null ? null : `payout $${call.payout}`,
    contentWords(call.content),
  ];
  return [call.id, ...facts].filter((fact) => fact !== null).join(", ");
}

/** A link's key is as good as the recording: its host is enough. */
function contentWords(content: CsvContent | null): string {
  switch (content?.kind) {
    case "transcript":
      return `transcript of ${content.turns.length} ${content.turns.length === 1 ? "turn" : "turns"}`;
    case "file":
      return `file ${content.file}`;
    case "link":
      return `recording at ${new URL(content.url).hostname}`;
    case undefined:
      return "no recording and no transcript";
  }
}
