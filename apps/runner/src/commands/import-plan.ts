import { existsSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import path from "node:path";
import type { CsvField } from "@callscript/adapters/import/csv/map-columns.ts";
import { openTable, type Table } from "@callscript/adapters/import/csv/open-table.ts";
import { type FolderCalls, readFolder } from "@callscript/adapters/import/folder/read-folder.ts";
import { setNameFault, setNameOf } from "@callscript/adapters/import/set-name.ts";
import { audioType } from "@callscript/adapters/store-fs/audio-type.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import { previewCsv, previewFolder } from "./import-preview.ts";

interface ImportSettings {
  date: Date | null;
  /** null: the file's or folder's own name. */
  set: string | null;
  timeZone: string;
  dayOrder: "mdy" | "dmy" | null;
  map: ReadonlyMap<CsvField, string>;
  /** Why the vault would refuse a link; null: it would not. */
  linkFault(link: string): string | null;
  dryRun: boolean;
}

type ImportSource =
  | { kind: "transcripts"; file: string }
  | { kind: "recordings"; folder: string }
  | { kind: "table"; file: string; table: Table; total: number }
  | { kind: "folder"; content: FolderCalls };

/** What a path holds, opened and understood as far as that is possible without reading it all. */
export interface ImportPlan {
  source: ImportSource;
  set: string;
  settings: ImportSettings;
  /** Prints what would be imported and answers how much would not; null unless that was asked for. */
  preview: (() => Promise<number>) | null;
  close(): Promise<void>;
}

/** @throws a usage error when the path holds nothing that can be imported, before anything is. */
export async function openImport(given: string, settings: ImportSettings): Promise<ImportPlan> {
  const { timeZone, dryRun } = settings;
  const set = settings.set ?? setNameOf(given, statSync(given).isDirectory() ? "folder" : "file");
  const fault = setNameFault(set);
  if (fault !== null) throw refuse(`${fault}. --set names it.`);
  const source = await sourceOf(given, settings).catch((error: unknown) => {
    if (!(error instanceof Error && "code" in error && "syscall" in error)) throw error;
    throw new CommandError(`${given} cannot be read: ${error.message}`, exitCodes.usage, { cause: error });
  });
  const { kind } = source;
  if (settings.map.size > 0 && kind !== "table") throw refuse("--map is for CSV files.");
  if (dryRun && kind !== "table" && kind !== "folder")
    throw refuse("--dry-run is for CSV files and for folders without index.jsonl.");
  const preview =
    kind === "table"
      ? () => previewCsv(source.table, source.file, timeZone)
      : kind === "folder"
        ? async () => previewFolder(source.content, timeZone)
        : null;
  return {
    source,
    set,
    settings,
    preview: dryRun ? preview : null,
    close: async () => {
      if (source.kind === "table") await source.table.close();
    },
  };
}

async function sourceOf(given: string, settings: ImportSettings): Promise<ImportSource> {
  const found = statSync(given);
  if (!found.isDirectory() && !found.isFile()) throw refuse(`${given} is neither a file nor a folder.`);
  if (found.isDirectory()) {
    const index = path.join(given, "index.jsonl");
    if (existsSync(index)) {
      await requireText(index);
      return { kind: "recordings", folder: given };
    }
    const content = await readFolder(given, settings);
    if (content.calls.length + content.refused.length === 0)
      throw refuse(
        `There is no index.jsonl and no recording in ${given}; docs/formats.md says what is taken.`,
      );
    return { kind: "folder", content };
  }
  await requireText(given);
  if (!/\.(csv|tsv)$/i.test(given)) return { kind: "transcripts", file: given };
  const total = await rowsOf(given, settings);
  return { kind: "table", file: given, table: await tableOf(given, settings), total };
}

/** @throws a usage error where dates of the file would be read with day and month exchanged. */
async function rowsOf(file: string, settings: ImportSettings): Promise<number> {
  const table = await tableOf(file, settings);
  try {
    const survey = await table.survey();
    if (survey.ok) return survey.rows;
    throw refuse(
      `${survey.reason}. Nothing was imported: other dates would be read with day and month exchanged.`,
    );
  } finally {
    await table.close();
  }
}

async function tableOf(file: string, settings: ImportSettings): Promise<Table> {
  const opened = await openTable(file, settings);
  if (!opened.ok) throw refuse(opened.reason);
  return opened.table;
}

/** @throws a usage error where the file is none of text, and the error of reading it. */
async function requireText(file: string): Promise<void> {
  const handle = await open(file);
  try {
    const head = Buffer.alloc(4096);
    const { bytesRead } = await handle.read(head);
    if (audioType(head.subarray(0, bytesRead)) !== null)
      throw refuse(`${file} is a recording: import the folder that it is in.`);
    if (head.subarray(0, bytesRead).includes(0)) throw refuse(`${file} is no text (UTF-8).`);
  } finally {
    await handle.close();
  }
}

function refuse(what: string): CommandError {
  return new CommandError(what, exitCodes.usage);
}
